import { inRows } from "../../pixels/in-slices";
import type { Raster } from "../../pixels/raster";
import { woodGrain } from "./wood-grain";

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
export async function paintFrame(raster: Raster, frame: Frame, signal: AbortSignal): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const { moulding, mat } = frame;
  const inner = {
    left: moulding + mat.side,
    right: width - moulding - mat.side,
    top: moulding + mat.top,
    bottom: height - moulding - mat.bottom,
  };
  await inRows(width, height, signal, (y) => {
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
