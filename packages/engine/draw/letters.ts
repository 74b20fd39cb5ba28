import type * as OpenType from "opentype.js";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { PathCommand } from "opentype.js";
import { packageFile } from "../package-file";

/** Inter, under the SIL Open Font License 1.1: https://rsms.me/inter/. It covers Latin, Greek and Cyrillic. */
const FILES = {
  normal: "600SemiBold/Inter_600SemiBold.ttf",
  bold: "800ExtraBold/Inter_800ExtraBold.ttf",
} as const;

type FontWeight = keyof typeof FILES;

// At run time, so that a bundler leaves the library where it is.
const require = createRequire(import.meta.url);

const loading = new Map<FontWeight, Promise<OpenType.Font>>();

/** A font that comes with the engine, read once per thread: letters never depend on those of a system. */
export function loadFont(weight: FontWeight): Promise<OpenType.Font> {
  const loaded = loading.get(weight) ?? read(FILES[weight]);
  loading.set(weight, loaded);
  return loaded;
}

async function read(file: string): Promise<OpenType.Font> {
  const { parse } = require("opentype.js") as typeof OpenType;
  const bytes = await readFile(/* turbopackIgnore: true */ packageFile(`@expo-google-fonts/inter/${file}`));
  return parse(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

type Frame = { width: number; height: number; left: number; top: number };
type Point = { x: number; y: number };

/** Straight pieces of a curve: about one for each this many pixels of it, within bounds. */
const PIECE = 2;
const PIECES = { least: 3, most: 48 };

/**
 * How much of each pixel lies inside of closed outlines, 0..255. The frame is as large as `width` by
 * `height` pixels, and `left` and `top` are where the outlines' origin lies in it. Without SVG, which the
 * server does not let libvips read.
 */
export function fillOutline(outline: readonly PathCommand[], { width, height, left, top }: Frame): Buffer {
  // Signed areas: what a line covers of each pixel it crosses, to be summed up from left to right.
  const areas = new Float32Array((width + 2) * height);
  const stride = width + 2;
  let [start, at]: [Point, Point] = [
    { x: 0, y: 0 },
    { x: 0, y: 0 },
  ];
  const lineTo = (to: Point): void => {
    addLine(areas, stride, height, at, to);
    at = to;
  };
  const place = (x: number, y: number): Point => ({ x: x + left, y: y + top });
  for (const command of outline) {
    if (command.type === "M") {
      start = place(command.x, command.y);
      at = start;
    } else if (command.type === "L") lineTo(place(command.x, command.y));
    else if (command.type === "Z") lineTo(start);
    else {
      const end = place(command.x, command.y);
      const controls = [place(command.x1, command.y1)];
      if (command.type === "C") controls.push(place(command.x2, command.y2));
      for (const point of along(at, controls, end)) lineTo(point);
    }
  }
  const coverage = Buffer.alloc(width * height);
  for (let y = 0; y < height; y++) {
    let sum = 0;
    for (let x = 0; x < width; x++) {
      sum += areas[y * stride + x] ?? 0;
      coverage[y * width + x] = Math.round(Math.min(1, Math.abs(sum)) * 255);
    }
  }
  return coverage;
}

/** Points of a quadratic or cubic curve after its start, by de Casteljau's construction. */
function along(start: Point, controls: readonly Point[], end: Point): Point[] {
  const corners = [start, ...controls, end];
  let length = 0;
  for (const [index, corner] of corners.entries()) {
    const before = corners[index - 1] ?? corner;
    length += Math.hypot(corner.x - before.x, corner.y - before.y);
  }
  const pieces = Math.min(PIECES.most, Math.max(PIECES.least, Math.ceil(length / PIECE)));
  return Array.from({ length: pieces }, (_, index) => {
    const share = (index + 1) / pieces;
    let points = corners;
    while (points.length > 1) {
      points = points.slice(1).map((point, after) => {
        const before = points[after] ?? point;
        return { x: before.x + (point.x - before.x) * share, y: before.y + (point.y - before.y) * share };
      });
    }
    return points[0] ?? end;
  });
}

/** Adds what lies right of one line, row by row; above and below of the frame nothing is seen. */
function addLine(areas: Float32Array, stride: number, height: number, from: Point, to: Point): void {
  if (from.y === to.y) return;
  const direction = from.y < to.y ? 1 : -1;
  const [upper, lower] = direction === 1 ? [from, to] : [to, from];
  const slope = (lower.x - upper.x) / (lower.y - upper.y);
  const last = Math.min(height, Math.ceil(lower.y));
  for (let y = Math.max(0, Math.floor(upper.y)); y < last; y++) {
    const [top, bottom] = [Math.max(y, upper.y), Math.min(y + 1, lower.y)];
    const [one, other] = [upper.x + (top - upper.y) * slope, upper.x + (bottom - upper.y) * slope];
    addRow(areas, y * stride, stride - 2, (bottom - top) * direction, Math.min(one, other), Math.max(one, other));
  }
}

/** Spreads `area` over a row so that, summed up, each pixel has as much of it as lies right of the line. */
function addRow(areas: Float32Array, row: number, width: number, area: number, low: number, high: number): void {
  const left = Math.min(width, Math.max(0, low));
  const span = Math.min(width, Math.max(0, high)) - left;
  // How much of the line has been passed, added up from the left to a place.
  const passed = (x: number): number => {
    const beyond = x - left;
    if (beyond <= 0) return 0;
    return beyond < span ? beyond ** 2 / (2 * span) : beyond - span / 2;
  };
  const last = Math.floor(left + span) + 1;
  let before = 0;
  for (let x = Math.floor(left); x <= last; x++) {
    const here = passed(x + 1) - passed(x);
    areas[row + x] = (areas[row + x] ?? 0) + area * (here - before);
    before = here;
  }
}
