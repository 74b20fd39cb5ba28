import sharp from "sharp";
import type { Hole } from "../pixels/plane";
import { connectedComponents } from "../pixels/connected-components";
import { dilate } from "../pixels/morphology";
import type { Raster } from "../pixels/raster";

/** Longer side of the picture at which a corner is looked at, in pixels. */
const LOOKED_AT = 1400;

/** How much of the picture a corner is, across and down. */
const ACROSS = 0.5;
const DOWN = 0.25;

/** Size of the median that stands for the surroundings, as a share of the picture's shorter side. */
const SURROUNDINGS = 0.045;

/** Pixels across of the part per pixel of the copy on which the surroundings are measured. */
const COARSE = 3;

/** How far the hole reaches beyond the marks, as a share of the picture's shorter side: their soft edges. */
const BEYOND = 0.004;

/** Levels by which a mark must be lighter than what surrounds it. */
const LIGHTER = 38;

export type Corner = "top-left" | "top-right" | "bottom-left" | "bottom-right";

/**
 * Looks in a corner for a row of small bright marks, orange, yellow, red or white, as cameras stamp dates.
 * `null` when there is none.
 */
export async function findStamp(raster: Raster, corner: Corner): Promise<Hole | null> {
  const width = Math.floor(raster.width * ACROSS);
  const height = Math.floor(raster.height * DOWN);
  const left = corner.includes("left") ? 0 : raster.width - width;
  const top = corner.includes("top") ? 0 : raster.height - height;
  const share = Math.min(1, LOOKED_AT / Math.max(raster.width, raster.height));
  const size = { width: Math.round(width * share), height: Math.round(height * share) };
  if (size.width < 40 || size.height < 16) return null;
  const shorter = Math.min(raster.width, raster.height) * share;
  const part = await sharp(raster.data, {
    raw: { width: raster.width, height: raster.height, channels: raster.channels },
  })
    .extract({ left, top, width, height })
    .removeAlpha()
    .resize({ ...size, fit: "fill" })
    .raw()
    .toBuffer();
  const around = await surroundings(part, size, shorter * SURROUNDINGS);
  const marks = marksOf(part, around);
  const row = letterRow(marks, size.width, shorter);
  if (row === null) return null;
  const stamp = { values: within(marks, size.width, row), ...size };
  const near = dilate(stamp, Math.max(2, Math.round(shorter * BEYOND)));
  const small = near.values.map((value) => value * 255);
  const values = await sharp(small, { raw: { ...size, channels: 1 } })
    .resize({ width, height, fit: "fill", kernel: "linear" })
    .threshold(40)
    .extractChannel(0)
    .raw()
    .toBuffer();
  return { left, top, width, height, values };
}

type Size = { width: number; height: number };

/** A large median, which thin letters leave no trace in; on a coarse copy, where it is quick. */
async function surroundings(part: Buffer, { width, height }: Size, pixels: number): Promise<Buffer> {
  const coarse = { width: Math.max(1, Math.round(width / COARSE)), height: Math.max(1, Math.round(height / COARSE)) };
  const side = Math.max(3, Math.floor(pixels / COARSE / 2) * 2 + 1);
  const small = await sharp(part, { raw: { width, height, channels: 3 } })
    .resize({ ...coarse, fit: "fill" })
    .raw()
    .toBuffer();
  const median = await sharp(small, { raw: { ...coarse, channels: 3 } })
    .median(side)
    .raw()
    .toBuffer();
  return sharp(median, { raw: { ...coarse, channels: 3 } })
    .resize({ width, height, fit: "fill", kernel: "linear" })
    .raw()
    .toBuffer();
}

