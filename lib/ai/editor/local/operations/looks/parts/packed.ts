import type { Raster } from "../../../raster";
import type { Values } from "./planes";

/** Three planes as the channels of a raster, cut off to 0..255. */
export function packed(planes: readonly [Values, Values, Values], width: number, height: number): Raster {
  const data = Buffer.alloc(width * height * 3);
  const [first, second, third] = planes;
  for (let index = 0, at = 0; index < width * height; index++, at += 3) {
    data[at] = bounded(first[index] ?? 0);
    data[at + 1] = bounded(second[index] ?? 0);
    data[at + 2] = bounded(third[index] ?? 0);
  }
  return { data, width, height, channels: 3 };
}

const bounded = (level: number): number => (level <= 0 ? 0 : level >= 255 ? 255 : (level + 0.5) | 0);
