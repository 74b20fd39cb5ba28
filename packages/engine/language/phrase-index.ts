import { COLOUR_ADJECTIVES, COLOURS } from "../vocabulary/colours";
import { type CoreToken, DIRECTIONS } from "./match-pattern";
import type { Pattern, PatternItem, Slot } from "../pattern";
import type { Speller } from "./spelling";

/** Finds, among many patterns, the few that could match some words. */
export type PhraseIndex<T> = {
  /** What stands for the patterns worth trying on these words, in the order in which they were listed. */
  candidates(core: readonly CoreToken[]): T[];
};

/** `needed`: what its items that may not be missing are filed under. */
type Entry<T> = { value: T; needed: ReadonlyArray<ReadonlySet<string>>; most: number };

/** Slots that catch up to two words: "dark blue", "top left". */
const WIDE: ReadonlySet<Slot | null> = new Set<Slot | null>(["colour", "place"]);

/** How many patterns one number tells of, a bit each. */
const BITS = 32;

/** Words that a slot of its own catches, with what that slot is filed under. */
const SLOTS_OF_WORDS: ReadonlyMap<string, string> = new Map([
  ...[...Object.keys(COLOURS), ...COLOUR_ADJECTIVES].map((word) => [word, "{colour}"] as const),
  ...Object.keys(DIRECTIONS).map((word) => [word, "{place}"] as const),
]);

/**
 * Remembers for each word which patterns have room for it, a bit for each pattern. A pattern is a candidate only
 * when it has room for every word that was said, and every item of it that may not be missing was said.
 */
export function createPhraseIndex<T>(
  phrases: ReadonlyArray<{ pattern: Pattern; value: T }>,
  speller: Speller,
): PhraseIndex<T> {
  const size = Math.ceil(phrases.length / BITS);
  /** Patterns share most of their items, so that each is looked at once. */
  const holdersOfItem = new Map<ReadonlySet<string>, Int32Array>();
  const entries = phrases.map(({ pattern, value }, order): Entry<T> => {
    const needed = required(pattern).map(keysOfItem);
    if (needed.length === 0) throw new Error("A pattern needs an item that may not be missing");
    for (const keys of pattern.items.map(keysOfItem)) {
      const bits = holdersOfItem.get(keys) ?? new Int32Array(size);
      bits[Math.floor(order / BITS)] = (bits[Math.floor(order / BITS)] ?? 0) | (1 << (order % BITS));
      holdersOfItem.set(keys, bits);
    }
    return { value, needed, most: pattern.items.reduce((sum, { slot }) => sum + (WIDE.has(slot) ? 2 : 1), 0) };
  });
  const holders = new Map<string, Int32Array[]>();
  for (const [keys, bits] of holdersOfItem) {
    for (const key of keys) {
      const all = holders.get(key);
      if (all === undefined) holders.set(key, [bits]);
      else all.push(bits);
    }
  }
  const longest = Math.max(...entries.map(({ most }) => most));

  const left = new Int32Array(size);
  /** Keeps in `left` only patterns that have room for one of these; whether there are any. */
  const keepHolders = (keys: readonly string[]): boolean => {
    const rooms = keys.flatMap((key) => merged(holders, key) ?? []);
    let any = 0;
    for (let at = 0; at < size; at++) {
      let room = 0;
      for (const bits of rooms) room |= bits[at] ?? 0;
      left[at] = (left[at] ?? 0) & room;
      any |= left[at] ?? 0;
    }
    return any !== 0;
  };

  return {
    candidates(core) {
      if (core.length === 0 || core.length > longest) return [];
      const said = core.map((token) => keysOfToken(token, speller).filter((key) => holders.has(key)));
      if (said.some((keys) => keys.length === 0)) return [];
      left.fill(-1);
      for (const keys of said) if (!keepHolders(keys)) return [];
      const all = new Set(said.flat());
      const found: T[] = [];
      for (let at = 0; at < size; at++) {
        for (let rest = left[at] ?? 0; rest !== 0; rest &= rest - 1) {
          const entry = entries[at * BITS + (BITS - 1) - Math.clz32(rest & -rest)];
          if (entry !== undefined && isPossible(entry, core.length, all)) found.push(entry.value);
        }
      }
      return found;
    },
  };
}

/** All bits of a key in one, which is made when it is first asked for. */
function merged(holders: Map<string, Int32Array[]>, key: string): Int32Array | undefined {
  const [first, ...others] = holders.get(key) ?? [];
  if (first === undefined || others.length === 0) return first;
  const all = first.map((bits, at) => others.reduce((sum, other) => sum | (other[at] ?? 0), bits));
  holders.set(key, [all]);
  return all;
}

const isPossible = ({ needed, most }: Entry<unknown>, length: number, said: ReadonlySet<string>): boolean =>
  needed.length <= length && length <= most && needed.every((keys) => meets(keys, said));

/** Whether two sets have something in common. */
function meets(keys: ReadonlySet<string>, said: ReadonlySet<string>): boolean {
  for (const key of said) if (keys.has(key)) return true;
  return false;
}

const required = ({ items }: Pattern): PatternItem[] => items.filter(({ optional }) => !optional);

/** A slot is filed under its name in braces, which no word can be. */
function keysOfItem({ words, slot }: PatternItem): ReadonlySet<string> {
  if (words !== null) return words;
  const known = SLOT_KEYS.get(slot) ?? new Set([`{${slot}}`]);
  SLOT_KEYS.set(slot, known);
  return known;
}

const SLOT_KEYS = new Map<Slot, ReadonlySet<string>>();

function keysOfToken(token: CoreToken, speller: Speller): string[] {
  switch (token.kind) {
    case "word": {
      const words = [...new Set([token.text, ...speller.meant(token.text)])];
      return [...words, ...words.flatMap((word) => SLOTS_OF_WORDS.get(word) ?? [])];
    }
    case "break":
      return [token.text];
    case "quoted":
      return [token.text.toLowerCase(), "{text}"];
    case "quantity":
      return ["{degrees}", "{number}", "{pixels}", ...(token.word === undefined ? [] : [token.word])];
    case "direction":
      return [token.up ? "{up}" : "{down}"];
    case "ratio":
      return ["{ratio}"];
    case "size":
      return ["{size}"];
    case "opaque":
      return [];
  }
}

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
