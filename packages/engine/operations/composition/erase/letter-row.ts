import { partsOf } from "../../../regions/parts";
import { dilated } from "./dilated";

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

export type Box = { left: number; top: number; right: number; bottom: number };

/** The box around the longest row of marks that have the size and the distances of letters; `null` when there is none. */
export function letterRow(marks: Uint8Array, width: number, shorter: number): Box | null {
  let best: Box[] = [];
  // Letters that nearly touch must stay apart, and digits made of bars must be joined: both are tried.
  for (let reach = 0; reach <= Math.round(shorter * JOINED); reach++) {
    const row = longestRow(lettersOf(dilated(marks, width, reach), width, shorter));
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
  return partsOf(marks, width).flatMap((pixels) => {
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
