import type { Raster } from "../pixels/raster";
import type { Work } from "../work";
import { type Box, askNet } from "./net";

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

/** The net looks at a square of this many pixels, and says something of each fourth one, across and down. */
const SIDE = 192;
const STRIDE = 4;
const ACROSS = SIDE / STRIDE;

/** Numbers that the net gives for each place: the box's middle and size, and six points, the eyes first. */
const NUMBERS = 16;

/** From this score on a face counts, as MediaPipe's own graph of this model has it. */
const SURE = 0.6;

/** The middles of two faces are at least so far apart, in widths of the larger. */
const APART = 0.75;

const OUTPUTS = ["reshaped_classifier_face_4", "reshaped_regressor_face_4"] as const;

/**
 * The faces of a picture, the largest first; from the side they are seldom found. Looked for in the whole, where they are
 * small, and in `parts` of it, where somebody is known to be.
 */
export async function findFaces(raster: Raster, parts: readonly Box[], work: Work): Promise<Face[]> {
  const whole = { left: 0, top: 0, width: raster.width, height: raster.height };
  const found: Face[] = [];
  for (const part of [whole, ...parts]) found.push(...(await facesIn(raster, part, work)));
  return oneEach(found).toSorted((one, other) => other.width * other.height - one.width * one.height);
}

async function facesIn(raster: Raster, part: Box, work: Work): Promise<Face[]> {
  work.signal.throwIfAborted();
  const cv = await work.cv();
  const [scores = new Float32Array(), numbers = new Float32Array()] = await askNet(
    "face",
    raster,
    "whole",
    part,
    OUTPUTS,
    cv,
  );
  // The square that the net has seen, in pixels of the picture.
  const longer = Math.max(part.width, part.height);
  const [left, top] = [part.left - (longer - part.width) / 2, part.top - (longer - part.height) / 2];
  const found: Face[] = [];
  for (const [place, raw] of scores.entries()) {
    const score = 1 / (1 + Math.exp(-raw));
    if (score < SURE) continue;
    const at = (number: number): number => numbers[place * NUMBERS + number] ?? 0;
    const x = (number: number): number => left + (((place % ACROSS) + 0.5) / ACROSS + at(number) / SIDE) * longer;
    const y = (number: number): number =>
      top + ((Math.floor(place / ACROSS) + 0.5) / ACROSS + at(number) / SIDE) * longer;
    const [width, height] = [(at(2) / SIDE) * longer, (at(3) / SIDE) * longer];
    found.push({
      left: x(0) - width / 2,
      top: y(1) - height / 2,
      width,
      height,
      eyes: [
        [x(4), y(5)],
        [x(6), y(7)],
      ],
      score,
    });
  }
  return found;
}

/** The surest of those boxes that are of one face: the heads of two people are further apart. */
function oneEach(found: readonly Face[]): Face[] {
  const kept: Face[] = [];
  for (const face of found.toSorted((one, other) => other.score - one.score)) {
    if (kept.every((other) => distance(face, other) > APART * Math.max(face.width, other.width))) kept.push(face);
  }
  return kept;
}

/** How far apart the middles of two faces are, in pixels. */
const distance = (one: Face, other: Face): number =>
  Math.hypot(
    one.left + one.width / 2 - other.left - other.width / 2,
    one.top + one.height / 2 - other.top - other.height / 2,
  );
