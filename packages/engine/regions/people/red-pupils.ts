import type { Face } from "../../nets/look-for-faces";
import { type Component, connectedComponents } from "../../pixels/connected-components";
import type { Raster } from "../../pixels/raster";
import type { Work } from "../../work";
import { facesOf } from "./people-mask";

/** How far from where the net sees an eye its pupil may be, in distances of the two eyes. */
const ZONE = 0.3;

/** Diameters of a red pupil, in distances of the two eyes: of a whole iris at most. */
const SMALLEST = 0.035;
const LARGEST = 0.34;

/** Red of a flash's mirror image in an eye: so many times the stronger of green and blue, and so light (0..255) at least. */
const REDDER = 2;
const LIGHT = 75;

/** And so much redder, in the same measure, than most of what is around the eye, which is skin. */
const THAN_SKIN = 1.3;

/** How much of the box around it a round spot fills, and how much longer than wide it may be. */
const ROUND = 0.55;
const LONGER = 1.9;

/** A red pupil: its pixels in the picture. */
export type RedPupil = { pixels: readonly number[] };

/** The red pupils in the eyes of the faces of a picture, and how many faces there are. */
export async function redPupils(raster: Raster, work: Work): Promise<{ pupils: RedPupil[]; faces: number }> {
  const faces = await facesOf(raster, work);
  return {
    pupils: faces.flatMap((face) => face.eyes.flatMap((eye) => pupilAt(raster, face, eye))),
    faces: faces.length,
  };
}

/** How red a pixel is: its red beside the stronger of green and blue. */
function redness({ data, channels }: Raster, pixel: number): number {
  const at = pixel * channels;
  return (data[at] ?? 0) / Math.max(12, data[at + 1] ?? 0, data[at + 2] ?? 0);
}

/** The red spot near where an eye is, if it is round and of a pupil's size. */
function pupilAt(raster: Raster, { eyes: [one, other] }: Face, [x, y]: readonly [number, number]): RedPupil[] {
  const apart = Math.hypot(one[0] - other[0], one[1] - other[1]);
  const reach = Math.ceil(apart * ZONE);
  const [left, top] = [Math.max(0, Math.round(x) - reach), Math.max(0, Math.round(y) - reach)];
  const [right, bottom] = [
    Math.min(raster.width, Math.round(x) + reach + 1),
    Math.min(raster.height, Math.round(y) + reach + 1),
  ];
  const [width, height] = [right - left, bottom - top];
  if (reach < 3 || width < 3 || height < 3) return [];
  const pixelOf = (place: number): number => (top + Math.floor(place / width)) * raster.width + left + (place % width);
  const rednesses = Float32Array.from({ length: width * height }, (_, place) => redness(raster, pixelOf(place)));
  const usual = rednesses.toSorted()[Math.floor(rednesses.length / 2)] ?? 1;
  const least = Math.max(REDDER, usual * THAN_SKIN);
  const isRed = Uint8Array.from(rednesses, (value, place) =>
    value >= least && (raster.data[pixelOf(place) * raster.channels] ?? 0) >= LIGHT ? 1 : 0,
  );
  const spot = connectedComponents(isRed, width).find((piece) => isPupil(piece, width, height, apart));
  return spot === undefined ? [] : [{ pixels: withGlints(spot, isRed, width).map(pixelOf) }];
}

function isPupil(piece: Component, width: number, height: number, apart: number): boolean {
  const box = boxOf(piece, width);
  const [across, down] = [box.right - box.left + 1, box.bottom - box.top + 1];
  const isWhole = box.left > 0 && box.top > 0 && box.right < width - 1 && box.bottom < height - 1;
  const [shorter, longer] = [Math.min(across, down), Math.max(across, down)];
  const isOfSize = shorter >= Math.max(3, apart * SMALLEST) && longer <= apart * LARGEST;
  return isWhole && isOfSize && longer <= LONGER * shorter && piece.length >= ROUND * across * down;
}

function boxOf(piece: Component, width: number) {
  const [xs, ys] = [piece.map((place) => place % width), piece.map((place) => Math.floor(place / width))];
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
}

/** A spot with what it encloses, which is the flash's own light; that has no colour to lose. */
function withGlints(spot: Component, isRed: Uint8Array, width: number): number[] {
  const inside = new Uint8Array(isRed.length);
  for (const place of spot) inside[place] = 1;
  const holes = connectedComponents(inside, width, 0).slice(1);
  return [...spot, ...holes.filter((hole) => hole.length < spot.length / 2).flat()];
}
