import { z } from "zod";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import { throughSharp } from "../../pixels/resize";
import { largestInside, windowOnPeople } from "../../regions/people/heads";

const CROP = "crop/cut/trim/cropped/cropping";
const NETWORK = "instagram/insta/facebook/fb/snapchat/whatsapp/youtube/tiktok";
const STORY = "story/stories/reel/reels/shorts/short/status";
const PHONE = "phone/iphone/android/smartphone/mobile/cell/phones";
const RATIO = "ratio/aspect/format/proportions/crop/shape";

/** Crops to a ratio, taking away as little as possible: so that no head is cut where that can be, else around the centre. */
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
        `${CROP} for? ${NETWORK}? ${STORY}/tiktok`,
        `{make} fit? for? ${NETWORK}? ${STORY} size/format?`,
        `for? ${NETWORK} ${STORY} size/format?`,
        "story/reel/tiktok size/format",
        "{make} fit? for? tiktok size/format?",
      ],
    },
    {
      // The screens of most telephones since 2018 are between 9:19 and 9:20.
      means: { width: 9, height: 19.5 },
      say: [
        `${CROP}/{make}/fit fit? for? as? ${PHONE} wallpaper/lockscreen/background size/format?`,
        `${CROP}/{make}/fit fit? for? as? wallpaper/lockscreen for? ${PHONE}`,
        `wallpaper/lockscreen for? ${PHONE}`,
        `${CROP}/{make}/fit? for? as? lock screen/wallpaper wallpaper?`,
        `${CROP}/{make}/fit fit? for? ${PHONE} screen`,
        `for? ${PHONE} wallpaper/lockscreen`,
      ],
    },
    {
      means: { width: 16, height: 9 },
      say: [
        `${CROP} widescreen ${RATIO}?`,
        `{make} widescreen ${RATIO}?`,
        `${CROP} for? youtube thumbnail?`,
        `${CROP}/{make} for? as? desktop/computer/laptop/pc wallpaper`,
        "desktop/computer/laptop/pc wallpaper",
      ],
    },
  ],
  amounts: [],
  params({ means, slots, strength }) {
    const ratio = means ?? slots.ratio;
    if (ratio === undefined || strength < 1) return null;
    return { width: rounded(ratio.width), height: rounded(ratio.height) };
  },
  sentence: ({ width, height }) =>
    `Crop the picture to ${width === height ? "a square" : `${width}:${height}`} around the people in it, or around its centre.`,
  async apply(raster, { width, height }, work) {
    const size = largestInside(raster, width / height);
    if (size.width === raster.width && size.height === raster.height) work.note("The picture has that shape already");
    const window = await windowOnPeople(raster, size, work);
    return throughSharp(raster, (image) => image.extract(window));
  },
});
