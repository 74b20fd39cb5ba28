import sharp from "sharp";
import { z } from "zod";
import { EngineError } from "../../errors";
import { defineOperation } from "../../operation";
import type { Raster } from "../../pixels/raster";
import { throughSharp } from "../../pixels/resize";
import type { Work } from "../../work";

const VERB = "{make}/compress/shrink/reduce/resize/keep/optimise/optimize/downsize/limit/export/save/must/needs/need";
const UNDER = "under/below/within/than/max/most/up/beneath";
const FILE = "file/filesize/jpeg/jpg";
const LESS = "smaller/less/lower/lighter/no/not/more/larger/bigger";

/**
 * Of JPEG, with colours at full resolution: as the product stores photographs and offers them for download, where nobody
 * chooses another one. So what is told is what is saved.
 */
const QUALITY = 95;

/** How near below the limit it should come. */
const NEAR = { least: 0.93, most: 0.985 };

/** Halvings of what is still possible: with eight, a side is right to less than half a percent. */
const STEPS = 8;

/** Fewer pixels along the longer side are no picture. */
const SMALLEST = 48;

/** Units of bytes; 1 kB is 1000 bytes, the smaller of what is meant by it. */
const UNITS = [
  [1, "kb/kilobyte/kilobytes/kbs"],
  [1000, "mb/megabyte/megabytes/mbs/meg/megs"],
] as const;

/** So few pixels that the file, as a JPEG of high quality, is smaller than a limit: found by encoding, the same each time. */
export const fileSize = defineOperation({
  name: "file-size",
  family: "geometry",
  title: "make the file smaller",
  examples: ["make the file smaller", "compress it", "make it under 500 kB", "reduce the file size to 2 MB"],
  /** 0: half of what it is. */
  schema: z.object({ kilobytes: z.number().min(0).max(100_000) }),
  changes: ["shape"],
  regional: false,
  phrases: [
    ...UNITS.map(([unit, words]) => ({
      means: unit as number,
      say: [
        `${VERB} ${FILE}? size? ${LESS}? ${LESS}? ${UNDER}? {number} ${words} max/file? size?`,
        `${FILE}? size? ${LESS}? ${LESS}? ${UNDER} {number} ${words} file? size?`,
        `${FILE}? size? {number} ${words} max?`,
        `${VERB}? {number} ${words} or less/smaller/under/below`,
        `{less} ${FILE}? size? ${UNDER}? {number} ${words}`,
      ],
    })),
    {
      means: 0,
      say: [
        `${VERB} ${FILE} size? smaller/lighter/down/lower`,
        `${VERB} smaller/lighter ${FILE} size?`,
        `smaller/lighter ${FILE} size?`,
        `{less} ${FILE} size?`,
        `shrink ${FILE} size?`,
        `compress ${FILE}? size?`,
        "optimise/optimize for? web/email/website",
        "file/filesize size? too large/heavy/high?",
      ],
    },
  ],
  amounts: [],
  params({ means, slots, strength }) {
    if (means === 0) return strength < 1 ? null : { kilobytes: 0 };
    const kilobytes = (slots.number ?? 0) * means;
    return kilobytes > 0 && kilobytes <= 100_000 ? { kilobytes } : null;
  },
  sentence: ({ kilobytes }) =>
    kilobytes === 0
      ? "Make the picture smaller until its file, as a JPEG, is half as large."
      : `Make the picture as much smaller as is needed for its file, as a JPEG, to stay under ${inWords(kilobytes)}.`,
  async apply(raster, { kilobytes }, work) {
    const whole = await bytesOf(raster, 1);
    const limit = kilobytes === 0 ? whole / 2 : kilobytes * 1000;
    if (whole <= limit) {
      work.note(`Downloaded as JPEG it is about ${inWords(whole / 1000)} as it is, so its size was left alone`);
      return raster;
    }
    const found = await fitting(raster, limit, whole, work);
    if (kilobytes > 0 && found.share * Math.max(raster.width, raster.height) < SMALLEST) {
      throw new EngineError("NOT_UNDERSTOOD", {
        detail: `Hardly anything of this picture would be left in ${inWords(kilobytes)}. Nothing was done, and it cost nothing. Please allow a larger file.`,
      });
    }
    const before = kilobytes === 0 ? ` instead of ${inWords(whole / 1000)}` : "";
    const clear = raster.channels === 4 ? ", without what is transparent" : "";
    work.note(
      `Download it as JPEG${clear}: in quality ${QUALITY} it is about ${inWords(found.bytes / 1000)}${before}, at ${sizeAt(raster, found.share).join(" × ")} pixels; WebP and AVIF are mostly smaller still`,
    );
    return scaled(raster, found.share);
  },
});

type Fitting = { share: number; bytes: number };

/** The largest share of each side at which a JPEG has at most so many bytes, by trying; `whole` has the whole picture. */
async function fitting(raster: Raster, limit: number, whole: number, work: Work): Promise<Fitting> {
  let [low, high] = [0, 1];
  let best: Fitting = { share: 0, bytes: 0 };
  // About as many bytes as pixels are left; somewhat more, for small pictures are harder to compress.
  let share = Math.sqrt(limit / whole) * 0.95;
  for (let step = 0; step < STEPS; step++) {
    work.signal.throwIfAborted();
    work.progress(step / STEPS);
    const bytes = await bytesOf(raster, share);
    if (bytes <= limit * NEAR.most) {
      best = { share, bytes };
      low = share;
      if (bytes >= limit * NEAR.least) break;
    } else high = share;
    share = (low + high) / 2;
  }
  return best;
}

const sizeAt = ({ width, height }: Raster, share: number): [width: number, height: number] => [
  Math.max(1, Math.round(width * share)),
  Math.max(1, Math.round(height * share)),
];

const scaled = (raster: Raster, share: number): Promise<Raster> =>
  share === 1
    ? Promise.resolve(raster)
    : throughSharp(raster, (image) => image.resize(...sizeAt(raster, share), { fit: "fill", kernel: "lanczos3" }));

async function bytesOf(raster: Raster, share: number): Promise<number> {
  const { data, width, height, channels } = await scaled(raster, share);
  const encoded = await sharp(data, { raw: { width, height, channels } })
    .flatten({ background: "white" })
    .jpeg({ quality: QUALITY, chromaSubsampling: "4:4:4" })
    .toBuffer();
  return encoded.byteLength;
}

const inWords = (kilobytes: number): string =>
  kilobytes < 1000 ? `${Math.max(1, Math.round(kilobytes))} kB` : `${Math.round(kilobytes / 100) / 10} MB`;
