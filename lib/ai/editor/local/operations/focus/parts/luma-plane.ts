import { LUMA } from "../../../colour-matrix";
import { inSlices } from "../../../in-slices";
import type { Raster } from "../../../raster";

/** The light of every pixel, 0..255. */
export async function lumaPlane({ data, width, height, channels }: Raster, signal: AbortSignal): Promise<Uint8Array> {
  const plane = new Uint8Array(width * height);
  await inSlices(plane.length, signal, (from, to) => {
    for (let pixel = from, at = from * channels; pixel < to; pixel++, at += channels) {
      plane[pixel] = (data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2] + 0.5;
    }
  });
  return plane;
}
