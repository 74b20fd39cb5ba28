import { z } from "zod";
import { isPaint, NEUTRAL_NAMES, paintOf } from "../../draw/paint";
import { defineOperation } from "../../operation";
import { blurOutside } from "../../pixels/blur-outside";
import type { Raster } from "../../pixels/raster";
import { throughSharp } from "../../pixels/resize";
import { largestInside, windowOnPeople } from "../../regions/people/heads";
import { spokenColour } from "../../vocabulary/colours";
import { NAMED_SIZES } from "../../vocabulary/named-sizes";
import type { Work } from "../../work";
import { refuseTooLarge } from "../parameters";

const NEUTRAL = "resize/scale/rescale/resized/scaled/resizing";
const RESIZE = `${NEUTRAL}/shrink/downscale/downsize/downsample/reduce/enlarge/upscale`;
const SIZE = "size/resolution/dimensions";
const BARS = "bars/bar/padding/borders/border/margins/background/letterbox/letterboxing";

/** The most pixels that may be asked for along one side. */
const MOST_SIDE = 30_000;

/** "64x64" is a shape to everybody but who resizes to it: from so many pixels on. */
const LEAST_SAID = 32;

/** From this enlargement on it is told that no detail comes of it. */
const ENLARGED = 1.1;

type Means = { named: number | null; fit: "crop" | "bars"; fill: string | null };

const FILLED: ReadonlyArray<readonly [fill: string | null, words: string]> = [
  ["blur", "blurred/blurry/blur"],
  [null, "{colour}"],
  ...NEUTRAL_NAMES.map((name) => [name, name] as const),
];

/** Ways to ask for a size in figures. */
const inFigures: { means: Means; say: string[] }[] = [
  {
    means: { named: null, fit: "crop", fill: "blur" },
    say: [
      `${RESIZE}/{make}/crop/export exactly? {size} pixels? exactly?`,
      `${NEUTRAL} down/up {size} pixels?`,
      `crop and ${NEUTRAL} {size} pixels?`,
      `${RESIZE}/{make}/crop {size} pixels? ,/and? crop/cropped/cropping/fill/filled`,
      `${RESIZE}/{make}/crop/adjust ${SIZE} {size} pixels?`,
      `fill {size} pixels?`,
      `${SIZE}? {size} pixels? ${SIZE}?`,
      `${NEUTRAL} {ratio} pixels?`,
    ],
  },
  {
    means: { named: null, fit: "bars", fill: "blur" },
    say: [
      `${RESIZE}/{make}? fit {size} pixels?`,
      `${RESIZE}/{make}/fit {size} pixels? without cropping/crop`,
      `${RESIZE}/{make}/fit {size} pixels? ,/but/and? do not crop/cut anything?`,
      `${RESIZE}/{make}/fit {size} pixels? ,/with/and? no crop/cropping`,
      `${RESIZE}/{make}/fit {size} pixels? ,/and/but? {keep} everything/all/whole?`,
      `${RESIZE}/{make} fit {size} pixels? without cropping/crop`,
    ],
  },
  {
    means: { named: null, fit: "bars", fill: "black" },
    say: [`${RESIZE}/{make}/fit fit? {size} pixels? ,/and? with/using/adding/add ${BARS}`],
  },
  ...FILLED.map(([fill, words]) => ({
    means: { named: null, fit: "bars" as const, fill },
    say: [
      `${RESIZE}/{make}/fit? fit? {size} pixels? ,/and? with/using/adding/add ${words} ${BARS}`,
      `put/place on {size} pixels? ${words} background/canvas`,
    ],
  })),
];

/** What something is made for, by name. Whoever says "crop" for YouTube's thumbnail gets its shape only. */
const byName: { means: Means; say: string[] }[] = NAMED_SIZES.flatMap(({ say }, named) => [
  {
    means: { named, fit: "crop" as const, fill: "blur" },
    say: say.flatMap((name) => [
      `${RESIZE}/{make}/fit/format/prepare/use? fit? for/as? ${name} ${SIZE}/format?`,
      ...(name.startsWith("y") ? [] : [`crop for? ${name}`]),
    ]),
  },
  {
    means: { named, fit: "bars" as const, fill: "blur" },
    say: say.map((name) => `${RESIZE}/{make}/fit fit? for/as? ${name} without cropping`),
  },
]);

