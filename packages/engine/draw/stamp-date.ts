import sharp from "sharp";
import { inRows } from "../pixels/in-slices";
import type { Raster } from "../pixels/raster";
import type { StopSignal } from "../stop-signal";
import { fillOutline } from "./letters";
import { segmentOutline, widthOfSegments } from "./segment-digits";

/** Height of the digits and distance from the edges, as shares of the picture's shorter side. */
const HEIGHT = 0.036;
const MARGIN = 0.05;

/** Digits that are lower than this cannot be read, in pixels; of wide text no more than this share of the width is taken. */
const LEAST = 7;
const MOST_WIDTH = 0.8;

/** Light that was shone onto the film: nearly yellow where it is brightest, red around it. */
const CORE = [255, 176, 74] as const;
const GLOW = [255, 84, 20] as const;
const GLOW_REACH = 0.16;
const GLOW_STRENGTH = 0.85;

type Corner = { right: boolean; bottom: boolean };

/** Writes figures into a corner as cameras with film did, in glowing orange strokes. Overwrites the raster. */
export async function stampDate(raster: Raster, text: string, corner: Corner, signal: StopSignal): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const shorter = Math.min(width, height);
  const size = Math.min(Math.max(LEAST, shorter * HEIGHT), (width * MOST_WIDTH) / widthOfSegments(text));
  const reach = Math.ceil(size * 0.5);
  const across = Math.ceil(widthOfSegments(text) * size) + 2 * reach;
  const down = Math.ceil(size) + 2 * reach;
  const sharpLetters = fillOutline(segmentOutline(text, size), {
    width: across,
    height: down,
    left: reach,
    top: reach,
  });
  const letters = await softly(sharpLetters, across, down, Math.max(0.3, size * 0.02));
  const glow = await softly(sharpLetters, across, down, Math.max(0.3, size * GLOW_REACH));
  const margin = Math.round(shorter * MARGIN);
  const left = corner.right ? width - margin - across + reach : margin - reach;
  const top = corner.bottom ? height - margin - down + reach : margin - reach;
  inRows(across, down, signal, (row) => {
    const y = top + row;
    if (y < 0 || y >= height) return;
    for (let column = Math.max(0, -left); column < Math.min(across, width - left); column++) {
      const letter = (letters[row * across + column] ?? 0) / 255;
      const shine = Math.min(1, ((glow[row * across + column] ?? 0) / 255) * GLOW_STRENGTH);
      if (letter === 0 && shine === 0) continue;
      const at = (y * width + left + column) * channels;
      for (let channel = 0; channel < 3; channel++) {
        const was = data[at + channel] ?? 0;
        // Light is added: a screen of both.
        const lit = 255 - ((255 - was) * (255 - (GLOW[channel] ?? 0) * shine)) / 255;
        data[at + channel] = Math.round(lit + ((CORE[channel] ?? 0) - lit) * letter);
      }
      if (channels === 4) data[at + 3] = Math.max(data[at + 3] ?? 0, Math.round(255 * Math.max(letter, shine)));
    }
  });
  return raster;
}

const softly = (coverage: Buffer, width: number, height: number, sigma: number): Promise<Buffer> =>
  sharp(coverage, { raw: { width, height, channels: 1 } })
    .blur(sigma)
    .toColourspace("b-w")
    .raw()
    .toBuffer();
