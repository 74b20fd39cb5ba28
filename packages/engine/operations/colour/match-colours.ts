import { z } from "zod";
import { EngineError } from "../../errors";
import { clamp } from "../../how-much";
import { defineOperation } from "../../operation";
import { type ColourLut, applyLut, oklabLut } from "../../pixels/colour-lut";
import { colourBesideLight, sampleLab, spreadOf } from "../../pixels/colour-statistics";
import type { Triple } from "../../pixels/oklab";
import { softLimit } from "../../pixels/smoothstep";

/** Within what the spread of light and that of colours may be scaled; beyond, noise would be raised. */
const LIGHT_SCALE = [0.6, 1.5] as const;
const COLOUR_SCALE = [0.4, 1.7] as const;

/** How far the light follows; the colours follow wholly. */
const LIGHT_SHARE = 0.8;

/** A picture has almost no colour of its own (`colourBesideLight`) with less than this share of that of another, which has some. */
const NONE = 0.22;
const SOME = 0.01;

/** Shares of the other picture's pixels that are darker or paler than where the matched ones begin to be held back. */
const HELD = 0.9;
const MOST = 0.995;

const WHAT = "colour/colours/palette/tones/colouring/mood/hues/grading";
const MATCH = "match/copy/use/take/borrow/transfer/apply";

/** The colours of another version of the picture, by their means and spreads (after Reinhard and others). */
export const matchColours = defineOperation({
  name: "match-colours",
  family: "colour",
  title: "the colours of another version",
  examples: ["match the colours of the original", "match the colours of version 2", "use the palette of the original"],
  schema: z.object({ version: z.int().min(0).max(9999) }),
  changes: ["colour", "light"],
  regional: true,
  phrases: [
    {
      means: "original" as const,
      say: [
        `${MATCH} ${WHAT} with/from? original`,
        `${MATCH} original ${WHAT}`,
        `{make} ${WHAT} like/match/as/same original`,
        `{make} ${WHAT} like/as those/ones original`,
        `{give}? same ${WHAT} as original`,
        `restore original ${WHAT}`,
        `{turn}/give/get original ${WHAT} back`,
        `{turn}/give/get back original ${WHAT}`,
        `restore ${WHAT} original`,
      ],
    },
    {
      means: "number" as const,
      say: [
        `${MATCH} ${WHAT} with/from? edit/step/result? number? {number}`,
        `{make} ${WHAT} like/match/as/same version/edit/step/result? number? {number}`,
        `{give}? same ${WHAT} as version/edit/step/result? number? {number}`,
      ],
    },
  ],
  amounts: [],
  params({ means, strength, slots: { number } }) {
    if (strength < 1) return null;
    if (means === "original") return { version: 0 };
    return number === undefined || !Number.isInteger(number) || number > 9999 ? null : { version: number };
  },
  needs: ({ version }) => [version],
  sentence: ({ version }, _exact, of) =>
    `Match the colours of ${of} to ${version === 0 ? "the original" : `version ${version}`}.`,
  async apply(raster, { version }, work) {
    const own = await sampleLab(raster);
    const other = await sampleLab(await work.version(version));
    if (own.length === 0 || other.length === 0) return raster;
    const there = colourBesideLight(other);
    if (there > SOME && colourBesideLight(own) < NONE * there) throw noColour(version);
    return applyLut(raster, matching(own, other), work.signal);
  },
});

const noColour = (version: number): EngineError =>
  new EngineError("NOTHING_CHANGED", {
    detail:
      `This picture has almost no colour that could be matched; go on from ${version === 0 ? "the original" : `version ${version}`} ` +
      "itself to have its colours. Nothing was changed, and it cost nothing.",
  });

function matching(own: readonly Triple[], other: readonly Triple[]): ColourLut {
  const [from, to] = [spreadOf(own), spreadOf(other)];
  const scaled = (axis: 0 | 1 | 2, [least, most]: readonly [number, number]): number =>
    clamp(to.spread[axis] / Math.max(1e-3, from.spread[axis]), least, most);
  const [light, green, yellow] = [scaled(0, LIGHT_SCALE), scaled(1, COLOUR_SCALE), scaled(2, COLOUR_SCALE)];
  const lights = other.map(([lightness]) => lightness).sort((one, next) => one - next);
  const chromas = other.map(([, a, b]) => Math.hypot(a, b)).sort((one, next) => one - next);
  const at = (sorted: readonly number[], share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 1;
  const [bright, brightest] = [at(lights, HELD), at(lights, MOST)];
  const [vivid, mostVivid] = [at(chromas, HELD), at(chromas, MOST)];
  return oklabLut((lightness, a, b) => {
    const matched = softLimit((lightness - from.mean[0]) * light + to.mean[0], bright, brightest);
    // Black and white keep their places.
    const room = 1 - Math.abs(2 * clamp(lightness, 0, 1) - 1) ** 6;
    const [newA, newB] = [(a - from.mean[1]) * green + to.mean[1], (b - from.mean[2]) * yellow + to.mean[2]];
    const chroma = Math.hypot(newA, newB);
    const held = chroma === 0 ? 1 : softLimit(chroma, vivid, Math.max(mostVivid, vivid + 0.01)) / chroma;
    return [
      lightness + (matched - lightness) * LIGHT_SHARE * room,
      a + (newA * held - a) * room,
      b + (newB * held - b) * room,
    ];
  });
}
