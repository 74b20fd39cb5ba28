import sharp, { type Sharp } from "sharp";
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
