import { distance } from "fastest-levenshtein";
import { DEGREES, type Language, NAMED_COLOURS, type NamedPart, PARTS } from "../../vocabulary/languages/language";
import { LOANWORDS } from "../../vocabulary/languages/loanwords";
import { createSpelling, piecesOf, withoutUmlauts } from "./words";

/** What a word or phrase of a language contributes to a clause. A phrase that carries nothing contributes nothing. */
export type Meaning =
  | { kind: "lemma"; lemma: string }
  | { kind: "part"; part: NamedPart }
  /** `more`: the form says by itself that there is to be more of it. */
  | { kind: "colour"; colour: string; more: boolean }
  | { kind: "degree"; degree: string }
  | { kind: "number"; text: string }
  | { kind: "unit"; unit: "percent" | "degrees" | "pixels" }
  | { kind: "picture" | "it" | "and" | "only" | "to" | "aside" | "reason" }
  | { kind: "except" | "behind"; side: "before" | "after" };

type Entry = { words: readonly string[]; meanings: Meaning[] };

/** All words of a language, ready to be looked up. */
export type Dictionary = {
  language: Language;
  spell: (word: string) => string;
  /** The longest phrase that begins at a place of some spelt words; `null`: none does. */
  find: (words: readonly (string | null)[], at: number) => Entry | null;
  /** Phrases that stand around something: "helle … auf". */
  around: readonly { first: readonly string[]; last: readonly string[]; meanings: Meaning[] }[];
  /** Every word of the language itself, English words in it left out. */
  own: ReadonlySet<string>;
  /** The same with their accents. */
  accented: ReadonlySet<string>;
};

/** Words of fewer letters are meant as they are written. */
const LONG = 7;

const GAP = " … ";

/** Words of letters alone, between which stands one space; a Chinese character is a word of its own. */
const PLAIN = /^(?:(?!\p{Script=Han})[\p{L}\p{M}])+(?: (?:(?!\p{Script=Han})[\p{L}\p{M}])+)*$/u;

/** Compiles a language, with the English words that may stand in it. */
export function createDictionary(language: Language): Dictionary {
  const spell = createSpelling(language);
  const wordsOf = (text: string): string[] =>
    PLAIN.test(text)
      ? text.split(" ").map(spell)
      : piecesOf(text).flatMap((piece) => (piece.kind === "word" ? [spell(piece.text)] : []));
  const entries = new Map<string, Entry>();
  const around: Dictionary["around"][number][] = [];
  const add = (text: string, meanings: readonly Meaning[]): void => {
    if (text.includes(GAP)) {
      const [first = "", last = ""] = text.split(GAP);
      around.push({ first: wordsOf(first), last: wordsOf(last), meanings: [...meanings] });
      return;
    }
    const words = wordsOf(text);
    if (words.length === 0) return;
    const key = words.join(" ");
    const entry = entries.get(key) ?? { words, meanings: [] };
    const isNew = (meaning: Meaning): boolean =>
      entry.meanings.length === 0 || !entry.meanings.some((other) => JSON.stringify(other) === JSON.stringify(meaning));
    entry.meanings.push(...meanings.filter(isNew));
    entries.set(key, entry);
  };
  for (const [text, meaning] of meaningsOf(language)) add(text, meaning);
  if (language.umlauts === true) {
    for (const { words, meanings } of entries.values()) {
      const plain = words.map(withoutUmlauts);
      if (!entries.has(plain.join(" "))) entries.set(plain.join(" "), { words: plain, meanings });
    }
  }
  const own = new Set([...entries.values()].flatMap(({ words }) => words));
  for (const { first, last } of around) for (const word of [...first, ...last]) own.add(word);
  const loans: [string, Meaning[]][] = [];
  for (const [text, meaning] of meaningsOf({ ...EMPTY, ...LOANWORDS })) {
    const words = wordsOf(text);
    // A word of the language itself means what it means there: "hell" is bright.
    if (!entries.has(words.join(" ")) && !own.has(words.join(" "))) loans.push([text, meaning]);
  }
  for (const [text, meaning] of loans) add(text, meaning);
  const accented = new Set([...meaningsOf(language)].flatMap(([text]) => text.toLowerCase().split(/[^\p{L}\p{M}]+/u)));
  return { language, spell, around, own, accented, find: finder(entries) };
}

