import type { Language } from "../../vocabulary/languages/language";
import { dictionaries } from "./choose";
import { lexemesOf } from "./lexemes";
import { piecesOf } from "./words";

/** What forbids something, or says what must stay. */
const LIMITING: ReadonlySet<string> = new Set(["not", "without", "keep", "only-keep", "undo"]);

/** Whether a request may mean something else without these words of a language, as `changesMeaning` tells of English. */
export function changesMeaningIn(language: Language, words: string): boolean {
  const dictionary = dictionaries().find(({ language: { code } }) => code === language.code);
  if (dictionary === undefined) return true;
  return lexemesOf(dictionary, piecesOf(words)).some(
    (lexeme) =>
      lexeme.kind === "meanings" &&
      lexeme.meanings.some(
        (meaning) =>
          (meaning.kind === "lemma" && LIMITING.has(meaning.lemma)) ||
          meaning.kind === "except" ||
          meaning.kind === "only",
      ),
  );
}
