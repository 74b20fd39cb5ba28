import sharp from "sharp";
import { EngineError, quotingWords } from "./errors";
import { OPERATIONS } from "./operations";
import { blend } from "./pixels/blend";
import type { Mask, Raster } from "./pixels/raster";
import type { EditPlan, PlannedOperation } from "./plan";
import { findMasks } from "./regions/find-mask";
import { thicknessOf } from "./regions/mask";
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
 * Carries out the operations of a plan in their order, each only inside the regions that it names. These are
 * looked for in the picture as it was handed in, or as the last operation that changed its shape left it, for
 * what is called the sky may look like none once it is green. The raster handed in may be overwritten.
 * `work.progress` hears of the whole plan.
 */
export async function render(source: Raster, operations: EditPlan["operations"], work: Work): Promise<Raster> {
  let raster = source;
  let masks: ReadonlyArray<Mask | null> = [];
  for (const [index, { name, params }] of operations.entries()) {
    work.signal.throwIfAborted();
    const operation = OPERATIONS.find((candidate) => candidate.name === name);
    if (operation === undefined) throw new EngineError("BROKEN", { cause: new Error(`No operation is named ${name}`) });
    if (masks.length === 0)
      masks = await findMasks(raster, operations, [index, uptoNewShape(operations, index)], work, hides);
    const [mask = null] = masks;
    masks = masks.slice(1);
    const part: Work = {
      ...work,
      part: mask === null ? null : thicknessOf(mask),
      progress: (share) => work.progress((index + Math.min(1, Math.max(0, share))) / operations.length),
    };
    const apply = (): Promise<Raster> => quotingWords(operations, index, () => operation.apply(raster, params, part));
    if (mask === null) {
      raster = await apply();
    } else {
      const before = { ...raster, data: Buffer.from(raster.data) };
      raster = blend(before, await apply(), mask, work.signal);
    }
    part.progress(1);
    if (raster.width * raster.height > MOST_PIXELS) {
      throw new EngineError("NOT_UNDERSTOOD", {
        detail: "The result would have more than 50 megapixels. It cost nothing.",
      });
    }
  }
  return raster;
}

const hides = ({ name }: PlannedOperation): boolean =>
  OPERATIONS.some((operation) => operation.name === name && operation.hides !== null);

/** The number after the first operation from this one on that changes the shape of the picture. */
function uptoNewShape(operations: EditPlan["operations"], from: number): number {
  const changesShape = (name: string): boolean =>
    OPERATIONS.find((candidate) => candidate.name === name)?.changes.includes("shape") ?? false;
  const last = operations.findIndex(({ name }, index) => index >= from && changesShape(name));
  return last < 0 ? operations.length : last + 1;
}
