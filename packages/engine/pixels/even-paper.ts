import { clamp } from "../how-much";
import type { StopSignal } from "../stop-signal";
import { gaussianBlur } from "./box-filter";
import { LUMA } from "./colour-matrix";
import { dividingLevel, levelBelow } from "./histogram";
import { inRows } from "./in-slices";
import { dilate, erode } from "./morphology";
import { channelPlane, type Plane } from "./plane";
import type { Raster } from "./raster";
import { smallOpaqueCopy } from "./resize";
import { smoothstep } from "./smoothstep";
import { planeReader } from "./stretched-rows";

/** Longer side of the copy on which the light on the paper is measured, in pixels. */
const SMALL = 640;

/** Half the width of what is taken for print on it: letters, and blocks such as a heading in white on a colour. */
const LETTERS = 7;
const BLOCKS = 64;

/** A shade leaves at least so much of the light, and of one colour no more than so many times what it leaves of another. */
const DEEPEST = [0.38, 0.5] as const;
const TINTED = [1.18, 1.35] as const;

/** Smoothness of the light, in pixels of the copy. */
const SMOOTH = 3;

/** The share of the paper's own light from which on all is white. */
const WHITE = 0.92;

/** The share of the darkest print that is black, and the lightest that may be. */
const DARKEST = 0.01;
const LIGHTEST_BLACK = 0.5;

/** How much darker print becomes between black and white: an exponent. */
const DARKER = 1.25;

/** Between which shares of the paper's light a point may be divided into ink and paper, and how soft that edge is. */
const INK = [0.55, 0.84] as const;
const SOFT = 0.045;

/** Steps of a share of the paper's light in tables, and the largest share. */
const STEPS = 1024;
const MOST = 2;

/** What becomes of paper: white with the colours of the print, white with greys, or ink and paper alone. */
export type PaperLook = "colour" | "grey" | "black-and-white";

/**
 * Evens the light on paper: each point is compared with the paper about it, so that shades, a lamp's warmth and dark
 * corners go and the paper is white. Overwrites and returns the raster; alpha stays.
 */
export async function evenPaper(raster: Raster, look: PaperLook, signal: StopSignal): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const small = await smallOpaqueCopy(raster, SMALL);
  const light = paperLight(small);
  signal.throwIfAborted();
  const tones = toneTable(small, light, look);
  const reader = planeReader(light, width, height);
  const tone = (share: number): number =>
    tones[share >= MOST ? STEPS : Math.trunc((share * STEPS) / MOST + 0.5)] ?? 255;
  inRows(width, height, signal, (y) => {
    reader.moveTo(y);
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * channels;
      const red = (data[at] ?? 0) / reader.at(0, x);
      const green = (data[at + 1] ?? 0) / reader.at(1, x);
      const blue = (data[at + 2] ?? 0) / reader.at(2, x);
      const grey = tone(red * LUMA[0] + green * LUMA[1] + blue * LUMA[2]);
      data[at] = look === "colour" ? tone(red) : grey;
      data[at + 1] = look === "colour" ? tone(green) : grey;
      data[at + 2] = look === "colour" ? tone(blue) : grey;
    }
  });
  return raster;
}

/** How light the paper is at each place of a small copy, for red, green and blue, at least 1: without what is printed on it. */
function paperLight(small: Raster): readonly [Plane, Plane, Plane] {
  const closed = (radius: number): Plane[] =>
    ([0, 1, 2] as const).map((channel) => erode(dilate(channelPlane(small, channel), radius), radius));
  const [near, far] = [closed(LETTERS), closed(Math.min(BLOCKS, Math.floor(Math.min(small.width, small.height) / 3)))];
  const count = small.width * small.height;
  for (let at = 0; at < count; at++) {
    const shares = near.map((plane, channel) => (plane.values[at] ?? 0) / Math.max(1, far[channel]?.values[at] ?? 1));
    const [least, most] = [Math.min(...shares), Math.max(...shares)];
    // Darker without a tint is a shade; what is deeper or coloured is printed.
    const isShade = smoothstep(...DEEPEST, least) * (1 - smoothstep(...TINTED, most / Math.max(0.01, least)));
    for (const [channel, { values }] of near.entries()) {
      const around = far[channel]?.values[at] ?? 1;
      values[at] = Math.max(1, around + ((values[at] ?? 0) - around) * isShade);
    }
  }
  const [red, green, blue] = near.map((plane) => gaussianBlur(plane, SMOOTH));
  if (red === undefined || green === undefined || blue === undefined) throw new Error("A picture has three channels");
  return [red, green, blue];
}

/** The level 0..255 for each share of the paper's light, fitted to what print there is. */
function toneTable(
  { data, width, height }: Raster,
  light: readonly [Plane, Plane, Plane],
  look: PaperLook,
): Uint8Array {
  const counts = Array.from({ length: 256 }, () => 0);
  for (let at = 0; at < width * height; at++) {
    const share = light.reduce(
      (sum, { values }, channel) => sum + ((data[at * 3 + channel] ?? 0) / (values[at] ?? 1)) * (LUMA[channel] ?? 0),
      0,
    );
    const level = Math.round(clamp(share, 0, 1) * 255);
    counts[level] = (counts[level] ?? 0) + 1;
  }
  const black = Math.min(LIGHTEST_BLACK, levelBelow(counts, DARKEST));
  const line = clamp(dividingLevel(counts) / 255, ...INK);
  return Uint8Array.from({ length: STEPS + 1 }, (_, step) => {
    const share = (step * MOST) / STEPS;
    const tone =
      look === "black-and-white"
        ? clamp((share - line) / (2 * SOFT) + 0.5, 0, 1)
        : clamp((share - black) / (WHITE - black), 0, 1) ** DARKER;
    return Math.round(tone * 255);
  });
}
