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

/** Qualities of JPEG, the best first, of which one is found at which enough of the pixels stay. */
const QUALITIES = [95, 90, 85] as const;

/** A lower quality is taken rather than that less of each side stays. */
const ENOUGH = 0.6;

/** From this quality on colours are kept at full resolution, as the product's downloads have it. */
const FULL_COLOUR = 90;

/** How near below the limit it should come. */
const NEAR = { least: 0.93, most: 0.985 };

/** Halvings of what is still possible: with eight, a side is right to less than half a percent. */
const STEPS = 8;

/** Fewer pixels along the longer side are no picture. */
const SMALLEST = 16;

/** Units of bytes; 1 kB is 1000 bytes, the smaller of what is meant by it. */
const UNITS = [
  [1, "kb/kilobyte/kilobytes/kbs"],
  [1000, "mb/megabyte/megabytes/mbs/meg/megs"],
] as const;

/** So few pixels that the file, as a JPEG of high quality, is smaller than a limit. */
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
        "optimise/optimize for? web/email/website?",
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
      : `Make the picture as much smaller as is needed for its file, as a JPEG of high quality, to stay under ${inWords(kilobytes)}.`,
  async apply(raster, { kilobytes }, work) {
    const whole = await bytesOf(raster, 1, QUALITIES[0]);
    if (kilobytes === 0) {
      const found = await fitting(raster, whole / 2, QUALITIES[0], work);
      work.note(
        `${told(found, raster)} instead of ${inWords(whole / 1000)}; a lower quality, chosen at the download, makes it smaller still`,
      );
      return scaled(raster, found.share);
    }
    const limit = kilobytes * 1000;
    if (whole <= limit) {
      work.note(
        `In JPEG of quality ${QUALITIES[0]} it is about ${inWords(whole / 1000)} as it is, so its size was left alone`,
      );
      return raster;
    }
    let found: Fitting | null = null;
    for (const quality of QUALITIES) {
      found = await fitting(raster, limit, quality, work);
      if (found.share >= ENOUGH) break;
    }
    if (found === null || found.share * Math.max(raster.width, raster.height) < SMALLEST) {
      throw new EngineError("NOT_UNDERSTOOD", {
        detail: `Hardly anything of this picture would be left in ${inWords(kilobytes)}. Nothing was done, and it cost nothing. Please allow a larger file.`,
      });
    }
    work.note(
      told(found, raster) + (found.quality === QUALITIES[0] ? "" : "; choose JPEG of that quality at the download"),
    );
    return scaled(raster, found.share);
  },
});

type Fitting = { share: number; quality: number; bytes: number };

/** The largest share of each side at which a JPEG has at most so many bytes, by trying. */
async function fitting(raster: Raster, limit: number, quality: number, work: Work): Promise<Fitting> {
  const whole = await bytesOf(raster, 1, quality);
  if (whole <= limit) return { share: 1, quality, bytes: whole };
  let [low, high] = [0, 1];
  let best: Fitting = { share: 0, quality, bytes: 0 };
  // About as many bytes as pixels are left; somewhat more, for small pictures are harder to compress.
  let share = Math.sqrt(limit / whole) * 0.95;
  for (let step = 0; step < STEPS; step++) {
    work.signal.throwIfAborted();
    const bytes = await bytesOf(raster, share, quality);
    if (bytes <= limit * NEAR.most) {
      best = { share, quality, bytes };
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

async function bytesOf(raster: Raster, share: number, quality: number): Promise<number> {
  const { data, width, height, channels } = await scaled(raster, share);
  const encoded = await sharp(data, { raw: { width, height, channels } })
    .flatten({ background: "white" })
    .jpeg({ quality, chromaSubsampling: quality >= FULL_COLOUR ? "4:4:4" : "4:2:0" })
    .toBuffer();
  return encoded.byteLength;
}

function told({ share, quality, bytes }: Fitting, raster: Raster): string {
  const [width, height] = sizeAt(raster, share);
  const clear = raster.channels === 4 ? ", without what is transparent," : "";
  const pixels = share === 1 ? "with all of its pixels" : `at ${width} × ${height} pixels`;
  return `In JPEG of quality ${quality}${clear} it is about ${inWords(bytes / 1000)} ${pixels}`;
}

const inWords = (kilobytes: number): string =>
  kilobytes < 1000 ? `${Math.max(1, Math.round(kilobytes))} kB` : `${Math.round(kilobytes / 100) / 10} MB`;
