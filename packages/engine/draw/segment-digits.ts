import type { PathCommand } from "opentype.js";

/** The strokes of a digit, as letters: a at the top, b and c on the right, d at the bottom, e and f on the left, g in the middle. */
const STROKES: Readonly<Record<string, string>> = {
  "0": "abcdef",
  "1": "bc",
  "2": "abged",
  "3": "abgcd",
  "4": "fgbc",
  "5": "afgcd",
  "6": "afgedc",
  "7": "abc",
  "8": "abcdefg",
  "9": "abcdfg",
  "-": "g",
};

/** In heights of a digit: its width, how thick strokes are, what is between them, the room after a letter. */
const WIDTH = 0.52;
const THICK = 0.13;
const GAP = 0.025;
const AFTER = 0.2;

/** How far the upper end leans to the right. */
const LEAN = 0.09;

/** Other letters, by how wide they are. */
const NARROW: Readonly<Record<string, number>> = { "'": THICK, ".": THICK, ":": THICK, "/": WIDTH, " ": 0.42 };

type Point = readonly [x: number, y: number];

/** Whether all of a text can be written so: digits, points, hyphens, slashes, colons, apostrophes and spaces. */
export const isSegmented = (text: string): boolean =>
  Array.from(text).every((letter) => letter in STROKES || letter in NARROW);

/** The width of a text in heights of its digits. */
export const widthOfSegments = (text: string): number =>
  Array.from(text).reduce((sum, letter) => sum + (NARROW[letter] ?? WIDTH) + AFTER, LEAN - AFTER);

/** Outlines of a text as displays of seven strokes show it, from its upper left corner, for digits of a height in pixels. */
export function segmentOutline(text: string, height: number): PathCommand[] {
  const shapes: Point[][] = [];
  let left = 0;
  for (const letter of text) {
    for (const shape of shapesOf(letter)) shapes.push(shape.map(([x, y]) => [left + x, y] as const));
    left += (NARROW[letter] ?? WIDTH) + AFTER;
  }
  return shapes.flatMap((shape) => [
    ...shape.map(([x, y], index): PathCommand => {
      const at = { x: (x + LEAN * (1 - y)) * height, y: y * height };
      return index === 0 ? { type: "M", ...at } : { type: "L", ...at };
    }),
    { type: "Z" } satisfies PathCommand,
  ]);
}

function shapesOf(letter: string): Point[][] {
  const strokes = STROKES[letter];
  if (strokes !== undefined) return Array.from(strokes, strokeOf);
  if (letter === "'") return [box(0, 0, THICK, 0.3)];
  if (letter === ".") return [box(0, 1 - THICK, THICK, 1)];
  if (letter === ":") return [box(0, 0.25, THICK, 0.25 + THICK), box(0, 0.75 - THICK, THICK, 0.75)];
  const slash: Point[] = [
    [WIDTH - THICK, 0],
    [WIDTH, 0],
    [THICK, 1],
    [0, 1],
  ];
  return letter === "/" ? [slash] : [];
}

const box = (left: number, top: number, right: number, bottom: number): Point[] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
];

/** A stroke with pointed ends between two corners of the digit. */
function strokeOf(stroke: string): Point[] {
  const half = THICK / 2;
  const [near, far] = [half, WIDTH - half];
  const [top, middle, bottom] = [half, 0.5, 1 - half];
  const across = (y: number): Point[] => [
    [near + GAP, y],
    [near + GAP + half, y - half],
    [far - GAP - half, y - half],
    [far - GAP, y],
    [far - GAP - half, y + half],
    [near + GAP + half, y + half],
  ];
  const down = (x: number, from: number, to: number): Point[] => [
    [x, from + GAP],
    [x + half, from + GAP + half],
    [x + half, to - GAP - half],
    [x, to - GAP],
    [x - half, to - GAP - half],
    [x - half, from + GAP + half],
  ];
  const strokes: Readonly<Record<string, Point[]>> = {
    a: across(top),
    b: down(far, top, middle),
    c: down(far, middle, bottom),
    d: across(bottom),
    e: down(near, middle, bottom),
    f: down(near, top, middle),
    g: across(middle),
  };
  return strokes[stroke] ?? [];
}
