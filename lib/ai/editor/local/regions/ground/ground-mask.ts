import { inRows } from "../../in-slices";
import type { Raster } from "../../raster";
import type { Mask } from "../mask";
import { planeReader } from "../plane-reader";
import { certainSky } from "../sky/certain-sky";
import { softened, type Plane } from "../sky/plane";
import { skyMask } from "../sky/sky-mask";

/**
 * What lies below the sky and is none: in each column all that is lower than the last bit of sky, so that
 * what hangs into the sky from above does not count. It is as certain as the sky.
 * @throws {AppError} `NOTHING_CHANGED` when there is no certain sky.
 */
export async function groundMask(raster: Raster, signal: AbortSignal): Promise<Mask> {
  const sky = await certainSky(raster, "the ground");
  const mask = await skyMask(raster, sky, signal);
  const below = planeReader([softened(belowSky(sky.mask, sky.horizon), 1)], mask.width, mask.height);
  const { values, width, height } = mask;
  await inRows(width, height, signal, (y) => {
    below.moveTo(y);
    for (let x = 0; x < width; x++) {
      const pixel = y * width + x;
      values[pixel] = Math.round((255 - (values[pixel] ?? 0)) * below.at(0, x));
    }
  });
  return mask;
}

/** 1 below the last sky of each column, or below the horizon in a column without; else 0. */
function belowSky({ values: sky, width, height }: Plane, horizon: number): Plane {
  const values = new Float32Array(sky.length);
  for (let x = 0; x < width; x++) {
    let last = height - 1;
    while (last >= 0 && sky[last * width + x] !== 1) last--;
    // The soft edge of the sky decides on the first row itself.
    const from = last < 0 ? Math.floor(horizon * height) : Math.max(0, last - 1);
    for (let y = from; y < height; y++) values[y * width + x] = 1;
  }
  return { values, width, height };
}
