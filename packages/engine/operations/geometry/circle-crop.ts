import { z } from "zod";
import { maskCorners } from "../../draw/mask-corners";
import { defineOperation } from "../../operation";
import { throughSharp } from "../../pixels/resize";
import { windowOnPeople } from "../../regions/people/heads";

const CROP = "crop/cut/trim/cropped";

/** The largest circle around the people, or the centre; the rest becomes transparent. */
export const circleCrop = defineOperation({
  name: "circle-crop",
  family: "geometry",
  title: "crop to a circle",
  examples: ["crop it to a circle", "make it round", "circular crop", "crop it for a round avatar"],
  schema: z.object({}),
  changes: ["shape"],
  regional: false,
  phrases: [
    {
      means: null,
      say: [
        `${CROP}/{make} circle/circular/round shape?`,
        `${CROP}/{make} circle/circular/round crop/cutout`,
        `${CROP}/{make} out? circle`,
        "circle/circular/round crop",
        `${CROP}/{make} for? as? round/circular? avatar`,
        `${CROP}/{make} for? as? round/circular profile picture?`,
        "round/circular avatar/profile",
      ],
    },
  ],
  amounts: [],
  params: ({ strength }) => (strength < 1 ? null : {}),
  sentence: () =>
    "Crop the picture to a circle around the people in it, or around its centre; the rest becomes transparent.",
  async apply(raster, _params, work) {
    const side = Math.min(raster.width, raster.height);
    const window = await windowOnPeople(raster, { width: side, height: side }, work);
    return maskCorners(await throughSharp(raster, (image) => image.extract(window)), side / 2);
  },
});
