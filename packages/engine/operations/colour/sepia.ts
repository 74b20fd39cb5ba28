import { z } from "zod";
import type { Matrix3x3 } from "sharp";
import { howMuch, rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { mixedMatrix } from "../../pixels/colour-matrix";
import { throughSharp } from "../../pixels/resize";

const USUAL_MIX = 0.9;

/** Brown tones as of a toned print; the rows of the W3C's `sepia()` filter. */
const SEPIA: Matrix3x3 = [
  [0.393, 0.769, 0.189],
  [0.349, 0.686, 0.168],
  [0.272, 0.534, 0.131],
];

/** The brown tones of an old print. */
export const sepia = defineOperation({
  name: "sepia",
  family: "colour",
  title: "sepia",
  examples: ["make it sepia", "add a slight sepia tone", "give it a sepia look"],
  schema: z.object({ mix: z.number().min(0.02).max(1) }),
  changes: ["colour", "light"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        "{make}? sepia tone/toned/tones/look/filter/tint?",
        "{give} sepia tone/tones/look/filter/tint/toning?",
        "sepia tone/look/filter?",
        "tone sepia",
      ],
    },
  ],
  amounts: ["percent"],
  params({ strength, amount }) {
    const mix = amount === null ? Math.min(1, USUAL_MIX * strength) : amount.value / 100;
    return mix < 0.02 || mix > 1 ? null : { mix: rounded(mix) };
  },
  sentence({ mix }, exact, of) {
    return `Tone ${of} sepia${exact ? ` by ${Math.round(mix * 100)} %` : howMuch(mix / USUAL_MIX)}.`;
  },
  apply: (raster, { mix }) => throughSharp(raster, (image) => image.recomb(mixedMatrix(SEPIA, mix))),
});
