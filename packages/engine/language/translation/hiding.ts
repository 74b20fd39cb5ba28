import type { Language } from "../../vocabulary/languages/language";
import { dictionaries } from "./choose";
import { lexemesOf } from "./lexemes";
import { piecesOf } from "./words";

const HIDING = new Set(["blur", "blurry", "pixelate", "black-out"]);
const PRIVATE = new Set(["private", "text"]);
const SOMEBODY = new Set<string>(["the person", "the people", "the face", "the faces", "the subject"]);

/** Whether words of a language ask for somebody or something private to be made unrecognisable, as `asksToHide` tells of English. */
export function asksToHideIn(language: Language, words: string): boolean {
  const dictionary = dictionaries().find(({ language: { code } }) => code === language.code);
  if (dictionary === undefined) return false;
  const meanings = lexemesOf(dictionary, piecesOf(words)).flatMap((lexeme) =>
    lexeme.kind === "meanings" ? lexeme.meanings : [],
  );
  const hides = meanings.some((meaning) => meaning.kind === "lemma" && HIDING.has(meaning.lemma));
  const isPrivate = meanings.some(
    (meaning) =>
      (meaning.kind === "lemma" && PRIVATE.has(meaning.lemma)) ||
      (meaning.kind === "part" && SOMEBODY.has(meaning.part)),
  );
  return hides && isPrivate;
}
