import { z } from "zod";
import { clamp } from "../../how-much";
import { defineOperation } from "../../operation";
import { LUMA } from "../../pixels/colour-matrix";
import { histogramOf, levelBelow } from "../../pixels/histogram";
import { inSlices } from "../../pixels/in-slices";
import { type Triple, fromOklab } from "../../pixels/oklab";
import type { Raster } from "../../pixels/raster";
import { spokenColour } from "../../vocabulary/colours";
import { colourName, labOfColour } from "../parameters";

/** The pair when none was named: reads as a printed duotone and suits most pictures. */
const USUAL = { dark: "indigo", light: "peach" };

/** Lightness of the ink for shadows at most, and of that for light areas at least, so that the picture stays readable. */
const DARKEST_INK = 0.25;
const LIGHTEST_INK = 0.86;

/** Share of the pixels at each end of the tones that is not looked at, and the least range of tones that is spread over the inks. */
const UNCOUNTED = 0.01;
const NARROWEST = 0.5;

const TWO = "{colour} and/with/to? {colour}";

/** The light of the picture printed in two colours, one for what is dark and one for what is light. */
export const duotone = defineOperation({
  name: "duotone",
  family: "colour",
  title: "duotone",
  examples: ["make it a duotone", "duotone purple and orange", "give it a blue and yellow duotone look"],
  schema: z.object({ dark: colourName, light: colourName }),
  changes: ["colour", "light"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        "{make}? duotone/duotoned/duotones look/style/filter/print?",
        "{give} duotone look/style/filter/treatment?",
        `{make}? duotone/duotoned look/style? with/using/from? ${TWO}`,
        `{give} duotone look/style? with/using/from? ${TWO}`,
        `{make}? ${TWO} duotone/duotoned look/style?`,
        `{give} ${TWO} duotone look/style?`,
        `gradient map with? ${TWO}`,
        `{give} gradient map with/from? ${TWO}`,
      ],
    },
  ],
  amounts: [],
  params({ strength, slots: { colours = [] } }) {
    if (strength < 1) return null;
    const [first, second] = colours;
    if (first === undefined) return USUAL;
    if (second === undefined || first === second) return null;
    return labOfColour(first)[0] <= labOfColour(second)[0]
      ? { dark: first, light: second }
      : { dark: second, light: first };
  },
  sentence: ({ dark, light }, _exact, of) =>
    `Print ${of} in two colours: ${spokenColour(dark)} for what is dark, ${spokenColour(light)} for what is light.`,
  async apply(raster, { dark, light }, { signal }) {
    const inks = inkTable(labOfColour(dark), labOfColour(light), await rangeOf(raster));
    const { data, channels } = raster;
    inSlices(raster.width * raster.height, signal, (from, to) => {
      for (let at = from * channels; at < to * channels; at += channels) {
        const luma = (data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2];
        const place = Math.round(luma) * 3;
        data[at] = inks[place] ?? 0;
        data[at + 1] = inks[place + 1] ?? 0;
        data[at + 2] = inks[place + 2] ?? 0;
      }
    });
    return raster;
  },
});

/** The darkest and the lightest tone of the picture, 0..1: they get the pure inks. Wider where it has hardly any range. */
async function rangeOf(raster: Raster): Promise<[from: number, to: number]> {
  const counts = await histogramOf(raster);
  const [dark, light] = [levelBelow(counts, UNCOUNTED), levelBelow(counts, 1 - UNCOUNTED)];
  const lacking = Math.max(0, NARROWEST - (light - dark)) / 2;
  return [Math.max(0, dark - lacking), Math.min(1, light + lacking)];
}

/** Red, green and blue for each luma. Mixed in Oklab, so that the way from ink to ink does not turn muddy. */
function inkTable(dark: Triple, light: Triple, [darkest, lightest]: readonly [number, number]): Uint8Array {
  const [from, to] = [Math.min(dark[0], DARKEST_INK), Math.max(light[0], LIGHTEST_INK)];
  const table = new Uint8Array(256 * 3);
  for (let luma = 0; luma < 256; luma++) {
    const share = clamp((luma / 255 - darkest) / (lightest - darkest), 0, 1);
    const mixed = (one: number, other: number): number => one + (other - one) * share;
    const levels = fromOklab(mixed(from, to), mixed(dark[1], light[1]), mixed(dark[2], light[2]));
    for (const [channel, level] of levels.entries()) table[luma * 3 + channel] = Math.round(level * 255);
  }
  return table;
}
