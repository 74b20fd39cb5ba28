import { COLOURS } from "../vocabulary/colours";
import { isRegionNoun } from "../vocabulary/regions";
import { NUMBER_WORDS, SPELLINGS } from "../vocabulary/spellings";
import { SLIDERS } from "../vocabulary/strengths";
import { QUOTATION } from "./clean";
import { DATE } from "../vocabulary/dates";

type Span = { start: number; end: number };

/** One word, quantity or sign of a request, with the place of its letters in the original text. */
export type Token = Span &
  (
    | { kind: "word"; text: string }
    /** `%`, stops of light, degrees, pixels, `×` or a bare number; `sign` is 0 when none was written. */
    | {
        kind: "quantity";
        unit: "percent" | "stops" | "degrees" | "pixels" | "times" | "none";
        value: number;
        sign: -1 | 0 | 1;
        /** As it was written, when it was written as a word. */
        word?: string;
      }
    | { kind: "ratio"; width: number; height: number }
    /** Pixels across and down, such as 1920x1080. */
    | { kind: "size"; width: number; height: number }
    /** What stood in quotation marks, or a date, as written. */
    | { kind: "quoted"; text: string }
    /** Ends a part of a sentence (`,` `and`…) or the sentence itself (`.` `;`…). */
    | { kind: "break"; strong: boolean; text: string }
    /** Anything that has no meaning here: symbols, emoji. */
    | { kind: "opaque" }
  );

const NUMBER = String.raw`\d+(?:[.,]\d+)?`;
const PX = String.raw`(?:\s?(?:px|pixels)\b)`;
const TIMES = "(?:[:x×/*]|by)";
const LEXEMES = new RegExp(
  [
    `(?<date>${DATE})`,
    String.raw`(?<ratio>(?<!\d)${NUMBER}${PX}?\s?${TIMES}\s?${NUMBER}(?![\d%])${PX}?)`,
    String.raw`(?:(?<sign>[+\-−])\s?)?(?<number>${NUMBER})\s?(?<unit>%|°|px\b|x\b|×|ev\b)?`,
    `(?<quoted>${QUOTATION})`,
    String.raw`(?<word>b\s?[&/]\s?w\b|\bw/(?=\s)|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*)`,
    String.raw`(?<strong>[.!?;\n]+)`,
    String.raw`(?<weak>[,:&/(]|->|→)`,
    // A mark by itself: after a space it may begin a quotation.
    String.raw`(?<silent>[)\s…*_–—]+|['’‘]|[\-−+](?!\s?\d))`,
    String.raw`(?<opaque>.)`,
  ].join("|"),
  "giu",
);

const UNITS: ReadonlyMap<string, "percent" | "stops" | "degrees" | "pixels" | "times"> = new Map(
  Object.entries({
    "%": "percent",
    percent: "percent",
    percents: "percent",
    pct: "percent",
    stop: "stops",
    stops: "stops",
    ev: "stops",
    "°": "degrees",
    degree: "degrees",
    degrees: "degrees",
    deg: "degrees",
    px: "pixels",
    pixel: "pixels",
    pixels: "pixels",
    x: "times",
    "×": "times",
    times: "times",
  } as const),
);

/** Words that end a part of a sentence as a comma does. */
const BREAK_WORDS = new Set(["and", "then", "but", "plus"]);

const numberOf = (text: string): number => Number(text.replace(",", "."));

/** What a table has for a word of a person's, who may well write "constructor". */
const ownValue = <T>(table: Readonly<Record<string, T>>, word: string): T | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;

/** Cuts a request into tokens: lower-case words in one spelling, contractions opened, quantities with their unit. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(LEXEMES)) {
    const start = match.index;
    const span = { start, end: start + match[0].length };
    const { date, ratio, sign, number, unit, quoted, word, strong, weak, opaque } = match.groups ?? {};
    if (date !== undefined) {
      tokens.push({ ...span, kind: "quoted", text: date });
    } else if (ratio !== undefined) {
      tokens.push({ ...span, ...ratioOrSize(ratio) });
    } else if (number !== undefined) {
      const value = numberOf(number);
      const signOf = sign === undefined ? 0 : sign === "+" ? 1 : -1;
      tokens.push({
        ...span,
        kind: "quantity",
        unit: UNITS.get((unit ?? "").toLowerCase()) ?? "none",
        value,
        sign: signOf,
      });
    } else if (word !== undefined) {
      pushWords(tokens, word, span);
    } else if (quoted !== undefined) {
      tokens.push({ ...span, kind: "quoted", text: quoted.slice(1, -1).trim() });
    } else if (strong !== undefined || weak !== undefined) {
      tokens.push({
        ...span,
        kind: "break",
        strong: strong !== undefined,
        text: "&/".includes(match[0]) ? "and" : match[0],
      });
    } else if (opaque !== undefined) {
      tokens.push({ ...span, kind: "opaque" });
    }
  }
  return tokens;
}

const A_PX = new RegExp(PX, "giu");
const SEPARATOR = new RegExp(String.raw`\s?${TIMES}\s?`, "iu");

function ratioOrSize(text: string): { kind: "ratio" | "size"; width: number; height: number } | { kind: "opaque" } {
  const [width = 0, height = 0] = text.replaceAll(A_PX, "").split(SEPARATOR).map(numberOf);
  if (width <= 0 || height <= 0) return { kind: "opaque" };
  // Beyond a hundred they are pixels, such as 1920x1080, and not a shape.
  if (Math.max(width, height) <= 100 && !/p/iu.test(text)) return { kind: "ratio", width, height };
  return Number.isInteger(width) && Number.isInteger(height) ? { kind: "size", width, height } : { kind: "opaque" };
}

function pushWords(tokens: Token[], word: string, span: Span): void {
  const plain = word.toLowerCase().normalize("NFC").replaceAll("’", "'").replaceAll(/\s/g, "");
  for (const text of (ownValue(SPELLINGS, plain) ?? plain.replace(/'s$/, "")).split(" ")) {
    const unit = UNITS.get(text);
    const before = tokens.at(-1);
    const value = ownValue(NUMBER_WORDS, text);
    if (unit !== undefined && before?.kind === "quantity" && before.unit === "none") {
      tokens[tokens.length - 1] = { ...before, unit, end: span.end, word: undefined };
    } else if (value !== undefined) {
      tokens.push({ ...span, kind: "quantity", unit: "none", value, sign: 0, word: text });
    } else if (BREAK_WORDS.has(text)) {
      tokens.push({ ...span, kind: "break", strong: false, text });
    } else {
      tokens.push({ ...span, kind: "word", text });
    }
  }
}

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

function soThat(tokens: readonly Token[], at: number) {
  const token = tokens[at];
  if (at === 0 || token?.kind !== "word" || token.text !== "so" || !AFTER_SO.has(textAt(tokens, at + 1))) return null;
  return { token: { ...token, text: "sothat" }, length: 1 };
}
