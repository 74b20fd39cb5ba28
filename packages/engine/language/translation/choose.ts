import { LANGUAGES } from "../../vocabulary/languages";
import { ENGLISH_TOO } from "../../vocabulary/languages/english-too";
import { LOOKALIKES } from "../../vocabulary/lookalikes";
import { createDictionary, type Dictionary } from "./dictionary";
import { piecesOf } from "./words";

let compiled: readonly Dictionary[] | null = null;

/** All languages, compiled when the first request needs them. */
export function dictionaries(): readonly Dictionary[] {
  compiled ??= LANGUAGES.map(createDictionary);
  return compiled;
}

export type Candidate = { dictionary: Dictionary; own: number };

/** Letters beyond those of English, or of another script. */
const FOREIGN = /[^\p{ASCII}]/u;

/**
 * The languages that a request may be in, the likeliest first: by how many of its words are theirs and not English.
 * @param isEnglish whether the English reader knows a word.
 */
export function candidatesFor(request: string, isEnglish: (word: string) => boolean): Candidate[] {
  const words = wordsOf(request);
  const isNew = words.some((word) => !isEnglish(word) && !NAMES.has(word));
  // Other languages are compiled only for words that could be theirs.
  if (!isNew && words.every((word) => isEnglishWord(word, isEnglish))) return [];
  const found = dictionaries().map((dictionary) => ({
    dictionary,
    own: words.reduce((sum, word) => sum + shareOf(dictionary, word, isEnglish), 0),
  }));
  if (words.length > 1 && isNew && found.every(({ own }) => own === 0)) {
    // "Fond noir": words that English has as well, and all of them of one language.
    return found.filter(
      ({ dictionary: { own, spell, language } }) =>
        language.mixes !== true && words.every((word) => own.has(spell(word))),
    );
  }
  return found
    .filter(({ own }) => own > 0)
    .toSorted((a, b) => b.own - a.own || knownOf(b.dictionary, words) - knownOf(a.dictionary, words));
}

/** The language that most words of a request are of; `null` when that is English, or none that is known. */
export function languageOf(request: string, isEnglish: (word: string) => boolean): Dictionary | null {
  if (OTHER_SCRIPT.test(request)) return null;
  const [first] = candidatesFor(request, isEnglish);
  if (first === undefined) return null;
  const { dictionary, own } = first;
  const words = wordsOf(request);
  if (!isOfLanguage(dictionary, words, isEnglish)) return null;
  const foreign = words.filter(
    (word) => !dictionary.own.has(dictionary.spell(word)) && isEnglishWord(word, isEnglish),
  ).length;
  return own >= foreign ? dictionary : null;
}

/** Scripts of which no language is read here; Japanese and Korean have Chinese characters beside them. */
const OTHER_SCRIPT =
  /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Greek}\p{Script=Thai}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}]/u;

/** Whether a request is in a script of which no language is read. */
export const isOtherScript = (request: string): boolean => OTHER_SCRIPT.test(request);

/** Whether a request is in a language that is not read, as far as one can tell: hardly a word of it is English. */
export function isForeign(request: string, isEnglish: (word: string) => boolean): boolean {
  const words = wordsOf(request);
  const known = words.filter((word) => isEnglishWord(word, isEnglish)).length;
  return isOtherScript(request) || (words.length > 1 && known * 2 < words.length);
}

const wordsOf = (request: string): string[] =>
  piecesOf(request).flatMap((piece) =>
    piece.kind === "word" && piece.text !== "/" && piece.text !== "&" ? [piece.text.toLowerCase()] : [],
  );

/** Names are of every language. */
const NAMES = new Set(["instagram", "insta", "png"]);

const isEnglishWord = (word: string, isEnglish: (word: string) => boolean): boolean =>
  !FOREIGN.test(word) &&
  (word.length === 1 || NAMES.has(word) || isEnglish(word) || ENGLISH_TOO.has(word) || LOOKALIKES.has(word));

const knownOf = ({ own, spell }: Dictionary, words: readonly string[]): number =>
  words.filter((word) => own.has(spell(word))).length;

/** Letters from which a word of a mixed language is no abbreviation of a chat. */
const UNMISTAKABLE = 4;
/** Among as many words, one of a mixed language is a slip. */
const MANY_WORDS = 8;

/**
 * Whether somebody is to be answered in a language. One that is mixed with English needs two words of its own, of which
 * one asks for something, or in a short request one long enough to be no other: "plz" or "bro" stands in English too.
 */
function isOfLanguage(dictionary: Dictionary, words: readonly string[], isEnglish: (word: string) => boolean): boolean {
  if (dictionary.language.mixes !== true) return true;
  const own = words.filter((word) => shareOf(dictionary, word, isEnglish) > 0);
  const asking = own.filter((word) =>
    dictionary
      .find([dictionary.spell(word)], 0)
      ?.meanings.some(({ kind }) => ["lemma", "part", "colour", "degree", "number", "only"].includes(kind)),
  );
  if (own.length > 1) return asking.length > 0;
  return words.length < MANY_WORDS && asking.some((word) => word.length >= UNMISTAKABLE);
}

/** How much a word counts, more with the accents that it has there: "é" is Portuguese. */
const WITH_ACCENTS = 1.01;

function shareOf({ own, accented, spell }: Dictionary, word: string, isEnglish: (word: string) => boolean): number {
  if (isEnglishWord(word, isEnglish) || !own.has(spell(word))) return 0;
  return accented.has(word.normalize("NFC")) ? WITH_ACCENTS : 1;
}
