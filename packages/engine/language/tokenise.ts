import { DATE } from "../vocabulary/dates";
import { NUMBER_WORDS, SPELLINGS } from "../vocabulary/spellings";
import { QUOTATION } from "./clean";

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
    String.raw`(?<word>b\s?[&/]\s?w\b|\ba[0-6]\b|\bw/(?=\s)|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*)`,
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
