import { z } from "zod";
import { defineOperation } from "../../operation";
import { throughSharp } from "../../pixels/resize";

/** A mirror image, left for right or top for bottom. */
export const flip = defineOperation({
  name: "flip",
  family: "geometry",
  title: "flip or mirror",
  examples: ["flip it horizontally", "mirror the picture", "flip vertically"],
  schema: z.object({ axis: z.enum(["horizontal", "vertical"]) }),
  changes: ["shape"],
  regional: false,
  phrases: [
    {
      means: "horizontal" as const,
      say: [
        "flip/mirror/flop/flipped/mirrored horizontally/sideways?",
        "{make} mirror/mirrored picture?",
        "mirror left right",
        "flip/mirror left and? right",
        "flip/mirror from? left right",
        "swap left and? right",
        "flip/mirror along/on/around? horizontal axis?",
        "horizontal flip",
        "{make} horizontal flip",
        // "Way" is a word of strength.
        "flip/mirror/flipped/mirrored other round/around?",
        "flip/mirror around/round?",
      ],
    },
    {
      means: "vertical" as const,
      say: [
        "flip/mirror/flipped vertically",
        "flip/mirror top and? bottom",
        "flip/mirror from? top bottom",
        "flip/mirror along/on/around? vertical axis?",
        "vertical flip",
        "{make} vertical flip",
      ],
    },
  ],
  amounts: [],
  params: ({ means }) => ({ axis: means }),
  sentence: ({ axis }) =>
    axis === "horizontal" ? "Mirror the picture left to right." : "Mirror the picture top to bottom.",
  apply: (raster, { axis }) => throughSharp(raster, (image) => (axis === "horizontal" ? image.flop() : image.flip())),
});
