import type { Part } from "../parts";
import { ramp } from "../ramp";
import type { Plane } from "../plane";

/** A patch of skin's colour on a small copy. */
export type Patch = { part: Part; light: Plane };

/**
 * How certain it is, 0..1, that a patch of skin's colour is skin: a face or a hand is smooth but shaded,
 * compact, and does not run along the edges of the picture, as wood, walls and sand do.
 */
export function judgeSkin({ part, light }: Patch): number {
  const { width, height, values } = light;
  const inside = new Uint8Array(width * height);
  for (const index of part) inside[index] = 1;
  let [left, right, top, bottom] = [width, 0, height, 0];
  let [rough, sum, squared] = [0, 0, 0];
  const touching = { left: 0, right: 0, top: 0, bottom: 0 };
  for (const index of part) {
    const [x, y] = [index % width, Math.floor(index / width)];
    [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
    if (x === 0) touching.left++;
    if (x === width - 1) touching.right++;
    if (y === 0) touching.top++;
    if (y === height - 1) touching.bottom++;
    const here = values[index] ?? 0;
    sum += here;
    squared += here * here;
    if (x < width - 1 && inside[index + 1] === 1) rough += Math.abs((values[index + 1] ?? 0) - here) / part.length;
    if (inside[index + width] === 1) rough += Math.abs((values[index + width] ?? 0) - here) / part.length;
  }
  const across = right - left + 1;
  const down = bottom - top + 1;
  const share = part.length / (width * height);
  const spread = Math.sqrt(Math.max(0, squared / part.length - (sum / part.length) ** 2));
  const along = Math.max(touching.left / height, touching.right / height, touching.top / width);
  return (
    ramp(share, 0.003, 0.008) *
    ramp(share, 0.6, 0.4) *
    ramp(part.length / (across * down), 0.2, 0.4) *
    ramp(Math.max(across / down, down / across), 5, 3) *
    ramp(along, 0.35, 0.15) *
    ramp(touching.left > 0 && touching.right > 0 ? across / width : 0, 1, 0.5) *
    ramp(rough, 14, 8) *
    // One flat colour is paint or paper.
    ramp(spread, 0.5, 2.5)
  );
}
