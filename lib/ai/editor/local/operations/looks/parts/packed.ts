import type { Raster } from "../../../raster";
import type { Values } from "./planes";

/** Three planes as the channels of a raster, cut off to 0..255. */
export function packed(planes: readonly [Values, Values, Values], width: number, height: number): Raster {
  const data = Buffer.alloc(width * height * 3);
  for (const [channel, values] of planes.entries()) {
    for (let index = 0; index < values.length; index++) {
      data[index * 3 + channel] = Math.min(255, Math.max(0, Math.round(values[index] ?? 0)));
    }
  }
  return { data, width, height, channels: 3 };
}
