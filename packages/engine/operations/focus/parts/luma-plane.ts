import { LUMA } from "../../../pixels/colour-matrix";
import { inRows } from "../../../pixels/in-slices";
import type { Raster } from "../../../pixels/raster";

type Box = { left: number; top: number; width: number; height: number };

/** The light of every pixel inside of a box, by default of the whole picture, 0..255. */
export async function lumaPlane(
  { data, width, height, channels }: Raster,
  signal: AbortSignal,
  box: Box = { left: 0, top: 0, width, height },
): Promise<Uint8Array> {
  const plane = new Uint8Array(box.width * box.height);
  await inRows(box.width, box.height, signal, (y) => {
    const end = (y + 1) * box.width;
    let at = ((box.top + y) * width + box.left) * channels;
    for (let pixel = y * box.width; pixel < end; pixel++, at += channels) {
      plane[pixel] = (data[at] ?? 0) * LUMA[0] + (data[at + 1] ?? 0) * LUMA[1] + (data[at + 2] ?? 0) * LUMA[2] + 0.5;
    }
  });
  return plane;
}