/** A number of pixels across and down, exactly: filled and cropped, or all of the picture with bars. */
export const exactSize = defineOperation({
  name: "exact-size",
  family: "geometry",
  title: "resize to an exact size",
  examples: [
    "resize it to 1920x1080",
    "make it a YouTube thumbnail",
    "resize to 1080 by 1350 without cropping",
    "fit it into 800x800 with white bars",
  ],
  schema: z.object({
    width: z.number().int().min(1).max(MOST_SIDE),
    height: z.number().int().min(1).max(MOST_SIDE),
    fit: z.enum(["crop", "bars"]),
    /** Of the bars: `blur` or the name of a colour. */
    fill: z.string().refine((name) => name === "blur" || isPaint(name)),
  }),
  changes: ["shape"],
  regional: false,
  phrases: [...inFigures, ...byName],
  amounts: [],
  params({ means, slots }) {
    const { ratio } = slots;
    const isSize = ratio !== undefined && Math.min(ratio.width, ratio.height) >= LEAST_SAID;
    const size = means.named === null ? (slots.size ?? (isSize ? ratio : undefined)) : NAMED_SIZES[means.named];
    const fill = means.fill ?? slots.colour;
    if (size === undefined || fill === undefined) return null;
    const { width, height } = size;
    const canBe = [width, height].every((side) => Number.isInteger(side) && side <= MOST_SIDE);
    return canBe ? { width, height, fit: means.fit, fill } : null;
  },
  sentence({ width, height, fit, fill }) {
    const size = `exactly ${width} × ${height} pixels`;
    if (fit === "crop") {
      return `Make the picture ${size}; what reaches beyond is cropped, around the people in it or around its centre.`;
    }
    const bars = fill === "blur" ? "a blurred mirror image of its edge" : `${spokenColour(fill)} bars`;
    return `Make the picture ${size}, all of it in its own proportions, with ${bars} beside it.`;
  },
  async apply(raster, { width, height, fit, fill }, work) {
    refuseTooLarge(width, height);
    if (width === raster.width && height === raster.height) {
      work.note(`The picture has ${width} × ${height} pixels already`);
      return raster;
    }
    if (fit === "bars") return withBars(raster, { width, height }, fill, work);
    const window = await windowOnPeople(raster, largestInside(raster, width / height), work);
    tellEnlarged(width / window.width, work);
    return throughSharp(raster, (image) =>
      image.extract(window).resize(width, height, { fit: "fill", kernel: "lanczos3" }),
    );
  },
});

async function withBars(
  raster: Raster,
  to: { width: number; height: number },
  fill: string,
  work: Work,
): Promise<Raster> {
  const share = Math.min(to.width / raster.width, to.height / raster.height);
  tellEnlarged(share, work);
  const [width, height] = [
    Math.max(1, Math.min(to.width, Math.round(raster.width * share))),
    Math.max(1, Math.min(to.height, Math.round(raster.height * share))),
  ];
  const [left, top] = [Math.floor((to.width - width) / 2), Math.floor((to.height - height) / 2)];
  const room = { left, right: to.width - width - left, top, bottom: to.height - height - top };
  const small = await throughSharp(raster, (image) => image.resize(width, height, { fit: "fill", kernel: "lanczos3" }));
  if (fill === "blur") {
    const wide = await throughSharp(small, (image) => image.extend({ ...room, extendWith: "mirror" }));
    return blurOutside(wide, room, work.signal);
  }
  const [r, g, b] = paintOf(fill);
  return throughSharp(small, (image) => image.extend({ ...room, background: { r, g, b, alpha: 1 } }));
}

function tellEnlarged(factor: number, work: Work): void {
  if (factor < ENLARGED) return;
  work.note(`It was enlarged ${Math.round(factor * 10) / 10} times for this size, which adds no detail`);
}
