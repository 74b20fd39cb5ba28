import { describe, expect, it, vi } from "vitest";
import { OPERATIONS } from "@/lib/ai/editor/local/operations";
import { readCorpus } from "@/tests/read-corpus";
import { createPhraseIndex } from "./phrase-index";
import { readClause } from "./read-clause";
import { SPELLER } from "./speller";
import { tokenise } from "./tokenise";
import { understand } from "./understand";

/** Longest request that the product takes, in characters. */
const LONGEST = 2000;

/** How often, for each letter of a request, a word of it may be looked up: what all the work consists of. */
const MOST_LOOKUPS = 150;

/** Which share of all patterns may be compared with one part of a request, on average and at most. */
const USUAL_SHARE = 0.02;
const MOST_SHARE = 0.3;

const filled = (text: string, length: number): string => text.repeat(Math.ceil(length / text.length)).slice(0, length);

/** How many words are looked up while a request is understood. */
function lookups(request: string): number {
  const meant = vi.spyOn(SPELLER, "meant");
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

  it("compares a part of a request with few of all patterns", () => {
    const phrases = OPERATIONS.flatMap((operation) =>
      operation.phrases.map(({ pattern, source }) => ({ pattern, value: source })),
    );
    const index = createPhraseIndex(phrases, SPELLER);
    const counts = readCorpus().map(
      ({ request }) => index.candidates(readClause(tokenise(request))?.core ?? []).length,
    );
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    expect(mean).toBeLessThan(phrases.length * USUAL_SHARE);
    expect(Math.max(...counts)).toBeLessThan(phrases.length * MOST_SHARE);
  });
});
