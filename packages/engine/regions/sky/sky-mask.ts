import { inRows } from "../../pixels/in-slices";
import type { Raster } from "../../pixels/raster";
import type { Mask } from "../mask";
import { planeReader } from "../plane-reader";
import type { Sky } from "./find-sky";
import { skyPlanes } from "./sky-planes";
import { smoothstep } from "../../pixels/smoothstep";

/**
 * Within this distance in red, green and blue of the sky beside it, or of a mixture of sky and land, a pixel near
 * the edge may be of the sky; at twice the distance it may not.
 */
const ALIKE = 34;

/** Share of the sky in a mixture of the sky's and the land's colours below which a pixel is land, and from which on it is sky. */
const LAND = 0.25;
const SKY = 0.85;

/** Distance of the sky's colour from the land's below which a mixture says nothing, and from which on all. */
const SAME = 8;
const OTHER = 20;

/** Nearness to the sky (0..1) below which nothing is of it. */
const FAR = 0.02;

/**
 * A mask of the full picture from the sky on its small copy. Near the edge it takes what has the colour of
 * the sky rather than that of the land beside it, and of what mixes both the sky's share; well inside it leaves out
 * what is far darker, such as leaves, wires and birds.
 */
export async function skyMask(raster: Raster, sky: Sky, signal: AbortSignal): Promise<Mask> {
  const { data, width, height, channels } = raster;
  const { inside, near, red, green, blue, calm, landRed, landGreen, landBlue } = await skyPlanes(sky);
  const reader = planeReader([near, red, green, blue, calm, inside, landRed, landGreen, landBlue], width, height);
  const { first, second, part } = reader;
  const none = new Float32Array(0);
  const [nears = none, reds = none, greens = none, blues = none, calms = none, insides = none] = reader.rows;
  const [landReds = none, landGreens = none, landBlues = none] = reader.rows.slice(6);
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
      const skyRed = between(reds, left, right, share);
      const skyGreen = between(greens, left, right, share);
      const skyBlue = between(blues, left, right, share);
      const dr = (data[at] ?? 0) - skyRed;
      const dg = (data[at + 1] ?? 0) - skyGreen;
      const db = (data[at + 2] ?? 0) - skyBlue;
      const apart = Math.sqrt(dr * dr + dg * dg + db * db);
      // Smooth dark cloud is sky, however dark.
      const isDark = dr + dg + db < 0;
      const asSky = isDark
        ? Math.max(between(calms, left, right, share), 1 - smoothstep(1.5 * ALIKE, 3 * ALIKE, apart))
        : 1;
      const inner = smoothstep(0.7, 0.98, between(insides, left, right, share));
      let edge = 0;
      if (inner < 1) {
        // The way from the sky's colour to the land's, and how far along it the pixel is.
        const wr = between(landReds, left, right, share) - skyRed;
        const wg = between(landGreens, left, right, share) - skyGreen;
        const wb = between(landBlues, left, right, share) - skyBlue;
        const square = wr * wr + wg * wg + wb * wb;
        const way = square === 0 ? 0 : (dr * wr + dg * wg + db * wb) / square;
        const land = Math.min(1, Math.max(0, way)) * smoothstep(SAME, OTHER, Math.sqrt(square));
        const sr = dr - land * wr;
        const sg = dg - land * wg;
        const sb = db - land * wb;
        const strange = Math.sqrt(sr * sr + sg * sg + sb * sb);
        edge =
          smoothstep(LAND, SKY, 1 - land) *
          (1 - smoothstep(ALIKE, 2 * ALIKE, strange)) *
          smoothstep(FAR, 0.4, nearness);
      }
      values[pixel] = Math.round(255 * (inner * asSky + (1 - inner) * edge));
    }
  });
  return { values, width, height };
}

function between(row: Float32Array, left: number, right: number, share: number): number {
  const low = row[left] ?? 0;
  return low + ((row[right] ?? 0) - low) * share;
}
