import type { StopSignal } from "../stop-signal";
import sharp, { type Sharp } from "sharp";
import { inSlices } from "./in-slices";
import type { Layer } from "./plane";
import type { Raster } from "./raster";

/** Runs a raster through one sharp pipeline; sharp works on its own threads. The number of channels stays. */
export async function throughSharp(raster: Raster, pipeline: (image: Sharp) => Sharp): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const image = sharp(data, { raw: { width, height, channels } });
  const out = await pipeline(image).raw().toBuffer({ resolveWithObject: true });
  if (out.info.channels !== 3 && out.info.channels !== 4) {
    throw new Error(`A pipeline ended with ${out.info.channels} channels`);
  }
  return { data: out.data, width: out.info.width, height: out.info.height, channels: out.info.channels };
}

/** The size of a copy whose shorter side is at most `shorter` pixels, in the same proportions; never larger than the picture. */
export function smallSize(
  { width, height }: { width: number; height: number },
  shorter: number,
): { width: number; height: number; scale: number } {
  const scale = Math.min(1, shorter / Math.min(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)), scale };
}

/**
 * A small copy as red, green, blue and alpha over 0..1, the shorter side at most `shorter` pixels.
 * The colours are not multiplied by the alpha.
 */
export async function smallLayer(raster: Raster, shorter: number): Promise<Layer> {
  const { width, height } = smallSize(raster, shorter);
  const small = await throughSharp(raster, (image) =>
    image.ensureAlpha().resize(width, height, { fit: "fill", kernel: "linear" }),
  );
  const values = new Float32Array(small.data.length);
  for (let at = 0; at < values.length; at++) values[at] = (small.data[at] ?? 0) / 255;
  return { values, width, height, channels: 4 };
}

/** A copy with alpha whose sides are at most `longest` pixels, in the picture's own proportions. */
export async function smallCopy(raster: Raster, longest: number): Promise<Raster> {
  const scale = Math.min(1, longest / Math.max(raster.width, raster.height));
  const width = Math.max(1, Math.round(raster.width * scale));
  const height = Math.max(1, Math.round(raster.height * scale));
  return throughSharp(raster, (image) => image.ensureAlpha().resize(width, height, { fit: "fill" }));
}

/** A copy without alpha whose longer side is at most `side` pixels. */
export const smallOpaqueCopy = (raster: Raster, side: number): Promise<Raster> =>
  throughSharp(raster, (image) => image.removeAlpha().resize(side, side, { fit: "inside", withoutEnlargement: true }));

/** A copy without alpha whose shorter side is at most `shorter` pixels, and whose longer one at most four times that. */
export async function workingCopy(raster: Raster, shorter: number): Promise<Raster> {
  const { width, height } = raster;
  const scale = Math.min(1, shorter / Math.min(width, height), (4 * shorter) / Math.max(width, height));
  const [across, down] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
  return throughSharp(raster, (image) => image.removeAlpha().resize(across, down, { fit: "fill" }));
}

/** A raster without alpha at another size, smoothly. */
export const atSize = (raster: Raster, width: number, height: number): Promise<Raster> =>
  raster.width === width && raster.height === height
    ? Promise.resolve(raster)
    : throughSharp(raster, (image) => image.resize(width, height, { fit: "fill", kernel: "cubic" }));

/** Gives `raster` the alpha of `source`, which has the same size and channels. Overwrites the raster. */
export function keepAlpha(raster: Raster, source: Raster, signal: StopSignal): Raster {
  if (source.channels === 3) return raster;
  const { data } = raster;
  inSlices(raster.width * raster.height, signal, (from, to) => {
    for (let at = from * 4 + 3; at < to * 4; at += 4) data[at] = source.data[at] ?? 0;
  });
  return raster;
}
