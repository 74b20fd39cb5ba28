import { z } from "zod";
import { LUMA } from "../../colour-matrix";
import { clamp } from "../../how-much";
import { inSlices } from "../../in-slices";
import { keepAlpha } from "../../keep-alpha";
import { defineOperation } from "../../operation";
import type { Raster } from "../../raster";
import { throughSharp } from "../../through-sharp";

/** Steps of each channel when no number was said, and within what they may lie. */
const USUAL = 5;
const FEWEST = 2;
const MOST = 64;

/** Pixels across of the median that makes the areas clean, in small pictures and in large ones. */
const CLEAN = 3;
const CLEAN_LARGE = 5;

/** Shorter side from which on a picture is large, in pixels. */
const LARGE = 700;

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
  async apply(raster, { levels }, { signal }) {
    const clean = await smoothed(raster, signal);
    const { data, channels } = clean;
    const lightStep = 255 / (levels - 1);
    const colourStep = (255 * COLOUR_STEP) / levels;
    const stepped = (value: number, step: number): number => Math.round(value / step) * step;
    await inSlices(clean.width * clean.height, signal, (from, to) => {
      for (let at = from * channels; at < to * channels; at += channels) {
        const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
        const light = red * LUMA[0] + green * LUMA[1] + blue * LUMA[2];
        const even = stepped(light, lightStep);
        const ofRed = stepped(red - light, colourStep);
        const ofBlue = stepped(blue - light, colourStep);
        // What red and blue have above the light, green has below it.
        const ofGreen = -(ofRed * LUMA[0] + ofBlue * LUMA[2]) / LUMA[1];
        data[at] = clamp(Math.round(even + ofRed), 0, 255);
        data[at + 1] = clamp(Math.round(even + ofGreen), 0, 255);
        data[at + 2] = clamp(Math.round(even + ofBlue), 0, 255);
      }
    });
    return clean;
  },
});

/** Specks would become areas of their own. */
async function smoothed(raster: Raster, signal: AbortSignal): Promise<Raster> {
  const shorter = Math.min(raster.width, raster.height);
  if (shorter <= CLEAN) return raster;
  const across = shorter < LARGE ? CLEAN : CLEAN_LARGE;
  return keepAlpha(await throughSharp(raster, (image) => image.median(across)), raster, signal);
}
