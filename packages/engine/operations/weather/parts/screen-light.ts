import { inRows } from "../../../pixels/in-slices";
import type { Raster } from "../../../pixels/raster";
import { dither } from "../../focus/parts/dither";
import type { Layer } from "../../focus/parts/layer";
import { layerRows } from "../../focus/parts/layer-rows";

/** Below this much light nothing is added, not even by the dither. */
const NONE = 0.002;

/** Adds light to a picture as a second exposure would: red, green and blue of the layer over 0..1. Overwrites the raster. */
export async function screenLight(raster: Raster, layer: Layer, signal: AbortSignal): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const light = layerRows(layer, width, height);
  const isLit = litRows(layer, height);
  // Rounds and limits what is written to it.
  const levels = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  await inRows(width, height, signal, (y) => {
    if (!isLit(y)) return;
    light.moveTo(y);
    const { row } = light;
    for (let x = 0, at = y * width * channels, from = 0; x < width; x++, at += channels, from += 3) {
      const red = row[from] ?? 0;
      const green = row[from + 1] ?? 0;
      const blue = row[from + 2] ?? 0;
      if (red < NONE && green < NONE && blue < NONE) continue;
      const noise = dither(x, y);
      if (red >= NONE) levels[at] = screened(data[at] ?? 0, red) + noise;
      if (green >= NONE) levels[at + 1] = screened(data[at + 1] ?? 0, green) + noise;
      if (blue >= NONE) levels[at + 2] = screened(data[at + 2] ?? 0, blue) + noise;
    }
  });
  return raster;
}

const screened = (was: number, added: number): number => was + (255 - was) * (added > 1 ? 1 : added);

/** Tells of each row of a picture this high whether a layer stretched to it has any light there. */
function litRows({ values, width, height, channels }: Layer, rows: number): (y: number) => boolean {
  const line = width * channels;
  const isLit = new Uint8Array(height);
  for (let y = 0; y < height; y++) {
    const end = (y + 1) * line;
    for (let at = y * line; at < end; at++) {
      if ((values[at] ?? 0) < NONE) continue;
      isLit[y] = 1;
      break;
    }
  }
  return (y) => {
    const place = Math.floor(((y + 0.5) * height) / rows - 0.5);
    return isLit[Math.max(0, place)] === 1 || isLit[Math.min(height - 1, place + 1)] === 1;
  };
}
