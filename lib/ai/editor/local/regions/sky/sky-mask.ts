import { inRows } from "../../in-slices";
import type { Raster } from "../../raster";
import type { Mask } from "../mask";
import { planeReader } from "../plane-reader";
import type { Sky } from "./find-sky";
import { skyPlanes } from "./sky-planes";
import { smoothstep } from "./smoothstep";

/** Within this distance in red, green and blue a pixel near the edge is of the sky beside it; at twice the distance it is not. */
const ALIKE = 34;

/** Nearness to the sky (0..1) below which nothing is of it. */
const FAR = 0.02;

/**
 * A mask of the full picture from the sky on its small copy. Near the edge it takes what has the colour of
 * the sky beside it; well inside it leaves out what is far darker, such as leaves, wires and birds.
 */
export async function skyMask(raster: Raster, sky: Sky, signal: AbortSignal): Promise<Mask> {
  const { data, width, height, channels } = raster;
  const { near, red, green, blue, calm } = await skyPlanes(sky);
  const reader = planeReader([near, red, green, blue, calm], width, height);
  const { first, second, part } = reader;
  const none = new Float32Array(0);
  const [nears = none, reds = none, greens = none, blues = none, calms = none] = reader.rows;
  const values = new Uint8Array(width * height);

  await inRows(width, height, signal, (y) => {
    reader.moveTo(y);
    if (nears.every((value) => value < FAR)) return;
    for (let x = 0; x < width; x++) {
      const left = first[x] ?? 0;
      const right = second[x] ?? 0;
      const share = part[x] ?? 0;
      const nearness = between(nears, left, right, share);
      if (nearness < FAR) continue;
      const pixel = y * width + x;
      const at = pixel * channels;
      const dr = (data[at] ?? 0) - between(reds, left, right, share);
      const dg = (data[at + 1] ?? 0) - between(greens, left, right, share);
      const db = (data[at + 2] ?? 0) - between(blues, left, right, share);
      const apart = Math.sqrt(dr * dr + dg * dg + db * db);
      // Smooth dark cloud is sky, however dark.
      const isDark = dr + dg + db < 0;
      const asSky = isDark
        ? Math.max(between(calms, left, right, share), 1 - smoothstep(1.5 * ALIKE, 3 * ALIKE, apart))
        : 1;
      const inner = smoothstep(0.7, 0.98, nearness);
      const edge = (1 - smoothstep(ALIKE, 2 * ALIKE, apart)) * smoothstep(FAR, 0.4, nearness);
      values[pixel] = Math.round(255 * (inner * asSky + (1 - inner) * edge));
    }
  });
  return { values, width, height };
}

function between(row: Float32Array, left: number, right: number, share: number): number {
  const low = row[left] ?? 0;
  return low + ((row[right] ?? 0) - low) * share;
}
