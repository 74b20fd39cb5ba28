import { z } from "zod";
import { EngineError } from "../../errors";
import { defineOperation } from "../../operation";
import { throughSharp } from "../../pixels/resize";
import { headsOf, holds, largestInside, placeWindow } from "../../regions/people/heads";

const VERB = "make/makes/making/crop/set/change/convert/have/give/get/cut/reframe";
const FORMAT = "orientation/format/shape/ratio/crop/layout";

/** Width by height: the shape of a photograph, and a less narrow one where that would cut heads. */
const SHAPES = {
  landscape: [
    [3, 2],
    [5, 4],
  ],
  portrait: [
    [2, 3],
    [4, 5],
  ],
} as const;

/** Crops to an upright or a lying shape. */
export const orientation = defineOperation({
  name: "orientation",
  family: "geometry",
  title: "make it landscape or portrait",
  examples: ["make it portrait", "make it landscape", "crop it to a vertical format"],
  schema: z.object({ shape: z.enum(["landscape", "portrait"]) }),
  changes: ["shape"],
  regional: false,
  phrases: (["landscape", "portrait"] as const).map((shape) => {
    const words = shape === "landscape" ? "landscape" : "portrait/vertical/upright";
    const level = shape === "landscape" ? [`${VERB} horizontal ${FORMAT}`] : [];
    return { means: shape, say: [`${VERB} ${words} ${FORMAT}?`, `turn? ${words} orientation/format/layout`, ...level] };
  }),
  amounts: [],
  params: ({ means, strength }) => (strength < 1 ? null : { shape: means }),
  sentence: ({ shape }) =>
    shape === "landscape"
      ? "Crop the picture to a landscape format, 3:2 or, where that would cut heads, 5:4."
      : "Crop the picture to a portrait format, 2:3 or, where that would cut heads, 4:5.",
  async apply(raster, { shape }, work) {
    const { width, height } = raster;
    if (shape === "landscape" ? width > height : height > width) {
      throw new EngineError("NOTHING_CHANGED", {
        detail: `The picture is ${width} × ${height} pixels, which is ${shape} already, so nothing was changed. It cost nothing. Say “crop to ${shape === "landscape" ? "16:9" : "4:5"}” for another shape.`,
      });
    }
    const heads = await headsOf(raster, work);
    const [slim, wide] = SHAPES[shape].map(([across, down]) =>
      placeWindow(heads, raster, largestInside(raster, across / down)),
    );
    if (slim === undefined || wide === undefined) return raster;
    const whole = (window: typeof slim): number => heads.filter((head) => holds(window, head)).length;
    const window = whole(wide) > whole(slim) ? wide : slim;
    const left = heads.length - whole(window);
    if (left > 0)
      work.note(
        `${left} of ${heads.length === 1 ? "1 head" : `${heads.length} heads`} found did not fit into this shape whole`,
      );
    return throughSharp(raster, (image) => image.extract(window));
  },
});
