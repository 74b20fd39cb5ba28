import { describe, expect, it, vi } from "vitest";
import { OPERATIONS } from "../operations";
import { readCorpus } from "../tests/read-corpus";
import { createPhraseIndex } from "./phrase-index";
import { readClause } from "./clause";
import { createReader } from "./reader";
import { tokenise } from "./tokenise";

const { lexicon, understand } = createReader(OPERATIONS);

/** Longest request that the product takes, in characters. */
const LONGEST = 2000;

/** How often, for each letter of a request, a word of it may be looked up: what all the work consists of. */
const MOST_LOOKUPS = 150;

/** How often words may be looked up for the longest request there is: that takes some 40 ms. */
const MOST_IN_ALL = 200_000;

/** How many parts of a request are read. */
const MOST_PARTS = 20;

/** Which share of all patterns may be compared with one part of a request, on average and at most. */
const USUAL_SHARE = 0.02;
const MOST_SHARE = 0.3;

const filled = (text: string, length: number): string => text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** How many words are looked up while a request is understood. */
function lookups(request: string): number {
  const meant = vi.spyOn(lexicon.speller, "meant");
  understand(request);
  const { length } = meant.mock.calls;
  meant.mockRestore();
  return length;
}

describe("the work of understanding", () => {
  it.each([
    "a ",
    "and ",
    "make it brighter and warmer and ",
    "add a dog and a cat, make it brighter ",
    "except the sky and the face ",
    "make the shadows of the sky in the background on the left brighter, ",
    "without ",
    "do not ",
    "brihgter wamrer contarst ",
  ])("grows no faster than the request: %s", (text) => {
    const [half, whole] = [lookups(filled(text, LONGEST / 2)), lookups(filled(text, LONGEST))];
    expect(whole).toBeLessThanOrEqual(half * 2.3);
    expect(whole).toBeLessThan(LONGEST * MOST_LOOKUPS);
  });

  it.each(
    [
      "face and ",
      "the left and the right and the top ",
      "it's too bright, bring it down a bit, ",
      "blur it, ",
      "0,0,0,",
      "a.",
      "a.b,",
      "1:1:1:",
      "9",
      "- ",
      "->",
      "“",
      '"',
      '"Hi" ',
      "a'b'",
      "((",
      "\n",
      "\u0000",
      "\u202E",
      "😀",
      "👩‍👩‍👧‍👦 ",
      "e\u0301",
      "𝒷𝓁𝓊𝓇 ",
      "مرحبا ",
      "明るくして",
      "\uD83D",
      "everything but ",
      "the background is too busy, ",
      "for my website ",
      "its ",
      "i want it dark, ",
      "keep the sky ",
      "only ",
      "the red ",
      "top left ",
      "black and white ",
      "half a stop ",
      "twenty five ",
      'put "SALE" in the middle in large red letters with a white outline ',
    ].map((text) => [text]),
  )("is little for any request: %j", (text) => {
    const request = filled(text, LONGEST);
    expect(lookups(request)).toBeLessThan(MOST_IN_ALL);
    const { operations, notUnderstood } = understand(request);
    expect(operations.length + notUnderstood.length).toBeLessThanOrEqual(MOST_PARTS + 1);
  });

  it("is little for 500 words of the vocabulary in any order", () => {
    const words = [...lexicon.words];
    for (let start = 0; start < 20; start++) {
      // A prime, so that each start and step gives words from all over the list.
      const said = Array.from({ length: 500 }, (_, index) => words[(start * 97 + index * 389) % words.length]);
      expect(lookups(said.join(" ").slice(0, LONGEST))).toBeLessThan(MOST_IN_ALL);
    }
  });

  it("does not understand what comes after too many instructions", () => {
    const { operations, notUnderstood } = understand("rotate it left. ".repeat(100));
    expect(operations).toHaveLength(MOST_PARTS);
    expect(notUnderstood).toHaveLength(1);
  });

  it("compares a part of a request with few of all patterns", () => {
    const phrases = OPERATIONS.flatMap((operation) =>
      operation.phrases.map(({ pattern, source }) => ({ pattern, value: source })),
    );
    const index = createPhraseIndex(phrases, lexicon.speller);
    const counts = readCorpus().map(
      ({ request }) => index.candidates(readClause(lexicon, tokenise(request))?.core ?? []).length,
    );
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(mean).toBeLessThan(phrases.length * USUAL_SHARE);
    expect(Math.max(...counts)).toBeLessThan(phrases.length * MOST_SHARE);
  });
});
