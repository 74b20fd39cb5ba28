import { z } from "zod";
import { defineOperation } from "../../operation";
import { applyLut, oklabLut } from "../../pixels/colour-lut";

const VERB = "make/makes/turn/paint/repaint/colour/recolour/dye/change/convert/transform/render/get/set/have";

/** How light what was white is once it is black; what was darker is darker still, so that its shape stays to be seen. */
const LIGHTEST_BLACK = 0.3;
const FALL_OF_BLACK = 1.6;

/** How far below white lies what was black, once it is white. */
const DEPTH_OF_WHITE = 0.2;
const RISE_OF_WHITE = 0.8;

/** How much of its colour a part keeps. */
const LEFT_OF_COLOUR = 0.05;

/** A part of the picture black or white, its shading kept. Of the whole picture that would leave nothing. */
export const repaint = defineOperation({
  name: "repaint",
  family: "colour",
  title: "a part black or white",
  examples: ["make the sky black", "make the blue bricks white", "paint the red black"],
  schema: z.object({ colour: z.enum(["black", "white"]) }),
  changes: ["colour", "light"],
  regional: true,
  partsOnly: ["sky", "ground", "water", "colour", "thing"],
  phrases: (["black", "white"] as const).map((colour) => ({
    means: colour,
    say: [`${VERB} ${colour}`, `${VERB} plain/pure/all ${colour}`],
  })),
  amounts: [],
  params: ({ means, strength }) => (strength < 1 ? null : { colour: means }),
  sentence: ({ colour }, _exact, of) => `Make ${of} ${colour}, with its shading kept.`,
  apply(raster, { colour }, { signal }) {
    const lut = oklabLut((lightness, a, b) => {
      const light = Math.min(1, Math.max(0, lightness));
      const after =
        colour === "black"
          ? LIGHTEST_BLACK * light ** FALL_OF_BLACK
          : 1 - DEPTH_OF_WHITE * (1 - light) ** RISE_OF_WHITE;
      return [after, a * LEFT_OF_COLOUR, b * LEFT_OF_COLOUR];
    });
    return applyLut(raster, lut, signal);
  },
});
