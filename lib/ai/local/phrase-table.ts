import type { CoreToken } from "./pattern";
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
  const isAt = (token: CoreToken | undefined, word: string | undefined): boolean =>
    word !== undefined && wordsOf(token, speller).includes(word);

  const table: PhraseTable<T> = {
    find(tokens, at) {
      const entries = wordsOf(tokens[at], speller).flatMap((word) => byFirst.get(word) ?? []);
      const fitting = entries.filter(({ words }) => words.every((word, index) => isAt(tokens[at + index], word)));
      const [first, ...others] = fitting;
      if (first === undefined) return null;
      const longest = others.reduce((best, other) => (other.words.length > best.words.length ? other : best), first);
      return { length: longest.words.length, value: longest.value };
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