const EMPTY = {
  numbers: {},
  units: { percent: "", degrees: "", pixels: "" },
  except: { before: "", after: "" },
  behind: { before: "", after: "" },
  only: "",
  to: "",
} as const;

type Words = Pick<
  Language,
  | "words"
  | "parts"
  | "colours"
  | "degrees"
  | "numbers"
  | "units"
  | "picture"
  | "it"
  | "and"
  | "except"
  | "only"
  | "behind"
> &
  Pick<Language, "to" | "silent" | "moreEnding" | "asides" | "reasons" | "things" | "shades">;

/** Every form of a language with what it means. */
export function* meaningsOf(language: Words): Generator<[text: string, meanings: Meaning[]]> {
  const each = function* (forms: string, ...meanings: Meaning[]): Generator<[string, Meaning[]]> {
    // A slash between spaces belongs to the form: "schwarz / weiß".
    for (const text of forms.split(/(?<! )\/(?! )/u)) if (text !== "") yield [text, meanings];
  };
  for (const [lemma, forms] of Object.entries(language.words)) yield* each(forms, { kind: "lemma", lemma });
  for (const part of PARTS) yield* each(language.parts[part], { kind: "part", part });
  for (const [part, forms] of language.things ?? []) {
    yield* each(forms, { kind: "part", part });
    // "Menos la rosa": the article belongs to both.
    for (const [text] of each(forms)) {
      const before = language.except.before
        .split("/")
        .filter((except) => text.startsWith(`${except.split(" ").at(-1)} `));
      for (const except of before.filter((form) => form.includes(" ")))
        yield [
          `${except} ${text.split(" ").slice(1).join(" ")}`,
          [
            { kind: "except", side: "before" },
            { kind: "part", part },
          ],
        ];
    }
  }
  for (const [colour, forms] of language.shades ?? []) yield* each(forms, { kind: "colour", colour, more: false });
  for (const colour of NAMED_COLOURS) {
    for (const [text] of each(language.colours[colour])) {
      const more = language.moreEnding !== undefined && text.endsWith(language.moreEnding);
      yield [text, [{ kind: "colour", colour, more }]];
    }
  }
  for (const degree of DEGREES) yield* each(language.degrees[degree], { kind: "degree", degree });
  for (const [text, forms] of Object.entries(language.numbers)) yield* each(forms, { kind: "number", text });
  for (const unit of ["percent", "degrees", "pixels"] as const)
    yield* each(language.units[unit], { kind: "unit", unit });
  for (const kind of ["picture", "it", "and", "only", "to"] as const) yield* each(language[kind], { kind });
  for (const kind of ["except", "behind"] as const) {
    for (const side of ["before", "after"] as const) yield* each(language[kind][side], { kind, side });
  }
  yield* each(language.asides ?? "", { kind: "aside" });
  yield* each(language.reasons ?? "", { kind: "reason" });
  yield* each(language.silent);
}

const lettersOf = (word: string): string => Array.from(word).toSorted().join("");

/**
 * A letter too many or missing, or two swapped. Not a wrong one: with that, many a word is another real one, as a
 * window is dark in German (Fenster, finster).
 */
function isMistyped(typed: string, word: string): boolean {
  if (typed[0] !== word[0]) return false;
  if (typed.length !== word.length) return distance(typed, word) === 1;
  return distance(typed, word) === 2 && lettersOf(typed) === lettersOf(word);
}

function finder(entries: ReadonlyMap<string, Entry>): Dictionary["find"] {
  const byFirst = new Map<string, Entry[]>();
  for (const entry of entries.values()) {
    const [first = ""] = entry.words;
    const all = [...(byFirst.get(first) ?? []), entry];
    byFirst.set(
      first,
      all.toSorted((a, b) => b.words.length - a.words.length),
    );
  }
  const longWords = [...entries.values()].filter(
    ({ words: [only = "", ...more] }) => more.length === 0 && only.length >= LONG,
  );
  const mistyped = (word: string): Entry | null => {
    if (word.length < LONG) return null;
    const near = longWords.filter(({ words: [only = ""] }) => isMistyped(word, only));
    return near.length === 1 ? (near[0] ?? null) : null;
  };
  return (words, at) => {
    const first = words[at];
    if (first === undefined || first === null) return null;
    const found = byFirst.get(first)?.find((entry) => entry.words.every((word, index) => words[at + index] === word));
    return found ?? mistyped(first);
  };
}
