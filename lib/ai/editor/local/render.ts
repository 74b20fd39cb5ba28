import sharp from "sharp";
import type { EditPlan } from "@/lib/ai/edit-plan";
import { AppError } from "@/lib/errors";
import { OPERATIONS } from "./operations";
import type { Raster } from "./raster";

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

/** Carries out the operations of a plan in their order. The raster handed in may be overwritten. */
export async function render(source: Raster, operations: EditPlan["operations"], signal: AbortSignal): Promise<Raster> {
  let raster = source;
  for (const { name, params } of operations) {
    signal.throwIfAborted();
    const operation = OPERATIONS.find((candidate) => candidate.name === name);
    if (operation === undefined) throw new AppError("INTERNAL", { cause: new Error(`No operation is named ${name}`) });
    raster = await operation.apply(raster, params, signal);
    if (raster.width * raster.height > MOST_PIXELS) {
      throw new AppError("REQUEST_NOT_UNDERSTOOD", {
        detail: "The result would have more than 50 megapixels. It cost nothing.",
      });
    }
  }
  return raster;
}
