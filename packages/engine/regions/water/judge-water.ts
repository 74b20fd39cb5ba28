import type { Part } from "../parts";
import { ramp } from "../ramp";
import type { Sky } from "../sky/find-sky";
import type { SmallPicture } from "../sky/small-picture";

/** Rows of the small copy by which the upper edge of water may leave the level. */
const LEVEL = 4;

/** Pixels from its edge, which is softened, within which an area's texture is not looked at. */
const INNER = 5;
const AROUND = [
  [-INNER, 0],
  [INNER, 0],
  [0, -INNER],
  [0, INNER],
] as const;

/** How certain it is, 0..1, that an area of the small copy is water. */
export function judgeWater(picture: SmallPicture, part: Part, sky: Sky | null): number {
  const { width, height, values: light } = picture.light;
  const tops = new Float32Array(width).fill(-1);
  const inside = new Uint8Array(width * height);
  for (const index of part) inside[index] = 1;
  let [across, down, sum, blue, depth] = [0, 0, 0, 0, 0];
  for (const index of part) {
    const x = index % width;
    const y = Math.floor(index / width);
    const top = tops[x] ?? -1;
    if (top < 0 || y < top) tops[x] = y;
    depth += y / height / part.length;
    blue += (picture.blueness.values[index] ?? 0) / part.length;
    sum += light[index] ?? 0;
    const isInner =
      x >= INNER && x < width - INNER && AROUND.every(([dx, dy]) => inside[index + dx + dy * width] === 1);
    if (!isInner) continue;
    // Two pixels apart, so that the softening of the copy does not hide the difference of rows and columns.
    across += ((light[index + 2] ?? 0) - (light[index] ?? 0)) ** 2;
    down += ((light[index + 2 * width] ?? 0) - (light[index] ?? 0)) ** 2;
  }
  const edges = tops.filter((top) => top >= 0).sort();
  const shore = edges[Math.floor(edges.length / 4)] ?? 0;
  const level = edges.filter((top) => Math.abs(top - shore) <= LEVEL).length / Math.max(1, edges.length);
  const ripples = (down + 0.02 * part.length) / (across + 0.02 * part.length);
  const share = part.length / (width * height);
  const likeness = sky === null ? 0 : likenessOf(picture, part, sky);
  return (
    ramp(share, 0.015, 0.04) *
    ramp(edges.length / width, 0.25, 0.5) *
    ramp(level, 0.3, 0.55) *
    ramp(shore / height, 0.12, 0.25) *
    ramp(depth, 0.42, 0.52) *
    ramp(ripples, sky === null ? 1.6 : 1.2, sky === null ? 2.5 : 1.7) *
    ramp(sum / part.length, 15, 35) *
    // Without a sky it must be blue by itself; with one, blue or of the sky's colour.
    (sky === null ? ramp(blue, 0.4, 0.7) : Math.max(ramp(blue, 0.3, 0.6), likeness))
  );
}

/** How far the mean colour of an area is that of the sky, whatever its light: 0..1. */
function likenessOf(picture: SmallPicture, part: Part, { mask }: Sky): number {
  const sky = Array.from(mask.values.keys()).filter((index) => mask.values[index] === 1);
  const [one, other] = [shadeOf(picture, part), shadeOf(picture, sky)];
  return ramp(Math.hypot(one[0] - other[0], one[1] - other[1]), 0.09, 0.045);
}

/** Shares of red and of blue in the mean colour. */
function shadeOf({ red, green, blue }: SmallPicture, part: Part): [red: number, blue: number] {
  let [r, g, b] = [0, 0, 0];
  for (const index of part) {
    r += red.values[index] ?? 0;
    g += green.values[index] ?? 0;
    b += blue.values[index] ?? 0;
  }
  const total = Math.max(1, r + g + b);
  return [r / total, b / total];
}
