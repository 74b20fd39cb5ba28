import { NUMBER_WORDS, SPELLINGS } from "../vocabulary/spellings";

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
    /** What stood in quotation marks, as written. */
    | { kind: "quoted"; text: string }
    /** Ends a part of a sentence (`,` `and`…) or the sentence itself (`.` `;`…). */
    | { kind: "break"; strong: boolean; text: string }
    /** Anything that has no meaning here: symbols, emoji. */
    | { kind: "opaque" }
  );

const NUMBER = String.raw`\d+(?:[.,]\d+)?`;
const LEXEMES = new RegExp(
  [
    String.raw`(?<ratio>(?<!\d)${NUMBER}\s?(?:[:x×/]|by)\s?${NUMBER}(?![\d%]))`,
    String.raw`(?:(?<sign>[+\-−])\s?)?(?<number>${NUMBER})\s?(?<unit>%|°|px\b|x\b|×|ev\b)?`,
    String.raw`(?<quoted>"[^"]*"|“[^“”]*”|«[^«»]*»)`,
    String.raw`(?<word>b\s?[&/]\s?w\b|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)*)`,
    String.raw`(?<strong>[.!?;\n]+)`,
    String.raw`(?<weak>[,:&/]|->|→)`,
    String.raw`(?<silent>['’()\s…*_–—]+|[\-−+](?!\s?\d))`,
    String.raw`(?<opaque>.)`,
  ].join("|"),
  "giu",
);

const UNITS: Record<string, "percent" | "stops" | "degrees" | "pixels" | "times"> = {
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
};

/** Words that end a part of a sentence as a comma does. */
const BREAK_WORDS = new Set(["and", "then", "but", "plus"]);

const numberOf = (text: string): number => Number(text.replace(",", "."));

/** Cuts a request into tokens: lower-case words in one spelling, contractions opened, quantities with their unit. */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(LEXEMES)) {
    const start = match.index;
    const span = { start, end: start + match[0].length };
    const { ratio, sign, number, unit, quoted, word, strong, weak, opaque } = match.groups ?? {};
    if (ratio !== undefined) {
      const [width = 0, height = 0] = ratio.split(/\s?(?:[:x×/]|by)\s?/iu).map(numberOf);
      // Beyond a hundred they are pixels, such as 1920x1080, and not a shape.
      const isShape = width > 0 && height > 0 && Math.max(width, height) <= 100;
      const isSize = Number.isInteger(width) && Number.isInteger(height) && width > 0 && height > 0;
      if (isShape) tokens.push({ ...span, kind: "ratio", width, height });
      else tokens.push(isSize ? { ...span, kind: "size", width, height } : { ...span, kind: "opaque" });
    } else if (number !== undefined) {
      const value = numberOf(number);
      const signOf = sign === undefined ? 0 : sign === "+" ? 1 : -1;
      tokens.push({
        ...span,
        kind: "quantity",
        unit: UNITS[(unit ?? "").toLowerCase()] ?? "none",
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

function pushWords(tokens: Token[], word: string, span: Span): void {
  const plain = word.toLowerCase().normalize("NFC").replaceAll("’", "'").replaceAll(/\s/g, "");
  for (const text of (SPELLINGS[plain] ?? plain.replace(/'s$/, "")).split(" ")) {
    const unit = UNITS[text];
    const before = tokens.at(-1);
    const value = NUMBER_WORDS[text];
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
