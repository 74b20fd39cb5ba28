import type { StopSignal } from "../stop-signal";
import { inRows } from "../pixels/in-slices";
import type { Raster } from "../pixels/raster";

type Rgb = readonly [red: number, green: number, blue: number];

/** A frame from the outside in: moulding, mat, and a bevel at the picture; widths in pixels. */
export type Frame = {
  moulding: number;
  mat: { top: number; side: number; bottom: number };
  bevel: number;
  wood: Rgb | null;
  mouldingColour: Rgb;
  matColour: Rgb;
};

/** How much lighter or darker each side of the moulding is, by the light from the upper left: top, right, bottom, left. */
const SIDE_LIGHT = [1.1, 0.86, 0.8, 1.02] as const;

/** Softness and darkness of the shadow that the moulding casts on the mat. */
const SHADOW = 0.35;

/** Fills the room around a picture that stands in the middle of a raster with alpha-less or opaque pixels. Overwrites the raster. */
export function paintFrame(raster: Raster, frame: Frame, signal: StopSignal): Raster {
  const { data, width, height, channels } = raster;
  const { moulding, mat } = frame;
  const inner = {
    left: moulding + mat.side,
    right: width - moulding - mat.side,
    top: moulding + mat.top,
    bottom: height - moulding - mat.bottom,
  };
  inRows(width, height, signal, (y) => {
    for (let x = 0; x < width; x++) {
      if (x === inner.left && y >= inner.top && y < inner.bottom) x = inner.right;
      if (x >= width) break;
      const colour = colourAt(x, y, width, height, frame, inner);
      const at = (y * width + x) * channels;
      for (let channel = 0; channel < 3; channel++) {
        data[at + channel] = Math.min(255, Math.max(0, Math.round(colour[channel] ?? 0)));
      }
      if (channels === 4) data[at + 3] = 255;
    }
  });
  return raster;
}

type Inner = { left: number; right: number; top: number; bottom: number };

function colourAt(x: number, y: number, width: number, height: number, frame: Frame, inner: Inner): Rgb {
  const { moulding } = frame;
  const distances = [y, width - 1 - x, height - 1 - y, x];
  const nearest = Math.min(...distances);
  if (nearest < moulding) {
    const side = distances.indexOf(nearest);
    const along = side % 2 === 0 ? x : y;
    return mouldingAt((nearest + 0.5) / moulding, along / moulding, side, frame);
  }
  const toPicture = Math.max(inner.left - x, x - inner.right + 1, inner.top - y, y - inner.bottom + 1);
  if (toPicture <= frame.bevel) {
    // The cut through the board: lit at the bottom and right, in shade at the top and left.
    const shade = y < inner.top || x < inner.left ? 0.8 : 0.94;
    return scaled([250, 249, 246], shade);
  }
  const shadow = moulding === 0 ? 0 : SHADOW * Math.exp(-((nearest - moulding) / (moulding * 0.22)) * 1);
  const lit = distances.indexOf(nearest) === 0 || distances.indexOf(nearest) === 3 ? shadow : shadow * 0.4;
  return scaled(frame.matColour, 1 - lit);
}

function mouldingAt(across: number, along: number, side: number, frame: Frame): Rgb {
  // A rounded profile with a lip at the inner edge.
  const round = 0.82 + 0.3 * Math.sin(Math.PI * Math.min(1, across / 0.78)) ** 0.8;
  const lip = across > 0.86 ? 1.12 : across > 0.78 ? 0.62 : 1;
  const light = round * lip * (SIDE_LIGHT[side] ?? 1);
  if (frame.wood === null) return scaled(frame.mouldingColour, light);
  return scaled(frame.wood, light * (1 + 0.2 * woodGrain(along, across, side)));
}

const scaled = ([red, green, blue]: Rgb, by: number): Rgb => [red * by, green * by, blue * by];

/** A number 0..1 that depends on nothing but a place. */
function hash(x: number, y: number): number {
  let mixed = Math.imul(x, 374_761_393) ^ Math.imul(y, 668_265_263);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 1_274_126_177);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 0xff_ff_ff_ff;
}

/** Smooth noise 0..1 between the hashes of whole places. */
function noise(x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [u, v] = [x - left, y - top];
  const [across, down] = [u * u * (3 - 2 * u), v * v * (3 - 2 * v)];
  const above = hash(left, top) * (1 - across) + hash(left + 1, top) * across;
  const below = hash(left, top + 1) * (1 - across) + hash(left + 1, top + 1) * across;
  return above * (1 - down) + below * down;
}

/** Times that the grain is longer than wide. */
const STRETCH = 28;

/** Years' rings across a moulding. */
const RINGS = 7;

/**
 * Light of wood, about -1..1, at a place along and across a moulding, both in widths of the moulding.
 * The same for the same place.
 */
function woodGrain(along: number, across: number, side: number): number {
  const wander = noise(along * 0.35 + side * 57, across * 1.2) * 1.6;
  const rings = Math.sin((across * RINGS + wander * 3.2) * Math.PI);
  const fibres = noise((along * 60) / STRETCH + side * 91, across * 46) - 0.5;
  const pores = noise((along * 90) / STRETCH + side * 13, across * 90) - 0.5;
  return rings * 0.35 + fibres * 0.9 + pores * 0.55;
}
