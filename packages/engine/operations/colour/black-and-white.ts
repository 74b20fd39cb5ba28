import { z } from "zod";
import { defineOperation } from "../../operation";
import { GREY_MATRIX } from "../../pixels/colour-matrix";
import { throughSharp } from "../../pixels/resize";

/** Every colour to the grey of its light. */
export const blackAndWhite = defineOperation({
  name: "black-and-white",
  family: "colour",
  title: "black and white",
  examples: ["make it black and white", "convert to grayscale", "remove the colors", "b&w please"],
  schema: z.object({}),
  changes: ["colour"],
  regional: true,
  phrases: [
    {
      means: 1,
      say: [
        "{make}? bw/greyscale/monochrome/grey/mono tones/tone/picture?",
        "{make}? black and white",
        "{make}? black white",
        "{make}? colourless",
        "{make}? shades grey/greys",
        "remove/strip/drop/lose/delete all? colour/colours out?",
        "take all? colour/colours out/away",
        "drain/suck all? colour/colours out/away? from?",
        "drain/suck out all? colour/colours from?",
        "take out/away all? colour/colours",
        "decolourise",
        "{make}? no/without colour/colours",
      ],
    },
  ],
  amounts: [],
  // "A bit black and white" asks for something else than no colour at all.
  params: ({ strength }) => (strength < 1 ? null : {}),
  sentence: (_params, _exact, of) => `Turn ${of} black and white.`,
  apply: (raster) => throughSharp(raster, (image) => image.recomb(GREY_MATRIX)),
});
