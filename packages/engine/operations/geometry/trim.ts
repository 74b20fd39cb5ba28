import { z } from "zod";
import { EngineError } from "../../errors";
import { defineOperation } from "../../operation";
import { throughSharp } from "../../pixels/resize";
import { findUniformBorders } from "../../regions/uniform-borders";

const BORDERS = "border/borders/bars/margins/margin/frame/letterbox/letterboxing";
const PLAIN = "uniform/plain/empty/white/black/blank/grey/transparent/solid/dark/coloured";

/** Cuts off what surrounds the picture in one colour. */
export const trim = defineOperation({
  name: "trim",
  family: "geometry",
  title: "trim plain borders",
  examples: ["trim the borders", "remove the black bars", "crop away the white border", "cut off the empty margins"],
  schema: z.object({}),
  changes: ["shape"],
  regional: false,
  phrases: [
    {
      means: null,
      say: [
        "trim",
        `trim/remove/crop/delete/cut/erase off/away/out? ${PLAIN}? ${BORDERS}`,
        `trim/remove/crop/delete/cut/erase off/away/out? ${PLAIN}? ${BORDERS} off/away/around/out`,
        `trim/remove/crop/delete/cut off/away/out? ${PLAIN} space/edges/edge/areas`,
        `auto/automatically crop/trim ${PLAIN}? ${BORDERS}?`,
        "autocrop/autotrim",
        `get rid ${PLAIN}? ${BORDERS}`,
        "trim whitespace",
        "remove/crop/cut away/off/out? whitespace",
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => (strength < 1 ? null : {}),
  sentence: () => "Cut off the borders of a single colour around the picture.",
  async apply(raster) {
    const box = findUniformBorders(raster);
    if (box === null) {
      throw new EngineError("NOTHING_CHANGED", {
        detail: "No border of a single colour was found around this picture, so nothing was changed. It cost nothing.",
      });
    }
    return throughSharp(raster, (image) => image.extract(box));
  },
});
