import type { Plane } from "../../pixels/plane";
import { ramp } from "../../pixels/smoothstep";
import { type SmallPicture, colourTrend } from "./small-picture";

/** From this share of blue places on, and with so much colour (0..255), an area is blue by itself. */
const BLUE = 0.4;
const COLOURFUL = 25;

/** From this mean of colour on what is not blue glows, as at dusk. */
const GLOW = 50;

/** Mean of red over blue from which on what does not glow is as warm as a wall in lamplight. */
const WARM = [26, 36] as const;

/** What lies above a place is sky as well, but for so large a share, or something else is in front of the sky or is taken for it. */
const ABOVE = 0.7;

/**
 * How far an area of a small copy that has a sky's colours, and reaches the top, is like a sky and not like a wall, a ceiling,
 * a table, dry grass or something white: 0..1. A sky lights the picture, so that hardly anything is lighter
 * unless it is blue; it is smooth; it changes from top to bottom more than from side to side; and above it is sky. Bounds were
 * chosen on photographs, and on parts of them that were cut out.
 */
export function likenessToSky(picture: SmallPicture, mask: Plane): number {
  const { light, texture, red, blue, blueness } = picture;
  const inside: number[] = [];
  const outside: number[] = [];
  const rough: number[] = [];
  let [blues, warmth] = [0, 0];
  for (let index = 0; index < mask.values.length; index++) {
    const level = light.values[index] ?? 0;
    if (mask.values[index] !== 1) {
      outside.push(level);
      continue;
    }
    inside.push(level);
    rough.push(texture.values[index] ?? 0);
    blues += blueness.values[index] ?? 0;
    warmth += (red.values[index] ?? 0) - (blue.values[index] ?? 0);
  }
  if (inside.length === 0 || outside.length === 0) return 1;
  const [darkest, median] = [quantile(inside, 0.1), quantile(inside, 0.5)];
  const lighter = outside.filter((level) => level > median).length / outside.length;
  const { down, sideways, colour } = colourTrend(picture, mask);
  const open = ramp(openAbove(mask), 0.55, 0.75);
  if (blues / inside.length > BLUE && colour > COLOURFUL) {
    return open * ramp(lighter, 0.5, 0.4) * ramp(darkest / Math.max(1, median), 0.4, 0.6);
  }
  const calm = ramp(quantile(rough, 0.5), 1.2, 0.65);
  const lights = ramp(lighter, 0.06, 0.02);
  if (colour > GLOW) return open * calm * lights * ramp(median, 120, 150);
  // Haze and dusk may be warm and dim, but change downwards.
  const isHaze = down > sideways && down > 10;
  return (
    open *
    calm *
    lights *
    (isHaze ? ramp(median, 85, 110) : ramp(median, 140, 175)) *
    ramp(sideways / Math.max(15, down), 2.1, 1.7) *
    (isHaze ? 1 : ramp(warmth / inside.length, WARM[1], WARM[0]))
  );
}

/** The share of an area above which, up to the top, is hardly anything but the area. */
function openAbove({ values, width, height }: Plane): number {
  const seen = new Uint32Array(width);
  let [open, all] = [0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (values[y * width + x] !== 1) continue;
      const above = seen[x] ?? 0;
      seen[x] = above + 1;
      all++;
      if (above >= ABOVE * y) open++;
    }
  }
  return all === 0 ? 0 : open / all;
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length * share)] ?? 0;
