import { COLOURS } from "../vocabulary/colours";
import { isRegionNoun } from "../vocabulary/regions";
import { SLIDERS } from "../vocabulary/strengths";
import type { Token } from "./tokenise";

/** After these, or at the beginning, "sky blue" is a colour; in "the sky blue" the sky is meant. */
const BEFORE_COLOUR = new Set("it this that everything picture a an with in of to tint colour".split(" "));

/** After "so", these begin what an instruction is good for; any other word is made stronger by it. */
const AFTER_SO = new Set("that the it i you we my they he she his her everyone people".split(" "));

const STOPS = new Set(["stop", "stops"]);

/** Sequences of words that mean one thing, each as the token that it means; `null` where none begins. */
const JOINS: readonly ((
  tokens: readonly Token[],
  at: number,
) => { token: Token; length: number; more?: readonly Token[] } | null)[] = [
  slider,
  partOfStop,
  shareBy,
  tensAndOnes,
  exposure,
  decade,
  skyBlue,
  soThat,
  couple,
];

/** Makes one token of words that belong together: "half a stop", "twenty five", "sky blue", "so that". */
export function joinTokens(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length;) {
    const found = JOINS.map((join) => join(tokens, at)).find((result) => result !== null);
    const token = found?.token ?? tokens[at];
    if (token !== undefined) joined.push(token, ...(found?.more ?? []));
    at += found?.length ?? 1;
  }
  return joined;
}

const textAt = (tokens: readonly Token[], at: number): string => {
  const token = tokens[at];
  return token?.kind === "word" || token?.kind === "break" ? token.text : "";
};

/** What may stand before "stop", with how much light that is. */
const BEFORE_STOP: ReadonlyArray<readonly [words: string, value: number]> = [
  ["half a", 0.5],
  ["half", 0.5],
  ["a half", 0.5],
  ["a third of a", 1 / 3],
  ["a quarter of a", 1 / 4],
  ["a", 1],
];

/** "A stop", "half a stop", "1/2 stop", "a third of a stop", "one and a half stops". */
function partOfStop(tokens: readonly Token[], at: number) {
  const first = tokens[at];
  const found = first === undefined ? null : stopsFrom(tokens, at, first);
  if (first === undefined || found === null || !STOPS.has(textAt(tokens, at + found.length - 1))) return null;
  const { value, length } = found;
  const { end } = tokens[at + length - 1] ?? first;
  const token: Token = { kind: "quantity", unit: "stops", value, sign: 0, start: first.start, end };
  return { token, length };
}

/** How many stops are meant if these words end in "stop"; `length` counts that word. */
function stopsFrom(tokens: readonly Token[], at: number, first: Token): { value: number; length: number } | null {
  const startsWith = (words: readonly string[], from: number): boolean =>
    words.every((word, index) => textAt(tokens, from + index) === word);
  if (first.kind === "ratio") return { value: first.width / first.height, length: 2 };
  if (first.kind === "quantity") {
    const isHalfMore = first.unit === "none" && startsWith(["and", "a", "half"], at + 1);
    return isHalfMore ? { value: first.value + 0.5, length: 5 } : null;
  }
  for (const [phrase, value] of BEFORE_STOP) {
    const words = phrase.split(" ");
    const length = words.length + 1;
    if (startsWith(words, at) && STOPS.has(textAt(tokens, at + words.length))) return { value, length };
  }
  return null;
}

/** Sliders of editors begin here, and their figures are percents. */
const FROM_NOTHING = 100;

/**
 * "Brightness: 20%", "set saturation to 0", "-20 contrast", "sharpness 50", as sliders are named: by how many percent more
 * or less. What is above a hundred without a sign, and what it is set to, counts from a hundred. Exposure is counted in stops.
 */
