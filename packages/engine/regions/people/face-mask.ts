import type { Face } from "../../nets/look-for-faces";
import { inRows } from "../../pixels/in-slices";
import { type Triple, oklabOf } from "../../pixels/oklab";
import type { Mask, Raster } from "../../pixels/raster";
import { smoothstep } from "../../pixels/smoothstep";
import type { StopSignal } from "../../stop-signal";
import type { Work } from "../../work";
import { notFound } from "../failures";
import { facesInTheDark } from "./dark-faces";
import { facesOf } from "./people-mask";
import { pickFaces, type WhichFaces } from "./pick-faces";

/** A head, in sizes of the face's box, which goes from the brow to the chin: with chin and hair, and mostly with the ears, and no wider, so that hands stay. */
const HEAD = { across: 1.5, down: 1.64, up: 0.14 };

/** From this share of the radius on it fades out. */
const CORE = 0.72;

/** A head with what is around it, and from where on it fades, so that what is done to faces has no edge that is seen. */
const AROUND = { across: 2.3, down: 2.4, up: 0.08 };
const SOFT_CORE = 0.25;

/** Which faces are looked for, what they are called, and who hears how many of them are meant, and how many there are. */
export type Wanted = { which: WhichFaces; what: string; told: (meant: number, all: number) => void };

/**
 * Where faces of a picture are: ellipses that hold the heads, or with `isSoft` fade out slowly from the faces on, and found in the
 * dark as well.
 * @throws {EngineError} `NOTHING_CHANGED` when none is found, or it is open which one is meant.
 */
export async function faceMask(raster: Raster, wanted: Wanted, work: Work, isSoft: boolean): Promise<Mask> {
  const mask = emptyMask(raster);
  for (const face of await meantFaces(raster, wanted, work, isSoft)) {
    const [around, core] = isSoft ? [AROUND, SOFT_CORE] : [HEAD, CORE];
    drawEllipse(mask, face, around, work.signal, (radius) => 255 * (1 - smoothstep(core, 1, radius)));
  }
  return mask;
}

const emptyMask = ({ width, height }: Raster): Mask => ({ values: new Uint8Array(width * height), width, height });

async function meantFaces(
  raster: Raster,
  { which, what, told }: Wanted,
  work: Work,
  inTheDark: boolean,
): Promise<Face[]> {
  const seen = await facesOf(raster, work);
  const faces = inTheDark && seen.length === 0 ? await facesInTheDark(raster, work) : seen;
  const meant = pickFaces(faces, which, raster);
  if (meant.length === 0) throw notFound(what);
  told(meant.length, faces.length);
  return meant;
}

/** A bar over both eyes, in distances of the pupils: beyond the corners of the eyes and their brows, since the net errs by a tenth. */
const BAR = { across: 2.3, down: 0.9 };

/** Where the eye points of a head that is turned away come close, the bar is still so many times as wide as the face's box. */
const LEAST_BAR = 0.42;

/** The white and the iris of an eye with its lids, in distances of the pupils. */
const EYE = { across: 0.5, down: 0.28 };

/**
 * Where the eyes of faces are: one bar over both, as the head leans; or with `isSoft` an oval about each, which fades out.
 * @throws {EngineError} `NOTHING_CHANGED` when no face is found, or it is open which one is meant.
 */
export async function eyeMask(raster: Raster, wanted: Wanted, work: Work, isSoft: boolean): Promise<Mask> {
  const mask = emptyMask(raster);
  for (const { eyes, width } of await meantFaces(raster, wanted, work, isSoft)) {
    const [[fromX, fromY], [toX, toY]] = eyes;
    const seen = Math.hypot(toX - fromX, toY - fromY);
    const apart = Math.max(seen, LEAST_BAR * width);
    const [cosine, sine] = seen === 0 ? [1, 0] : [(toX - fromX) / seen, (toY - fromY) / seen];
    const middles = isSoft ? eyes : [[(fromX + toX) / 2, (fromY + toY) / 2] as const];
    const { across, down } = isSoft ? EYE : BAR;
    for (const [x, y] of middles) {
      drawAbout(mask, [x, y], (apart * Math.hypot(across, down)) / 2, work.signal, (toSide, below) => {
        const along = Math.abs(toSide * cosine + below * sine) / ((apart * across) / 2);
        const over = Math.abs(below * cosine - toSide * sine) / ((apart * down) / 2);
        if (!isSoft) return along <= 1 && over <= 1 ? 255 : 0;
        return 255 * (1 - smoothstep(SOFT_CORE, 1, Math.hypot(along, over)));
      });
    }
  }
  return mask;
}

