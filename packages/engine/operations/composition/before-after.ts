import { z } from "zod";
import { drawText } from "../../draw/draw-text";
import { defineOperation } from "../../operation";
import type { Raster } from "../../pixels/raster";
import { throughSharp } from "../../pixels/resize";
import type { Work } from "../../work";

/** White room between the two, as a share of their shorter side. */
const GAP = 0.012;

/** Height of the labels' letters, as a share of the shorter side. */
const LABEL = 0.055;

/** The most pixels of the whole; larger pairs are made smaller. */
const MOST = 50_000_000;

const SHOW = "show/put/make/create/place/give/add/compare/combine/display/have/set/arrange";
const COMPARISON = "comparison/collage/picture/image/view/pair/diptych";

/** The original upload and the present picture in one, for comparing them. */
export const beforeAfter = defineOperation({
  name: "before-after",
  family: "composition",
  title: "before and after in one picture",
  examples: [
    "show before and after",
    "put before and after side by side",
    "make a before and after comparison",
    "stack before and after",
  ],
  schema: z.object({ layout: z.enum(["side", "stacked"]), labels: z.boolean() }),
  changes: ["content", "shape"],
  regional: false,
  phrases: [
    { means: { layout: "side", labels: true }, say: phrases("", "") },
    { means: { layout: "side", labels: true }, say: phrases("", "with labels") },
    { means: { layout: "side", labels: false }, say: phrases("", "without labels/text/words") },
    { means: { layout: "stacked", labels: true }, say: phrases("stacked", "") },
    { means: { layout: "stacked", labels: false }, say: phrases("stacked", "without labels/text/words") },
  ].map(({ means, say }) => ({ means: means as { layout: "side" | "stacked"; labels: boolean }, say })),
  amounts: [],
  params: ({ means, strength }) => (strength < 1 ? null : means),
  needs: () => [0],
  sentence: ({ layout, labels }) =>
    `Put the original and the edited picture ${layout === "side" ? "side by side" : "one above the other"}${labels ? ", with labels" : ""}.`,
  async apply(raster, { layout, labels }, work) {
    const isSide = layout === "side";
    const original = await work.version(0);
    const share = isSide ? raster.height / original.height : raster.width / original.width;
    const size = { width: original.width * share, height: original.height * share };
    const gap = Math.max(1, Math.round(Math.min(raster.width, raster.height) * GAP));
    const width = isSide ? raster.width + gap + size.width : raster.width;
    const height = isSide ? raster.height : raster.height + gap + size.height;
    const shrink = Math.min(1, Math.sqrt((MOST * 0.999) / (width * height)));
    const channels = Math.max(raster.channels, original.channels) === 4 ? 4 : 3;
    // The side along which they touch must be the same to the pixel.
    const common = Math.max(1, Math.floor((isSide ? raster.height : raster.width) * shrink));
    const half = (picture: Raster, label: string): Promise<Raster> =>
      halfOf(picture, { isSide, common, channels, label }, work);
    const before = await half(original, labels ? "Before" : "");
    const after = await half(raster, labels ? "After" : "");
    const room = isSide ? { right: gap } : { bottom: gap };
    const apart = await throughSharp(before, (image) =>
      image.extend({ ...room, background: { r: 255, g: 255, b: 255, alpha: 1 } }),
    );
    return isSide ? besides(apart, after) : below(apart, after);
  },
});

function phrases(stacked: string, labels: string): string[] {
  const how =
    stacked === ""
      ? ["", "side side", "each other", "beside each other", "one", "together"]
      : [
          "stacked",
          "above each other",
          "one above other",
          "vertically",
          "below each other",
          "on top each other",
          "top bottom",
        ];
  const verb = stacked === "" ? SHOW : `${SHOW}/stack`;
  return [
    ...how.flatMap((words) => [
      `${verb}? before and? after ${words} ${labels}`,
      `${verb} original and? edited/edit/result/new/after ${words} ${labels}`,
      `${verb} before and? after ${COMPARISON} ${words} ${labels}`,
      `${verb} ${words} before and? after ${COMPARISON} ${labels}`,
    ]),
    ...(stacked === ""
      ? [
          `compare original ${labels}`,
          `compare with original ${labels}`,
          `side side comparison with? original? ${labels}`,
          `${SHOW} side side comparison ${labels}`,
          `before and? after ${COMPARISON} ${labels}`,
          `${SHOW} ${COMPARISON} from? before and? after ${labels}`,
          `${SHOW}? ${COMPARISON} from? original and? edited/edit/result ${labels}`,
        ]
      : [`stack before and? after ${labels}`]),
  ].map((pattern) => pattern.replaceAll(/ {2,}/g, " ").trim());
}

type Half = { isSide: boolean; common: number; channels: 3 | 4; label: string };

async function halfOf(picture: Raster, { isSide, common, channels, label }: Half, { signal }: Work): Promise<Raster> {
  const sized = await throughSharp(picture, (image) => {
    const fitting = image.resize(isSide ? { height: common } : { width: common });
    return channels === 4 ? fitting.ensureAlpha() : fitting;
  });
  if (label === "") return sized;
  const size = Math.min(sized.width, sized.height) * LABEL;
  const words = { text: label, place: "top-left" as const, colour: "auto", outline: "none", bold: false, opacity: 1 };
  return drawText(sized, { ...words, size, exactSize: false }, signal);
}

/** Two pictures of one width and number of channels. */
const below = (upper: Raster, lower: Raster): Raster => ({
  ...upper,
  data: Buffer.concat([upper.data, lower.data]),
  height: upper.height + lower.height,
});

/** Two pictures of one height and number of channels. */
function besides(left: Raster, right: Raster): Raster {
  const { height, channels } = left;
  const [strideLeft, strideRight] = [left.width * channels, right.width * channels];
  const data = Buffer.alloc((strideLeft + strideRight) * height);
  for (let y = 0; y < height; y++) {
    const to = y * (strideLeft + strideRight);
    left.data.copy(data, to, y * strideLeft, (y + 1) * strideLeft);
    right.data.copy(data, to + strideLeft, y * strideRight, (y + 1) * strideRight);
  }
  return { data, width: left.width + right.width, height, channels };
}
