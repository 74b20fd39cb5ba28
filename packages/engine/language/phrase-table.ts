import type { CoreToken } from "./match-pattern";
import type { Speller } from "./spelling";

/** Fixed sequences of words, each with what it stands for. */
export type PhraseTable<T> = {
  /** The longest sequence that begins at `at`, if any. */
  find(tokens: readonly CoreToken[], at: number): { length: number; value: T } | null;
  /** Everything but the sequences, and what those stand for, in order. */
  takeOut(tokens: readonly CoreToken[]): { rest: CoreToken[]; found: T[] };
};

/** A table of phrases; an unknown word of the request may hold one typing mistake. */
export function createPhraseTable<T>(
  phrases: ReadonlyArray<readonly [text: string, value: T]>,
  speller: Speller,
): PhraseTable<T> {
  const byFirst = new Map<string, { words: string[]; value: T }[]>();
  for (const [text, value] of phrases) {
    const words = text.split(" ");
    const [first = ""] = words;
    const entries = [...(byFirst.get(first) ?? []), { words, value }];
    byFirst.set(
      first,
      entries.toSorted((a, b) => b.words.length - a.words.length),
    );
  }
  const isAt = (token: CoreToken | undefined, word: string): boolean =>
    token?.kind === "word" ? speller.meant(token.text).includes(word) : token?.kind === "break" && token.text === word;
  const fits = (words: readonly string[], tokens: readonly CoreToken[], at: number): boolean =>
    words.every((word, index) => index === 0 || isAt(tokens[at + index], word));

  const table: PhraseTable<T> = {
    find(tokens, at) {
      let longest: { length: number; value: T } | null = null;
      for (const first of wordsOf(tokens[at], speller)) {
        for (const { words, value } of byFirst.get(first) ?? []) {
          if (longest !== null && words.length <= longest.length) break;
          if (fits(words, tokens, at)) longest = { length: words.length, value };
        }
      }
      return longest;
    },
    takeOut(tokens) {
      const rest: CoreToken[] = [];
      const found: T[] = [];
      for (let at = 0; at < tokens.length;) {
        const phrase = table.find(tokens, at);
        const token = tokens[at];
        if (phrase !== null) found.push(phrase.value);
        else if (token !== undefined) rest.push(token);
        at += phrase?.length ?? 1;
      }
      return { rest, found };
    },
  };
  return table;
}

function wordsOf(token: CoreToken | undefined, speller: Speller): readonly string[] {
  if (token?.kind === "break") return [token.text];
  return token?.kind === "word" ? speller.meant(token.text) : [];
}
