import { inRows } from "../../pixels/in-slices";
import type { Raster } from "../../pixels/raster";
import type { Mask } from "../mask";
import { planeReader } from "../plane-reader";
import { certainSky } from "../sky/certain-sky";
import { skyMask } from "../sky/sky-mask";
import { belowSky } from "./below-sky";

/**
 * What lies below the sky and is none, with what rises from there into the sky; what hangs into the sky from
 * above does not count. It is as certain as the sky.
 * @throws {EngineError} `NOTHING_CHANGED` when there is no certain sky; `what` names what was looked for.
 */
export async function groundMask(raster: Raster, what: string, signal: AbortSignal): Promise<Mask> {
  const { sky, seen } = await certainSky(raster, what, signal);
  const mask = await skyMask(seen, sky, signal);
  const below = planeReader([belowSky(sky.mask)], mask.width, mask.height);
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