/** Writes into a mask, within a square about a place, the larger of what is there and what `value` says of a pixel beside it. */
function drawAbout(
  { values, width, height }: Mask,
  [middleX, middleY]: readonly [number, number],
  reach: number,
  signal: StopSignal,
  value: (toSide: number, below: number) => number,
): void {
  const [left, right] = [Math.max(0, Math.floor(middleX - reach)), Math.min(width - 1, Math.ceil(middleX + reach))];
  const [top, bottom] = [Math.max(0, Math.floor(middleY - reach)), Math.min(height - 1, Math.ceil(middleY + reach))];
  if (bottom < top) return;
  inRows(width, bottom - top + 1, signal, (row) => {
    for (let x = left; x <= right; x++) {
      const pixel = (top + row) * width + x;
      const here = Math.round(value(x + 0.5 - middleX, top + row + 0.5 - middleY));
      values[pixel] = Math.max(values[pixel] ?? 0, here);
    }
  });
}

type Around = { across: number; down: number; up: number };

/** Writes into a mask, within an ellipse about a face, the larger of what is there and what `value` says of a radius 0..1. */
function drawEllipse(
  { values, width, height }: Mask,
  face: Face,
  { across, down, up }: Around,
  signal: StopSignal,
  value: (radius: number, pixel: number) => number,
): void {
  const [middleX, middleY] = [face.left + face.width / 2, face.top + face.height * (0.5 - up)];
  const [reachX, reachY] = [(face.width * across) / 2, (face.height * down) / 2];
  const [first, last] = [Math.max(0, Math.floor(middleX - reachX)), Math.min(width - 1, Math.ceil(middleX + reachX))];
  const top = Math.max(0, Math.floor(middleY - reachY));
  const rows = Math.min(height, Math.ceil(middleY + reachY)) - top;
  if (rows <= 0) return;
  inRows(width, rows, signal, (row) => {
    const y = top + row;
    for (let x = first; x <= last; x++) {
      const radius = Math.hypot((x + 0.5 - middleX) / reachX, (y + 0.5 - middleY) / reachY);
      if (radius >= 1) continue;
      const pixel = y * width + x;
      values[pixel] = Math.max(values[pixel] ?? 0, Math.round(value(radius, pixel)));
    }
  });
}

/** The skin of a face, in sizes of its box: with the brow and the throat, without ears and hair. */
const SKIN = { across: 1.15, down: 1.35, up: 0.05 };

/** Distances in Oklab from a face's own colour and from its lightness, from where on and up to where skin ends. */
const COLOUR = [0.035, 0.075] as const;
const LIGHT = [0.22, 0.36] as const;

/** Within this share of a face's box, about its middle, is hardly anything but cheeks and nose. */
const CHEEKS = 0.3;

/**
 * Where the skin of the faces in a picture is: what has about the colour of each face's own cheeks, whatever that is, so
 * that eyes, lips, brows and beards are none of it.
 * @throws {EngineError} `NOTHING_CHANGED` when no face is found; `what` names what was looked for.
 */
export async function faceSkinMask(raster: Raster, what: string, work: Work): Promise<Mask> {
  const faces = await facesOf(raster, work);
  if (faces.length === 0) throw notFound(what);
  const mask = emptyMask(raster);
  for (const face of faces) {
    const [light, a, b] = cheeksOf(face, raster);
    drawEllipse(mask, face, SKIN, work.signal, (radius, pixel) => {
      const here = labAt(raster, pixel);
      const colour = 1 - smoothstep(...COLOUR, Math.hypot(here[1] - a, here[2] - b));
      return 255 * colour * (1 - smoothstep(...LIGHT, Math.abs(here[0] - light))) * (1 - smoothstep(CORE, 1, radius));
    });
  }
  return mask;
}

/** The median colour about the middle of a face, in Oklab. */
export function cheeksOf(face: Face, raster: Raster): [number, number, number] {
  const { width, height } = raster;
  const samples: (readonly [number, number, number])[] = [];
  const [across, down] = [face.width * CHEEKS, face.height * CHEEKS];
  const [middleX, middleY] = [face.left + face.width / 2, face.top + face.height * 0.58];
  const step = Math.max(1, Math.floor(Math.min(across, down) / 12));
  for (let y = Math.floor(middleY - down); y <= middleY + down; y += step) {
    for (let x = Math.floor(middleX - across); x <= middleX + across; x += step) {
      if (x >= 0 && y >= 0 && x < width && y < height) samples.push(labAt(raster, y * width + x));
    }
  }
  const median = (channel: 0 | 1 | 2): number => {
    const sorted = samples.map((sample) => sample[channel]).toSorted((one, other) => one - other);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };
  return [median(0), median(1), median(2)];
}

const labAt = ({ data, channels }: Raster, pixel: number): Triple =>
  oklabOf(data[pixel * channels] ?? 0, data[pixel * channels + 1] ?? 0, data[pixel * channels + 2] ?? 0);
