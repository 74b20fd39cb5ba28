import { oklabOf } from "../../pixels/oklab";
import type { Plane } from "../../pixels/plane";
import type { Raster } from "../../pixels/raster";
import { ramp } from "../../pixels/smoothstep";

/** Bins a channel of Oklab is counted in. */
const BINS = 8;

/** From this share of the width on, a subject runs from side to side. */
const WIDE = 0.8;

/**
 * How certain a subject is, 0..1: it must stand out, its colours must be others than those of the
 * background, its outline must lie on edges, and it must neither be tiny nor fill the picture nor lie
 * along its upper edges.
 */
export function judgeSubject(small: Raster, salience: Plane, mask: Uint8Array): number {
  const { width } = small;
  let [inside, border, borderInside] = [0, 0, 0];
  const columns = new Uint8Array(width);
  let middle = 0;
  let [salientInside, salientOutside] = [0, 0];
  for (let index = 0; index < mask.length; index++) {
    const value = mask[index] ?? 0;
    inside += value;
    if (value === 1) salientInside += salience.values[index] ?? 0;
    else salientOutside += salience.values[index] ?? 0;
    const x = index % width;
    if (value === 1) {
      columns[x] = 1;
      if (Math.abs(x + 0.5 - width / 2) < width / 4) middle++;
    }
    if (index < width || x === 0 || x === width - 1) {
      border++;
      borderInside += value;
    }
  }
  const share = inside / mask.length;
  if (inside === 0 || share > 0.98) return 0;
  const isWide = columns.filter((column) => column === 1).length > width * WIDE;
  const contrast = salientInside / inside - salientOutside / (mask.length - inside);
  return (
    ramp(share, 0.004, 0.02) *
    ramp(share, 0.9, 0.7) *
    ramp(contrast, 0.05, 0.3) *
    ramp(borderInside / border, 0.5, 0.25) *
    ramp(overlapOf(small, mask), 0.6, 0.3) *
    ramp(edgeSupport(small, mask), 0.6, 0.85) *
    // What runs from side to side, such as hills or a floor, is only one when it is gathered in the middle.
    (isWide ? ramp(middle / inside, 0.5, 0.62) : 1)
  );
}

/** How much alike the colours inside and outside are: 0 none in common, 1 the same (Bhattacharyya). */
function overlapOf({ data }: Raster, mask: Uint8Array): number {
  const counts = [new Float32Array(BINS ** 3), new Float32Array(BINS ** 3)];
  const totals = [0, 0];
  for (let index = 0; index < mask.length; index++) {
    const value = mask[index] ?? 0;
    const [lightness, a, b] = oklabOf(data[index * 4] ?? 0, data[index * 4 + 1] ?? 0, data[index * 4 + 2] ?? 0);
    const bin = (binOf(lightness) * BINS + binOf(a * 2 + 0.5)) * BINS + binOf(b * 2 + 0.5);
    const side = counts[value];
    if (side !== undefined) side[bin] = (side[bin] ?? 0) + 1;
    totals[value] = (totals[value] ?? 0) + 1;
  }
  const [outside, inside] = counts;
  if (outside === undefined || inside === undefined) return 1;
  const scale = Math.sqrt((totals[0] ?? 1) * (totals[1] ?? 1));
  return inside.reduce((sum, count, bin) => sum + Math.sqrt(count * (outside[bin] ?? 0)), 0) / scale;
}

const binOf = (share: number): number => Math.min(BINS - 1, Math.max(0, Math.floor(share * BINS)));

/** How far to both sides of a boundary colours are compared, in pixels of the small copy. */
const REACH = 3;

/** Distance in Oklab from which two colours make an edge. */
const EDGE = 0.05;

/** To the right and down. */
const SIDES = [
  [1, 0],
  [0, 1],
] as const;

/** The share of a mask's boundary that lies on an edge of the picture; a cut through something even does not. */
function edgeSupport({ data, width, height }: Raster, mask: Uint8Array): number {
  const labAt = (x: number, y: number): readonly [number, number, number] => {
    const at = (y * width + x) * 4;
    return oklabOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
  };
  let [boundary, supported] = [0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const here = mask[y * width + x];
      for (const [dx, dy] of SIDES) {
        if (x + dx >= width || y + dy >= height || mask[(y + dy) * width + x + dx] === here) continue;
        const one = labAt(Math.max(0, x - dx * (REACH - 1)), Math.max(0, y - dy * (REACH - 1)));
        const other = labAt(Math.min(width - 1, x + dx * REACH), Math.min(height - 1, y + dy * REACH));
        boundary++;
        if (Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2]) > EDGE) supported++;
      }
    }
  }
  return boundary === 0 ? 0 : supported / boundary;
}
