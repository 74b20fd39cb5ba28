import { z } from "zod";
import { rounded } from "../../how-much";
import { defineOperation } from "../../operation";
import type { Raster } from "../../pixels/raster";
import { throughSharp } from "../../pixels/resize";
import { holds, largestInside, placeWindow, type Span, windowOnPeople } from "../../regions/people/heads";
import { boxOfWho } from "../../regions/subject-box";
import type { Work } from "../../work";

const CROP = "crop/cut/trim/cropped/cropping";
const NETWORK = "instagram/insta/facebook/fb/snapchat/whatsapp/youtube/tiktok";
const STORY = "story/stories/reel/reels/shorts/short/status";
const PHONE = "phone/iphone/android/smartphone/mobile/cell/phones";
const SAY_PEOPLE =
  "them/both/all/everyone/everybody/people/her/him/me/us/heads/faces/head/face/person/man/woman/couple/family/kids/children/two";
const SAY_THING = "subject/dog/cat/horse/bird/car/bike/boat/house/building/tree/flower/animal/pet/product";
const INSIDE = "in/inside/visible/frame/view/shot/sight/whole/full/fully/completely";
const BANNER = "banner/header/cover";
const RATIO = "ratio/aspect/format/proportions/crop/shape";

/** "4:5 but keep them both in": a shape, and who or what is to stay in the picture. */
const keeping = (shape: string, keep: "people" | "subject"): string[] => {
  const who = keep === "people" ? `${SAY_PEOPLE} of? ${SAY_PEOPLE}? ${SAY_PEOPLE}?` : `main? ${SAY_THING}`;
  const begin = `${CROP}/{make}? ${shape} ${RATIO}? ,/but/and/while/with?`;
  return [
    `${begin} {keep} ${who} ${INSIDE}? ${INSIDE}?`,
    // "Them" and "in" say nothing by themselves.
    ...(keep === "people" ? [`${begin} keepeverybody`, `${begin} ${who} ${INSIDE}`] : [`${begin} ${who} ${INSIDE}`]),
  ];
};

type Way = "across" | "upright";
type Meant = { width: number; height: number; keep?: "people" | "subject"; way?: Way };

/** Sizes of prints, in inches or centimetres, which one says with the shorter side first whichever way the picture lies. */
const PRINTS: ReadonlySet<string> = new Set("4x6 5x7 8x10 9x13 10x15 11x14 13x18 15x20 18x24 20x30 24x36".split(" "));

const isPrint = ({ width, height }: { width: number; height: number }): boolean => PRINTS.has(`${width}x${height}`);

const turned = <Shape extends { width: number; height: number }>(shape: Shape, way: Way): Shape =>
  way === "across" ? { ...shape, ...sidesOf(shape, false) } : { ...shape, ...sidesOf(shape, true) };

function sidesOf({ width, height }: { width: number; height: number }, isUpright: boolean) {
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  return isUpright ? { width: short, height: long } : { width: long, height: short };
}

/** A ratio of nothing is the one that is said. */
const KEEPING = (["people", "subject"] as const).flatMap((keep): { means: Meant | null; say: readonly string[] }[] => [
  { means: { keep, width: 0, height: 0 }, say: keeping("{ratio}", keep) },
  { means: { keep, width: 1, height: 1 }, say: keeping("square", keep) },
]);

/** Crops to a ratio, taking away as little as possible: so that no head is cut where that can be, else around the centre. */
export const crop = defineOperation({
  name: "crop",
  family: "geometry",
  title: "crop to a ratio",
  examples: ["crop to 16:9", "crop it square", "make it a square", "crop for instagram story"],
  schema: z.object({
    width: z.number().positive().max(100),
    height: z.number().positive().max(100),
    /** What is rather kept whole. */
    keep: z.enum(["people", "subject"]).default("people"),
    /** Whether it lies the way the picture does, as prints do. */
    either: z.boolean().default(false),
  }),
  changes: ["shape"],
  regional: false,
  phrases: [
    ...KEEPING,
    {
      means: null,
      say: [
        `{make}/crop? {ratio} ${BANNER}`,
        `{make}/crop? ${BANNER} {ratio}`,
        `{make}/crop/print? size? {ratio} cm/centimetres/centimeters`,
        `${CROP} down? {ratio} aspect? ${RATIO}?`,
        `{make} {ratio} aspect? ${RATIO}?`,
        `{make} aspect? ratio {ratio}`,
        `${CROP} aspect? ratio {ratio}`,
        `{ratio} ${RATIO}`,
        `{ratio} aspect ratio`,
        "{ratio}",
      ],
    },
    ...(["across", "upright"] as const).map((way) => {
      const words = way === "across" ? "landscape/horizontal/wide" : "portrait/vertical/upright/tall";
      return {
        means: { width: 0, height: 0, way },
        say: [`{make}/${CROP} ${words} {ratio} aspect? ${RATIO}?`, `{make}/${CROP} {ratio} ${words}`],
      };
    }),
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
    const ratio = means === null || means.width === 0 ? slots.ratio : means;
    if (ratio === undefined || strength < 1) return null;
    const { keep = "people", way } = means ?? {};
    const { width, height } = way === undefined ? ratio : turned(ratio, way);
    return { width: rounded(width), height: rounded(height), keep, either: way === undefined && isPrint(ratio) };
  },
  sentence: ({ width, height, keep, either }) =>
    `Crop the picture to ${width === height ? "a square" : `${width}:${height}${either ? ", the way it lies," : ""}`} around ${keep === "subject" ? "its subject" : "the people in it, or around its centre"}.`,
  async apply(raster, { width, height, keep, either }, work) {
    const shape = either ? sidesOf({ width, height }, raster.height > raster.width) : { width, height };
    const size = largestInside(raster, shape.width / shape.height);
    if (size.width === raster.width && size.height === raster.height) work.note("The picture has that shape already");
    const window = await (keep === "subject" ? windowOnSubject : windowOnPeople)(raster, size, work);
    return throughSharp(raster, (image) => image.extract(window));
  },
});

/** The window of that size in which as much of the subject is as can be. */
async function windowOnSubject(raster: Raster, size: { width: number; height: number }, work: Work): Promise<Span> {
  const box = await boxOfWho(raster, "subject", "any", work);
  const window = placeWindow([box], raster, size);
  if (!holds(window, box)) work.note("The subject did not fit into this shape whole");
  return window;
}
