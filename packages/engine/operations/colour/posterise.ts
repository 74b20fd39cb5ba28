import { z } from "zod";
import { clamp } from "../../how-much";
import { defineOperation } from "../../operation";
import { LUMA } from "../../pixels/colour-matrix";
import { inSlices } from "../../pixels/in-slices";
import type { Raster } from "../../pixels/raster";
import { keepAlpha, throughSharp } from "../../pixels/resize";
import type { Work } from "../../work";

/** Steps of each channel when no number was said, and within what they may lie. */
const USUAL = 5;
const FEWEST = 2;
const MOST = 64;

/** Pixels across of the median that makes the areas clean, in small pictures and in large ones. */
const CLEAN = 3;
const CLEAN_LARGE = 5;

/** Shorter side from which on a picture is large, in pixels. */
const LARGE = 700;

/** Shorter side from which on it is worth to load OpenCV for the median, and how many rows it gets at a time. */
const LARGEST = 1000;
const STRIP = 128;

/** Steps of colour in relation to those of light: finer, since colours reach less far from grey. */
const COLOUR_STEP = 0.32;

const WORD = "posterise/posterize/posterised/posterized";
const STEPS = "level/levels/tones/steps/shades";

/** Few even steps of light and of colour instead of gradients, as on a screen-printed poster; hues and greys stay. */
export const posterise = defineOperation({
  name: "posterise",
  family: "colour",
  title: "posterise",
  examples: ["posterise it", "posterize to 4 levels", "reduce it to 6 tones"],
  schema: z.object({ levels: z.int().min(FEWEST).max(MOST), said: z.boolean() }),
  changes: ["colour", "light"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        `{make}? ${WORD} look?`,
        `{make}? ${WORD} with/using? {number} ${STEPS}/colours?`,
        "{give}? posterisation/posterization/posterising/posterizing",
        `{give}? posterisation/posterization with? {number} ${STEPS}/colours?`,
        `reduce/limit/cut tones/levels/shades down? {number} ${STEPS}?`,
        `reduce/limit/cut down? {number} ${STEPS}`,
        `only {number} ${STEPS}`,
      ],
    },
  ],
  amounts: [],
  params({ strength, slots: { number } }) {
    if (number === undefined) return { levels: clamp(Math.round(USUAL / strength), 3, 10), said: false };
    return Number.isInteger(number) && number >= FEWEST && number <= MOST ? { levels: number, said: true } : null;
  },
  sentence: ({ levels, said }, _exact, of) =>
    said ? `Posterise ${of} to ${levels} levels of tone.` : `Posterise ${of} to few even tones.`,
  async apply(raster, { levels }, work) {
    const { signal } = work;
    const clean = await smoothed(raster, work);
    const { data, channels } = clean;
    const evenLight = steps(0, 255 / (levels - 1));
    const evenColour = steps(-255, (255 * COLOUR_STEP) / levels);
    const out = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
    inSlices(clean.width * clean.height, signal, (from, to) => {
      for (let at = from * channels; at < to * channels; at += channels) {
        const red = data[at] ?? 0;
        const green = data[at + 1] ?? 0;
        const blue = data[at + 2] ?? 0;
        const light = Math.trunc(red * LUMA[0] + green * LUMA[1] + blue * LUMA[2] + 0.5);
        const even = evenLight[light] ?? 0;
        const ofRed = evenColour[red - light + 255] ?? 0;
        const ofBlue = evenColour[blue - light + 255] ?? 0;
        out[at] = even + ofRed;
        // What red and blue have above the light, green has below it.
        out[at + 1] = even - (ofRed * LUMA[0] + ofBlue * LUMA[2]) / LUMA[1];
        out[at + 2] = even + ofBlue;
      }
    });
    return clean;
  },
});

/** The nearest multiple of `step` for each whole number from `least` to 255. */
const steps = (least: number, step: number): Float32Array =>
  Float32Array.from({ length: 256 - least }, (_, index) => Math.round((index + least) / step) * step);

/** Specks would become areas of their own. */
async function smoothed(raster: Raster, work: Work): Promise<Raster> {
  const shorter = Math.min(raster.width, raster.height);
  if (shorter <= CLEAN) return raster;
  if (raster.channels === 3 && shorter >= LARGEST) return quickMedian(raster, CLEAN_LARGE, work);
  const across = shorter < LARGE ? CLEAN : CLEAN_LARGE;
  return keepAlpha(await throughSharp(raster, (image) => image.median(across)), raster, work.signal);
}

/** The median of a square of `across` pixels, as sharp's, in half the time once OpenCV is loaded. */
async function quickMedian({ data, width, height, channels }: Raster, across: number, work: Work): Promise<Raster> {
  const cv = await work.cv();
  const line = width * channels;
  const reach = (across - 1) / 2;
  const out = Buffer.allocUnsafe(data.length);
  const clean = new cv.Mat();
  try {
    for (let top = 0; top < height; top += STRIP) {
      const bottom = Math.min(height, top + STRIP);
      const from = Math.max(0, top - reach);
      const to = Math.min(height, bottom + reach);
      const strip = new cv.Mat(to - from, width, cv.CV_8UC3);
      try {
        strip.data.set(data.subarray(from * line, to * line));
        cv.medianBlur(strip, clean, across);
        out.set(clean.data.subarray((top - from) * line, (bottom - from) * line), top * line);
      } finally {
        strip.delete();
      }
      work.signal.throwIfAborted();
    }
  } finally {
    clean.delete();
  }
  return { data: out, width, height, channels };
}
