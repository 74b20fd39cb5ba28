import { COLOURS } from "../vocabulary/colours";
import { isRegionNoun } from "./mention-rules";
import type { Token } from "./tokenise";

/** After these, or at the beginning, "sky blue" is a colour; in "the sky blue" the sky is meant. */
const BEFORE_COLOUR = new Set("it this that everything picture a an with in of to tint colour".split(" "));

/** After "so", these begin what an instruction is good for; any other word is made stronger by it. */
const AFTER_SO = new Set("that the it i you we my they he she his her everyone people".split(" "));

const STOPS = new Set(["stop", "stops"]);

/** Sequences of words that mean one thing, each as the token that it means; `null` where none begins. */
const JOINS: readonly ((tokens: readonly Token[], at: number) => { token: Token; length: number } | null)[] = [
  partOfStop,
  tensAndOnes,
  exposure,
  decade,
  skyBlue,
  soThat,
];

/** Makes one token of words that belong together: "half a stop", "twenty five", "sky blue", "so that". */
export function joinTokens(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length;) {
    const found = JOINS.map((join) => join(tokens, at)).find((result) => result !== null);
    const token = found?.token ?? tokens[at];
    if (token !== undefined) joined.push(token);
    at += found?.length ?? 1;
  }
  return joined;
}

const textAt = (tokens: readonly Token[], at: number): string => {
  const token = tokens[at];
  return token?.kind === "word" || token?.kind === "break" ? token.text : "";
};

/** "A stop", "half a stop", "1/2 stop", "a third of a stop", "one and a half stops". */
function partOfStop(tokens: readonly Token[], at: number) {
  const first = tokens[at];
  if (first === undefined) return null;
  const stops = (value: number, length: number) => {
    const last = tokens[at + length - 1] ?? first;
    const token: Token = { kind: "quantity", unit: "stops", value, sign: 0, start: first.start, end: last.end };
    return STOPS.has(textAt(tokens, at + length - 1)) ? { token, length } : null;
  };
  const words = [0, 1, 2, 3, 4].map((offset) => textAt(tokens, at + offset));
  const [one = "", two = "", three = "", four = ""] = words;
  if (first.kind === "ratio") return stops(first.width / first.height, 2);
  if (first.kind === "quantity" && first.unit === "none" && two === "and" && three === "a" && four === "half")
    return stops(first.value + 0.5, 5);
  if (one === "half") return stops(0.5, two === "a" ? 3 : 2);
  if (one === "a" && two === "half") return stops(0.5, 3);
  if (one === "a" && (two === "third" || two === "quarter") && three === "of" && four === "a")
    return stops(two === "third" ? 1 / 3 : 1 / 4, 5);
  return one === "a" ? stops(1, 2) : null;
}

/** "Twenty five". */
function tensAndOnes(tokens: readonly Token[], at: number) {
  const [tens, ones] = [tokens[at], tokens[at + 1]];
  if (tens?.kind !== "quantity" || tens.word === undefined || tens.value < 20 || tens.value > 90) return null;
  // The unit after it belongs to the second number alone.
  const isNumber = ones?.kind === "quantity" && ones.sign === 0 && Number.isInteger(ones.value);
  if (!isNumber || ones.value < 1 || ones.value > 9 || tens.unit !== "none") return null;
  return { token: { ...ones, value: tens.value + ones.value, start: tens.start }, length: 2 };
}

/** "Exposure +0.5": light is counted in stops. */
function exposure(tokens: readonly Token[], at: number) {
  const token = tokens[at];
  const isBare = token?.kind === "quantity" && token.unit === "none" && token.sign !== 0;
  return isBare && textAt(tokens, at - 1) === "exposure"
    ? { token: { ...token, unit: "stops" as const }, length: 1 }
    : null;
}

/** "70s", "1970s": a number that ends in 0, and an s. */
function decade(tokens: readonly Token[], at: number) {
  const [number, letter] = [tokens[at], tokens[at + 1]];
  if (number?.kind !== "quantity" || number.unit !== "none" || letter?.kind !== "word" || letter.text !== "s")
    return null;
  const { start } = number;
  return { token: { kind: "word" as const, text: `${number.value % 100}s`, start, end: letter.end }, length: 2 };
}

/** A colour that is called after a part of the picture: "make it sky blue". */
function skyBlue(tokens: readonly Token[], at: number) {
  const [before, first, second] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  const isAlone =
    before === undefined || before.kind === "break" || (before.kind === "word" && BEFORE_COLOUR.has(before.text));
  if (first?.kind !== "word" || second?.kind !== "word" || !isAlone || !isRegionNoun(first.text)) return null;
  const text = `${first.text}${second.text}`;
  return Object.hasOwn(COLOURS, text) ? { token: { ...first, text, end: second.end }, length: 2 } : null;
}

function soThat(tokens: readonly Token[], at: number) {
  const token = tokens[at];
  if (at === 0 || token?.kind !== "word" || token.text !== "so" || !AFTER_SO.has(textAt(tokens, at + 1))) return null;
  return { token: { ...token, text: "sothat" }, length: 1 };
}