/** 1 where a pixel is bright, of a stamp's colour, and much lighter than its surroundings. */
function marksOf(part: Buffer, around: Buffer): Uint8Array {
  const marks = new Uint8Array(part.length / 3);
  for (let index = 0; index < marks.length; index++) {
    const [red, green, blue] = [part[index * 3] ?? 0, part[index * 3 + 1] ?? 0, part[index * 3 + 2] ?? 0];
    const isWarm = red > 165 && red - blue > 85 && red >= green - 10;
    const isWhite = Math.min(red, green, blue) > 190 && Math.max(red, green, blue) - Math.min(red, green, blue) < 50;
    const rise = Math.max(red - (around[index * 3] ?? 0), green - (around[index * 3 + 1] ?? 0));
    if ((isWarm || isWhite) && rise > LIGHTER) marks[index] = 1;
  }
  return marks;
}

/** The marks in and right beside a row: dots and dashes belong to it. */
function within(marks: Uint8Array, width: number, { left, top, right, bottom }: Box): Uint8Array {
  const tall = bottom - top + 1;
  return marks.map((mark, index) => {
    const [x, y] = [index % width, Math.floor(index / width)];
    const isNear = x > left - tall && x < right + tall && y > top - tall * 0.25 && y < bottom + tall * 0.25;
    return isNear ? mark : 0;
  });
}

/** Heights of a letter, as shares of the picture's shorter side. */
const [LOWEST, HIGHEST] = [0.009, 0.075];

/** How many letters in a row are believed to be writing. */
const FEWEST = 5;

/** Largest distance between two letters, in heights. */
const FAR = 1.6;

/** A letter is at most so many times wider than high: two may touch. */
const WIDEST = 2.4;

/** How far the bars of one digit may lie apart at most, as a share of the picture's shorter side. */
const JOINED = 0.003;

type Box = { left: number; top: number; right: number; bottom: number };

/** The box around the longest row of marks that have the size and the distances of letters; `null` when there is none. */
function letterRow(marks: Uint8Array, width: number, shorter: number): Box | null {
  let best: Box[] = [];
  // Letters that nearly touch must stay apart, and digits made of bars must be joined: both are tried.
  for (let reach = 0; reach <= Math.round(shorter * JOINED); reach++) {
    const row = longestRow(
      lettersOf(dilate({ values: marks, width, height: marks.length / width }, reach).values, width, shorter),
    );
    if (row.length > best.length) best = row;
  }
  if (best.length < FEWEST) return null;
  return {
    left: Math.min(...best.map(({ left }) => left)),
    top: Math.min(...best.map(({ top }) => top)),
    right: Math.max(...best.map(({ right }) => right)),
    bottom: Math.max(...best.map(({ bottom }) => bottom)),
  };
}

function lettersOf(marks: Uint8Array, width: number, shorter: number): Box[] {
  return connectedComponents(marks, width).flatMap((pixels) => {
    const box = boxOf(pixels, width);
    const tall = heightOf(box);
    const isLetter = tall >= shorter * LOWEST && tall <= shorter * HIGHEST && box.right - box.left + 1 <= tall * WIDEST;
    return isLetter ? [box] : [];
  });
}

function longestRow(letters: readonly Box[]): Box[] {
  let best: Box[] = [];
  for (const first of letters) {
    let row: Box[] = [];
    for (const letter of letters.filter((other) => isLevel(first, other)).toSorted((a, b) => a.left - b.left)) {
      const last = row.at(-1);
      const isFar = last !== undefined && letter.left - last.right > heightOf(first) * FAR;
      row = isFar ? [letter] : [...row, letter];
      if (row.length > best.length) best = row;
    }
  }
  return best;
}

const heightOf = ({ top, bottom }: Box): number => bottom - top + 1;

function isLevel(one: Box, other: Box): boolean {
  const ratio = heightOf(other) / heightOf(one);
  const apart = Math.abs(other.top + other.bottom - one.top - one.bottom) / 2;
  return ratio > 0.8 && ratio < 1.25 && apart < heightOf(one) * 0.15;
}

function boxOf(pixels: readonly number[], width: number): Box {
  const box = { left: Infinity, top: Infinity, right: 0, bottom: 0 };
  for (const pixel of pixels) {
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return box;
}
