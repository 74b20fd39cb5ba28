import { z } from "zod";
import { defineOperation } from "../../operation";
import { throughSharp } from "../../pixels/resize";

/** Shares of red, green and blue in the grey behind a coloured glass; each sums to 1. A red glass darkens a blue sky. */
const FILTERS = {
  red: [0.9, 0.15, -0.05],
  orange: [0.65, 0.35, 0],
  yellow: [0.42, 0.53, 0.05],
  green: [0.15, 0.75, 0.1],
  blue: [0.05, 0.2, 0.75],
} as const;

const FILTER_NAMES = ["red", "orange", "yellow", "green", "blue"] as const;

const BW = "bw/greyscale/monochrome";

/** Black and white as through a coloured glass before the lens: its own colour becomes light, the opposite dark. */
export const blackAndWhiteFilter = defineOperation({
  name: "black-and-white-filter",
  family: "colour",
  title: "black and white through a coloured filter",
  examples: [
    "black and white with a red filter",
    "make it black and white using a green filter",
    "monochrome with a yellow filter",
  ],
  schema: z.object({ filter: z.enum(FILTER_NAMES) }),
  changes: ["colour", "light"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        "{make}? black and white with/using/through/behind? {colour} filter/lens/glass",
        `{make}? ${BW} with/using/through/behind? {colour} filter/lens/glass`,
        "{make}? {colour} filter/filtered black and white",
        `{make}? {colour} filter/filtered ${BW}`,
        "{make}? black and white , {colour} filter",
        `{make}? ${BW} , {colour} filter`,
      ],
    },
  ],
  amounts: [],
  params({ strength, slots: { colour } }) {
    const filter = FILTER_NAMES.find((name) => name === colour);
    return filter === undefined || strength < 1 ? null : { filter };
  },
  sentence: ({ filter }, _exact, of) => `Turn ${of} black and white as through a ${filter} filter.`,
  apply(raster, { filter }) {
    const [red, green, blue] = FILTERS[filter];
    return throughSharp(raster, (image) =>
      image.recomb([
        [red, green, blue],
        [red, green, blue],
        [red, green, blue],
      ]),
    );
  },
});
