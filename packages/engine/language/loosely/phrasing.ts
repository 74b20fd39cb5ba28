import { rewordings } from "../../vocabulary/rewordings";
import { SYNONYMS } from "../../vocabulary/synonyms";
import type { Token } from "../tokenise";

// The words of a clause as one text, in which a rewording can be looked for, and back again.

/** Stands in a text for a token that is no word, with its number. */
const HELD = /^§(\d+)$/u;

/** Tokens that no request has, but a rewording may ask for. Sides of paper in centimetres. */
const SHAPES: ReadonlyMap<string, { width: number; height: number }> = new Map([
  ["§a4", { width: 21, height: 29.7 }],
  ["§a4l", { width: 29.7, height: 21 }],
]);

const BREAKS: ReadonlySet<string> = new Set([",", ":", "and", "but", "then", "plus", "->", "→"]);

/** The words of some tokens, with `§` and its place for each that is no word. */
export const textOfTokens = (tokens: readonly Token[]): string =>
  tokens
    .map((token, at) => {
      if (token.kind === "word" || token.kind === "break") return token.text;
      return token.kind === "quantity" && token.word !== undefined && token.unit === "none" ? token.word : `§${at}`;
    })
    .join(" ");

/** A figure that a rewording brings: `33%`, `2x`, `3°`. */
const FIGURE = /^(\d+)(%|x|°)?$/u;
const UNITS: Readonly<Record<string, "percent" | "times" | "degrees">> = {
  "%": "percent",
  x: "times",
  "°": "degrees",
};

/** How far apart tokens stand that were written where others were; none of them is longer than a letter. */
const STEP = 1e-3;

/** The tokens of a text that was made of others: where those began, one after the other. */
export function tokensOfText(text: string, tokens: readonly Token[]): Token[] {
  const begin = tokens[0]?.start ?? 0;
  const words = text.split(" ").filter((word) => word !== "");
  return words.flatMap((word, index): Token[] => {
    const span = { start: begin + index * STEP, end: begin + (index + 0.5) * STEP };
    const at = HELD.exec(word)?.[1];
    const held = at === undefined ? undefined : tokens[Number(at)];
    if (held?.kind === "quantity" && held.unit === "none" && words[index + 1] === "times")
      return [{ ...held, unit: "times", ...span }];
    if (word === "times" && HELD.test(words[index - 1] ?? "")) return [];
    if (held !== undefined) return [{ ...held, ...span }];
    const shape = SHAPES.get(word);
    if (shape !== undefined) return [{ kind: "ratio", ...shape, ...span }];
    const spoken = tokens.find((token) => token.kind === "quantity" && token.word === word);
    if (spoken !== undefined) return [{ ...spoken, ...span }];
    const [, value = "", unit = ""] = FIGURE.exec(word) ?? [];
    if (value !== "")
      return [{ kind: "quantity", unit: UNITS[unit] ?? "none", value: Number(value), sign: 0, ...span }];
    if (BREAKS.has(word)) return [{ kind: "break", strong: false, text: word, ...span }];
    return [{ kind: "word", text: word, ...span }];
  });
}

/** How many words a phrase that is a synonym may have. */
const MOST_OF_SYNONYMS = 3;

/** The text with each word that the grammar has another for in its place; itself where there is none. */
function withSynonyms(text: string): string {
  const words = text.split(" ");
  const said: string[] = [];
  for (let at = 0; at < words.length;) {
    let length = MOST_OF_SYNONYMS;
    while (length > 0 && !SYNONYMS.has(words.slice(at, at + length).join(" "))) length--;
    said.push(SYNONYMS.get(words.slice(at, at + length).join(" ")) ?? words[at] ?? "");
    at += Math.max(1, length);
  }
  return said.join(" ");
}

/** A text may be reworded as often. */
const DEPTH = 3;
/** And be said in no more ways. */
const MOST = 48;

/** A place that nothing was caught for, and articles that became two. */
const DANGLING = / (?:in|from|of|on|to|at)(?: (?:the|it))?$/u;
const TWICE = /\bthe (?=(?:the|my|our|his|her|their|your|this|that|these|those|all) )/gu;

/** Other ways to say a text, the nearest first; not the text itself. */
export function* phrasingsOf(text: string): Generator<string> {
  const found = new Set([text]);
  let last = [text];
  for (let depth = 0; depth < DEPTH && found.size < MOST; depth++) {
    const next: string[] = [];
    for (const one of last) {
      for (const other of [withSynonyms(one), ...reworded(one)]) {
        if (other === "" || found.has(other) || found.size >= MOST) continue;
        found.add(other);
        next.push(other);
        yield other;
      }
    }
    last = next;
  }
}

function reworded(text: string): string[] {
  return rewordings().flatMap(({ pattern, read }) => {
    if (!pattern.test(text)) return [];
    const said = text
      .replace(pattern, read)
      .replaceAll(/ in +letters/gu, "")
      .replaceAll(/ +/gu, " ")
      .trim();
    const whole = said.replaceAll(TWICE, "").replace(DANGLING, "").replace("at the centred", "in the centre");
    return whole === text ? [] : [whole];
  });
}