function slider(tokens: readonly Token[], at: number) {
  const found = sliderAt(tokens, at);
  if (found === null) return null;
  const { measure, figure, length, isSet } = found;
  const isAlone = !["quantity", "word"].includes(tokens[at + length]?.kind ?? "break");
  if (!isAlone || (figure.unit !== "none" && figure.unit !== "percent")) return null;
  const isWhole = figure.sign === 0 && (isSet || figure.value === 0 || figure.value >= FROM_NOTHING);
  const value = isWhole ? figure.value - FROM_NOTHING : figure.sign === -1 ? -figure.value : figure.value;
  const text = SLIDERS.get(measure.text) ?? "";
  if (text === "" || value === 0) return null;
  const { end } = tokens[at + length - 1] ?? figure;
  const change: Token = {
    kind: "quantity",
    unit: "percent",
    value: Math.abs(value),
    sign: value < 0 ? -1 : 1,
    start: figure.start,
    end,
  };
  return { token: { ...measure, text }, length, more: [change] };
}

function sliderAt(tokens: readonly Token[], at: number) {
  const first = tokens[at];
  if (first?.kind === "quantity" && first.sign !== 0) {
    const measure = tokens[at + 1];
    return measure?.kind === "word" && isBegin(tokens, at) ? { measure, figure: first, length: 2, isSet: false } : null;
  }
  // "Set saturation to 0": the verb is in what stands for it.
  const lead = textAt(tokens, at) === "set" ? 1 : 0;
  const skip = textAt(tokens, at + lead) === "the" ? 1 : 0;
  const measure = tokens[at + lead + skip];
  const sign = textAt(tokens, at + lead + skip + 1);
  const isMarked = sign === ":" || sign === "to";
  const figure = tokens[at + lead + skip + (isMarked ? 2 : 1)];
  if (measure?.kind !== "word" || figure?.kind !== "quantity" || !isBegin(tokens, at)) return null;
  // "Brightness by 20" and "to 150 %" are read with the verb before them.
  if (sign === "to" && (figure.unit === "percent" || lead === 0) && figure.value !== 0) return null;
  return { measure, figure, length: lead + skip + (isMarked ? 3 : 2), isSet: sign === "to" };
}

/** At the beginning, after a comma, or after the figure of another slider. */
const isBegin = (tokens: readonly Token[], at: number): boolean =>
  at === 0 ||
  tokens[at - 1]?.kind === "break" ||
  (tokens[at - 1]?.kind === "quantity" && SLIDERS.has(textAt(tokens, at - 2)));

const SHARES = new Map([
  ["third", 33],
  ["quarter", 25],
  ["half", 50],
]);

/** "Brighten it by about a third." */
function shareBy(tokens: readonly Token[], at: number) {
  const token = tokens[at];
  const value = SHARES.get(textAt(tokens, at));
  const before = [textAt(tokens, at - 3), textAt(tokens, at - 2), textAt(tokens, at - 1)];
  const isBy =
    before.lastIndexOf("by") >= 0 && before.slice(before.lastIndexOf("by") + 1).every((word) => NEAR.has(word));
  if (token === undefined || value === undefined || !isBy) return null;
  const { start, end } = token;
  return {
    token: { kind: "quantity" as const, unit: "percent" as const, value, sign: 0 as const, start, end },
    length: 1,
  };
}

const NEAR = new Set(["about", "around", "roughly", "a", "one"]);

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

const ONE_OF_TWO = new Set(
  "bride groom mum mom mother dad father husband wife grandma grandpa granny grandad".split(" "),
);

/** "The bride and groom": two people, and no second wish. */
function couple(tokens: readonly Token[], at: number) {
  const [first, and, second] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (first?.kind !== "word" || second?.kind !== "word" || and?.kind !== "break" || and.text !== "and") return null;
  if (!ONE_OF_TWO.has(first.text) || !ONE_OF_TWO.has(second.text)) return null;
  return { token: { ...first, text: "couple", end: second.end }, length: 3 };
}

function soThat(tokens: readonly Token[], at: number) {
  const token = tokens[at];
  if (at === 0 || token?.kind !== "word" || token.text !== "so" || !AFTER_SO.has(textAt(tokens, at + 1))) return null;
  return { token: { ...token, text: "sothat" }, length: 1 };
}
