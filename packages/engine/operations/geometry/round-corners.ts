import { z } from "zod";
import { maskCorners } from "../../draw/mask-corners";
import { clamp, howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";

/** Radius of the usual corners, in percent of the shorter side. */
const USUAL = 7;

/** How much was said for a radius that was not. */
const saidStrength = (percent: number): number => (percent > USUAL ? Math.sqrt(percent / USUAL) : percent / USUAL);

/** Rounds the corners off; what is outside becomes transparent. */
export const roundCorners = defineOperation({
  name: "round-corners",
  family: "geometry",
  title: "round the corners",
  examples: ["round the corners", "add rounded corners", "give it slightly rounded corners", "make the corners round"],
  schema: z.object({
    /** Of the shorter side. */
    percent: z.number().min(0.5).max(50),
    /** Exact radius; 0: `percent`. */
    pixels: z.number().int().min(0).max(20_000),
  }),
  changes: ["shape"],
  regional: false,
  phrases: [
    {
      means: null,
      say: [
        "round/soften off? corners/corner {pixels}?",
        "{give}? rounded/round/rounder/soft corners/corner {pixels}?",
        "{give} corners/corner rounded/round/rounder {pixels}?",
        "corners/corner rounded/round",
        "{give}? {pixels} rounded/round corners",
        "{give}? corner radius {pixels}",
        "round corners {pixels} radius?",
      ],
    },
  ],
  amounts: ["percent"],
  params({ slots, strength, amount }) {
    // "A lot" has to be seen beside the usual: strength counts twice.
    const percent = amount?.value ?? Math.min(50, USUAL * strength * Math.max(1, strength));
    if (percent <= 0 || percent > 50 || (slots.pixels !== undefined && slots.pixels < 1)) return null;
    return { percent: rounded(clamp(percent, 0.5, 50)), pixels: Math.min(20_000, Math.round(slots.pixels ?? 0)) };
  },
  sentence({ percent, pixels }, exact) {
    if (pixels > 0)
      return `Round the corners with a radius of ${pixels} pixels; what lies outside becomes transparent.`;
    const much = exact ? ` by ${percent} % of the shorter side` : howMuch(saidStrength(percent));
    return `Round the corners${much}; what lies outside becomes transparent.`;
  },
  async apply(raster, { percent, pixels }) {
    const shorter = Math.min(raster.width, raster.height);
    return maskCorners(raster, Math.min(shorter / 2, pixels > 0 ? pixels : Math.max(1, (shorter * percent) / 100)));
  },
});
