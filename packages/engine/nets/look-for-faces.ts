import type { Raster } from "../pixels/raster";
import type { Work } from "../work";
import { type Box, type Square, askNet, squareOf } from "./net";

/** A face in a picture, in pixels: from the brow to the chin, and where the eyes are. */
export type Face = {
  left: number;
  top: number;
  width: number;
  height: number;
  eyes: readonly [readonly [x: number, y: number], readonly [x: number, y: number]];
  /** How certain it is, 0..1. */
  score: number;
};

/** How a part of a picture is turned before the net looks at it: as it is, mirrored, or by 25° to either side. */
export type Turn = "upright" | "mirrored" | "left" | "right";

/** The net looks at a square of this many pixels, and says something of each fourth one, across and down. */
const SIDE = 192;
const STRIDE = 4;
const ACROSS = SIDE / STRIDE;

/** Numbers that the net gives for each place: the box's middle and size, and six points, the eyes first. */
const NUMBERS = 16;

/** Sine and cosine of 25°. */
const [SINE, COSINE] = [0.422618, 0.906308];

const OUTPUTS = ["reshaped_classifier_face_4", "reshaped_regressor_face_4"] as const;

/**
 * What the net takes for faces in a part of a picture from the score `least` on, one for each place that it answers for,
 * so that a face comes several times. Each turn is a look of its own: about 0.1 s.
 */
export async function lookForFaces(
  raster: Raster,
  part: Box,
  turns: readonly Turn[],
  least: number,
  work: Work,
): Promise<Face[][]> {
  const square = await squareOf("face", raster, "whole", part);
  const looks: Face[][] = [];
  for (const turn of turns) {
    work.signal.throwIfAborted();
    const answer = await askNet("face", turned(square, turn), OUTPUTS, await work.cv());
    looks.push(facesOf(answer, part, turn, least));
  }
  return looks;
}

function facesOf(
  [scores = new Float32Array(), numbers = new Float32Array()]: readonly Float32Array[],
  part: Box,
  turn: Turn,
  least: number,
): Face[] {
  // The square that the net has seen, in pixels of the picture.
  const longer = Math.max(part.width, part.height);
  const [left, top] = [part.left - (longer - part.width) / 2, part.top - (longer - part.height) / 2];
  const found: Face[] = [];
  for (const [place, raw] of scores.entries()) {
    const score = 1 / (1 + Math.exp(-raw));
    if (score < least) continue;
    const number = (at: number): number => numbers[place * NUMBERS + at] ?? 0;
    const point = (at: number): readonly [number, number] => {
      const x = ((place % ACROSS) + 0.5) / ACROSS + number(at) / SIDE - 0.5;
      const y = (Math.floor(place / ACROSS) + 0.5) / ACROSS + number(at + 1) / SIDE - 0.5;
      const [across, down] = TURNED_BACK[turn](x, y);
      return [left + (across + 0.5) * longer, top + (down + 0.5) * longer];
    };
    const [x, y] = point(0);
    const [width, height] = [(number(2) / SIDE) * longer, (number(3) / SIDE) * longer];
    const eyes: Face["eyes"] = turn === "mirrored" ? [point(6), point(4)] : [point(4), point(6)];
    found.push({ left: x - width / 2, top: y - height / 2, width, height, eyes, score });
  }
  return found;
}

/** Where a place of what was turned lies in what it was before, both from the middle. */
const TURNED_BACK: Readonly<Record<Turn, (x: number, y: number) => readonly [number, number]>> = {
  upright: (x, y) => [x, y],
  mirrored: (x, y) => [-x, y],
  left: (x, y) => [x * COSINE - y * SINE, x * SINE + y * COSINE],
  right: (x, y) => [x * COSINE + y * SINE, y * COSINE - x * SINE],
};

/** The square mirrored or turned about its middle, with black where nothing comes from. */
function turned(square: Square, turn: Turn): Square {
  if (turn === "upright") return square;
  const out = new Uint8Array(square.length);
  const middle = (SIDE - 1) / 2;
  for (let at = 0; at < SIDE * SIDE; at++) {
    const [x, y] = TURNED_BACK[turn]((at % SIDE) - middle, Math.floor(at / SIDE) - middle);
    const [column, row] = [Math.round(x + middle), Math.round(y + middle)];
    if (column < 0 || row < 0 || column >= SIDE || row >= SIDE) continue;
    const from = (row * SIDE + column) * 3;
    for (let channel = 0; channel < 3; channel++) out[at * 3 + channel] = square[from + channel] ?? 0;
  }
  return out;
}
