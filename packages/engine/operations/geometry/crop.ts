import { z } from "zod";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { throughSharp } from "../../pixels/resize";

const CROP = "crop/cut/trim/cropped/cropping";
const RATIO = "ratio/aspect/format/proportions/crop/shape";

/** Crops to a ratio around the centre, taking away as little as possible. */
export const crop = defineOperation({
  name: "crop",
  family: "geometry",
  title: "crop to a ratio",
  examples: ["crop to 16:9", "crop it square", "make it a square", "crop for instagram story"],
  schema: z.object({ width: z.number().positive().max(100), height: z.number().positive().max(100) }),
  changes: ["shape"],
  regional: false,
  phrases: [
    {
      means: null,
      say: [
        `${CROP} down? {ratio} aspect? ${RATIO}?`,
        `{make} landscape/portrait? {ratio} aspect? ${RATIO}?`,
        `{make} aspect? ratio {ratio}`,
        `${CROP} aspect? ratio {ratio}`,
        `{ratio} ${RATIO}`,
        `{ratio} aspect ratio`,
        "{ratio}",
      ],
    },
    {
      means: { width: 1, height: 1 },
      say: [
        `${CROP} down? square ${RATIO}?`,
        `{make} square ${RATIO}?`,
        `square ${RATIO}`,
        `${CROP} for? instagram post`,
      ],
    },
    {
      means: { width: 4, height: 5 },
      say: [`${CROP} for? instagram portrait ${RATIO}?`, `{make}? instagram portrait ${RATIO}`],
    },
    {
      means: { width: 9, height: 16 },
      say: [
        `${CROP} for? instagram? story/stories/reel/tiktok`,
        `{make} fit? for? instagram story/stories/reel`,
        "for? instagram story/reel",
      ],
    },
    {
      means: { width: 16, height: 9 },
      say: [`${CROP} widescreen ${RATIO}?`, `{make} widescreen ${RATIO}?`, `${CROP} for? youtube thumbnail?`],
    },
  ],
  amounts: [],
  params({ means, slots, strength }) {
    const ratio = means ?? slots.ratio;
    if (ratio === undefined || strength < 1) return null;
    return { width: rounded(ratio.width), height: rounded(ratio.height) };
  },
  sentence: ({ width, height }) =>
    width === height
      ? "Crop the picture to a square around its centre."
      : `Crop the picture to ${width}:${height} around its centre.`,
  apply(raster, { width, height }) {
    const ratio = width / height;
    const isTooWide = raster.width / raster.height > ratio;
    const to = {
      width: isTooWide ? Math.max(1, Math.round(raster.height * ratio)) : raster.width,
      height: isTooWide ? raster.height : Math.max(1, Math.round(raster.width / ratio)),
    };
    const left = Math.floor((raster.width - to.width) / 2);
    const top = Math.floor((raster.height - to.height) / 2);
    return throughSharp(raster, (image) => image.extract({ ...to, left, top }));
  },
});
