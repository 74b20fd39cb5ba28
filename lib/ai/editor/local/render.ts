import sharp from "sharp";
import type { EditPlan } from "@/lib/ai/edit-plan";
import { AppError } from "@/lib/errors";
import { blend } from "./blend";
import { OPERATIONS } from "./operations";
import type { Raster } from "./raster";
import { findMask } from "./regions/find-mask";
import { recoloured } from "./recoloured";
import type { Work } from "./work";

const MOST_PIXELS = 50_000_000;

/** Decodes to 8-bit sRGB, with alpha only where the picture has it. */
export async function decode(bytes: Uint8Array): Promise<Raster> {
  const image = sharp(bytes, { limitInputPixels: MOST_PIXELS }).toColourspace("srgb");
  const { data, info } = await image.raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (channels === 3 || channels === 4) return { data, width, height, channels };
  // Grey, with or without alpha.
  const colour = sharp(data, { raw: { width, height, channels } }).toColourspace("srgb");
  const full = await colour.raw().toBuffer({ resolveWithObject: true });
  return { data: full.data, width, height, channels: full.info.channels === 4 ? 4 : 3 };
}

/** Encodes as PNG, quickly rather than small. */
export async function encode({ data, width, height, channels }: Raster): Promise<Uint8Array> {
  return sharp(data, { raw: { width, height, channels } })
    .png({ compressionLevel: 3, adaptiveFiltering: false })
    .toBuffer();
}

/**
 * Carries out the operations of a plan in their order, each only inside the regions that it names. The
 * raster handed in may be overwritten. `work.progress` hears of the whole plan.
 */
export async function render(source: Raster, operations: EditPlan["operations"], work: Work): Promise<Raster> {
  let raster = source;
  for (const [index, planned] of operations.entries()) {
    work.signal.throwIfAborted();
    const { name, params, within = [] } = recoloured(planned);
    const operation = OPERATIONS.find((candidate) => candidate.name === name);
    if (operation === undefined) throw new AppError("INTERNAL", { cause: new Error(`No operation is named ${name}`) });
    const part: Work = {
      ...work,
      progress: (share) => work.progress((index + Math.min(1, Math.max(0, share))) / operations.length),
    };
    if (within.length === 0) {
      raster = await operation.apply(raster, params, part);
    } else {
      const mask = await findMask(raster, within, work);
      const before = { ...raster, data: Buffer.from(raster.data) };
      raster = await blend(before, await operation.apply(raster, params, part), mask, work.signal);
    }
    part.progress(1);
    if (raster.width * raster.height > MOST_PIXELS) {
      throw new AppError("REQUEST_NOT_UNDERSTOOD", {
        detail: "The result would have more than 50 megapixels. It cost nothing.",
      });
    }
  }
  return raster;
}
