import { inRows } from "../../in-slices";
import type { Raster } from "../../raster";
import type { Sky } from "./find-sky";
import type { Plane } from "./plane";
import { skyPlanes } from "./sky-planes";
import { smoothstep } from "./smoothstep";

/** Within this distance in red, green and blue a pixel near the edge is of the sky beside it; at twice the distance it is not. */
const ALIKE = 34;

/**
 * Darkens the sky towards its top, lifts its clouds from their surroundings and cools what is grey.
 * Overwrites the raster; pixels outside of the sky stay exactly as they are.
 */
export async function deepenSky(raster: Raster, sky: Sky, amount: number, signal: AbortSignal): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const planes = await skyPlanes(sky);
  const near = rowReader(planes.near, height);
  const red = rowReader(planes.red, height);
  const green = rowReader(planes.green, height);
  const blue = rowReader(planes.blue, height);
  const cloud = rowReader(planes.cloud, height);
  const calm = rowReader(planes.calm, height);
  const readers = [near, red, green, blue, cloud, calm];
  const across = columnReader(width, sky.mask.width);
  const bottom = Math.max(1, sky.horizon * height);

  await inRows(width, height, signal, (y) => {
    for (const { moveTo } of readers) moveTo(y);
    if (near.row.every((value) => value < 0.02)) return;
    const depth = Math.max(0, 1 - y / bottom);
    const gain = 1 - Math.min(0.85, amount * (0.08 + 0.42 * depth));

    for (let x = 0; x < width; x++) {
      const nearness = across(near.row, x);
      if (nearness < 0.02) continue;
      const at = (y * width + x) * channels;
      const r = data[at] ?? 0;
      const g = data[at + 1] ?? 0;
      const b = data[at + 2] ?? 0;
      const dr = r - across(red.row, x);
      const dg = g - across(green.row, x);
      const db = b - across(blue.row, x);
      const apart = Math.sqrt(dr * dr + dg * dg + db * db);
      // Well inside, what is far darker than the sky around it (leaves, wires, birds) is left alone, smooth dark cloud is not.
      const isDark = dr + dg + db < 0;
      const asSky = isDark ? Math.max(across(calm.row, x), 1 - smoothstep(1.5 * ALIKE, 3 * ALIKE, apart)) : 1;
      const inner = smoothstep(0.7, 0.98, nearness);
      const edge = (1 - smoothstep(ALIKE, 2 * ALIKE, apart)) * smoothstep(0.02, 0.4, nearness);
      const share = inner * asSky + (1 - inner) * edge;
      if (share <= 0) continue;

      const scale = gain * (1 + amount * across(cloud.row, x));
      const greyness = Math.max(0, 1 - (Math.max(r, g, b) - Math.min(r, g, b)) / 60) * amount;
      data[at] = mixed(r, r * scale * (1 - 0.06 * greyness), share);
      data[at + 1] = mixed(g, g * scale, share);
      data[at + 2] = mixed(b, b * scale * (1 + 0.05 * greyness), share);
    }
  });
  return raster;
}

type Place = { first: number; second: number; part: number };

/** Where pixel `index` of `length` lies among `small` samples. */
function placeOf(index: number, length: number, small: number): Place {
  const exact = Math.min(small - 1, Math.max(0, ((index + 0.5) * small) / length - 0.5));
  const first = Math.floor(exact);
  return { first, second: Math.min(small - 1, first + 1), part: exact - first };
}

/** Reads a small row at the columns of the full picture. */
function columnReader(width: number, small: number): (row: Float32Array, x: number) => number {
  const first = new Uint16Array(width);
  const second = new Uint16Array(width);
  const part = new Float32Array(width);
  for (let x = 0; x < width; x++) {
    const place = placeOf(x, width, small);
    first[x] = place.first;
    second[x] = place.second;
    part[x] = place.part;
  }
  return (row, x) => {
    const low = row[first[x] ?? 0] ?? 0;
    return low + ((row[second[x] ?? 0] ?? 0) - low) * (part[x] ?? 0);
  };
}

/** Gives the values of a small plane along one row of the full picture. */
function rowReader({ values, width, height }: Plane, fullHeight: number) {
  const row = new Float32Array(width);
  const moveTo = (y: number): void => {
    const { first, second, part } = placeOf(y, fullHeight, height);
    for (let x = 0; x < width; x++) {
      row[x] = (values[first * width + x] ?? 0) * (1 - part) + (values[second * width + x] ?? 0) * part;
    }
  };
  return { row, moveTo };
}

const mixed = (before: number, after: number, share: number): number =>
  Math.min(255, Math.max(0, Math.round(before + (after - before) * share)));
