import type { Font, PathCommand } from "opentype.js";
import { EngineError } from "../errors";

/** Distance between two lines, in sizes of the letters. */
const LINE_HEIGHT = 1.22;

/** Heights above and below the line on which letters stand, in sizes: room for accents and for g. */
const ABOVE = 0.78;
const BELOW = 0.24;

/** A size is made smaller by this factor until the text fits. */
const SMALLER = 0.94;

/** A line may shrink to this share of its size before it is broken in two. */
const RATHER_THAN_BREAK = 0.72;

/** Letters smaller than this cannot be read, in pixels. */
const SMALLEST = 6;

type Alignment = "left" | "centre" | "right";
type Line = { text: string; width: number };

/** Where letters go: their outlines from the upper left corner, in pixels. */
export type Layout = { outline: PathCommand[]; width: number; height: number; size: number };

type Wish = { width: number; height: number; size: number; exact: boolean; align: Alignment };

/**
 * Breaks text into lines of about the same length and makes it smaller as far as needed to fit; a size
 * that is `exact` only where a single word is too long.
 */
export function layOut(font: Font, text: string, { width, height, size, exact, align }: Wish): Layout {
  let [at, lines] = [size, wrap(font, text, width / size)];
  if (!exact && lines.length > text.split("\n").length) {
    // Somewhat smaller letters look better than one word on a line of its own.
    const whole = Math.max(...text.split("\n").map((line) => measure(font, line)));
    const fitting = width / whole;
    if (fitting >= size * RATHER_THAN_BREAK) [at, lines] = [fitting, asWritten(font, text)];
  }
  const fits = (): boolean =>
    heightOf(lines.length) * at <= height && lines.every((line) => line.width * at <= width * 1.001);
  while (!fits() && at > SMALLEST) {
    at *= SMALLER;
    lines = wrap(font, text, width / at);
  }
  const widest = Math.max(...lines.map((line) => line.width)) * at;
  const shares = { left: 0, centre: 0.5, right: 1 };
  const outline = lines.flatMap((line, index) =>
    outlineOf(font, line.text, (widest - line.width * at) * shares[align], (ABOVE + index * LINE_HEIGHT) * at, at),
  );
  return { outline, width: widest, height: heightOf(lines.length) * at, size: at };
}

const heightOf = (lines: number): number => ABOVE + BELOW + (lines - 1) * LINE_HEIGHT;

const asWritten = (font: Font, text: string): Line[] =>
  text.split("\n").map((line) => ({ text: line, width: measure(font, line) }));

/** Breaks at spaces into as few lines as fit into `most` sizes, of about equal length. */
function wrap(font: Font, text: string, most: number): Line[] {
  return text.split("\n").flatMap((paragraph) => {
    const greedy = fill(font, paragraph, most);
    let balanced = greedy;
    for (let narrower = most * SMALLER; greedy.length > 1; narrower *= SMALLER) {
      const tried = fill(font, paragraph, narrower);
      if (tried.length > greedy.length || tried.some(({ width }) => width > most)) break;
      balanced = tried;
    }
    return balanced;
  });
}

function fill(font: Font, paragraph: string, most: number): Line[] {
  const lines: Line[] = [];
  for (const word of paragraph.split(" ")) {
    const last = lines.at(-1);
    const longer = last === undefined ? word : `${last.text} ${word}`;
    const width = measure(font, longer);
    if (last === undefined || width > most) lines.push({ text: word, width: measure(font, word) });
    else lines[lines.length - 1] = { text: longer, width };
  }
  return lines;
}

/** Calls `see` with each letter and where it begins, in units of the font; returns the whole advance. */
function walk(font: Font, text: string, see: (glyph: OpenGlyph, x: number) => void): number {
  let x = 0;
  let before: OpenGlyph | null = null;
  for (const letter of text) {
    const glyph = font.charToGlyph(letter);
    if (before !== null) x += font.getKerningValue(before, glyph);
    see(glyph, x);
    x += glyph.advanceWidth ?? 0;
    before = glyph;
  }
  return x;
}

type OpenGlyph = ReturnType<Font["charToGlyph"]>;

const measure = (font: Font, text: string): number => walk(font, text, () => {}) / font.unitsPerEm;

function outlineOf(font: Font, text: string, left: number, baseline: number, size: number): PathCommand[] {
  const scale = size / font.unitsPerEm;
  const outlines: PathCommand[][] = [];
  walk(font, text, (glyph, x) => outlines.push(glyph.getPath(left + x * scale, baseline, size).commands));
  return outlines.flat();
}

/** How scripts that the font lacks are called. */
const SCRIPTS: ReadonlyArray<readonly [letters: RegExp, name: string]> = [
  [/\p{Extended_Pictographic}/u, "emoji"],
  [/[\p{Script=Hiragana}\p{Script=Katakana}]/u, "Japanese"],
  [/\p{Script=Han}/u, "Chinese characters"],
  [/\p{Script=Hangul}/u, "Korean"],
  [/\p{Script=Arabic}/u, "Arabic"],
  [/\p{Script=Hebrew}/u, "Hebrew"],
  [/\p{Script=Devanagari}/u, "Devanagari (Hindi)"],
  [/\p{Script=Bengali}/u, "Bengali"],
  [/\p{Script=Tamil}/u, "Tamil"],
  [/\p{Script=Thai}/u, "Thai"],
  [/\p{Script=Georgian}/u, "Georgian"],
  [/\p{Script=Armenian}/u, "Armenian"],
];

/** How many of the letters are quoted. */
const QUOTED = 5;

/** @throws {EngineError} `NOT_UNDERSTOOD`, naming the script, when the font lacks letters of the text. */
export function refuseForeignLetters(text: string, font: Font): void {
  const missing = [...new Set(text.replaceAll("\n", ""))].filter((letter) => font.charToGlyphIndex(letter) === 0);
  if (missing.length === 0) return;
  const script = SCRIPTS.find(([letters]) => missing.some((letter) => letters.test(letter)))?.[1];
  const quoted = missing.slice(0, QUOTED).join(" ");
  const lacks = script === undefined ? `not “${quoted}”` : `not ${script}, such as “${quoted}”`;
  throw new EngineError("NOT_UNDERSTOOD", {
    detail: `The local engine can write with Latin, Greek and Cyrillic letters, but ${lacks}. Nothing was done, and it cost nothing.`,
  });
}

/** Text as it can be drawn: composed letters, no control or direction marks, single spaces, no empty lines around it. */
export function cleanText(text: string): string {
  return text
    .normalize("NFC")
    .replaceAll(/\r\n?|\u2028|\u2029/g, "\n")
    .replaceAll(/[^\S\n]/g, " ")
    .replaceAll(/[^\P{C}\n]/gu, "")
    .replaceAll(/ {2,}/g, " ")
    .split("\n")
    .map((line) => line.trim())
    .join("\n")
    .trim();
}
