import { type Triple, toOklab } from "./oklab";
import type { Raster } from "./raster";
import { throughSharp } from "./resize";

/** Longer side of the copy that is sampled, in pixels. */
const SAMPLED = 160;

/** Alpha from which on a pixel counts. */
const VISIBLE = 128;

/** The colours of a small copy in Oklab; transparent pixels are left out. */
export async function sampleLab(raster: Raster): Promise<Triple[]> {
  const { data, channels } = await throughSharp(raster, (image) =>
    image.resize(SAMPLED, SAMPLED, { fit: "inside", withoutEnlargement: true }),
  );
  const colours: Triple[] = [];
  for (let at = 0; at + channels <= data.length; at += channels) {
    if (channels === 4 && (data[at + 3] ?? 0) < VISIBLE) continue;
    colours.push(toOklab((data[at] ?? 0) / 255, (data[at + 1] ?? 0) / 255, (data[at + 2] ?? 0) / 255));
  }
  return colours;
}

/** Mean and standard deviation of each of three axes; there must be at least one colour. */
export function spreadOf(colours: readonly Triple[]): { mean: Triple; spread: Triple } {
  const sums = [0, 0, 0];
  const squares = [0, 0, 0];
  for (const colour of colours) {
    for (const [axis, value] of colour.entries()) {
      sums[axis] = (sums[axis] ?? 0) + value;
      squares[axis] = (squares[axis] ?? 0) + value * value;
    }
  }
  const mean = (axis: 0 | 1 | 2): number => (sums[axis] ?? 0) / colours.length;
  const spread = (axis: 0 | 1 | 2): number =>
    Math.sqrt(Math.max(0, (squares[axis] ?? 0) / colours.length - mean(axis) ** 2));
  return { mean: [mean(0), mean(1), mean(2)], spread: [spread(0), spread(1), spread(2)] };
}

/** Levels of light whose colours are compared among each other. */
const BANDS = 96;

/**
 * How much the colours of pixels differ that are equally light, in Oklab: about nothing in black and white and
 * in a picture toned by one colour or two, whatever the tone.
 */
export function colourBesideLight(colours: readonly Triple[]): number {
  const bands = Array.from({ length: BANDS }, () => ({ count: 0, a: 0, b: 0, squares: 0 }));
  for (const [lightness, a, b] of colours) {
    const band = bands[Math.min(BANDS - 1, Math.max(0, Math.floor(lightness * BANDS)))];
    if (band === undefined) continue;
    band.count++;
    band.a += a;
    band.b += b;
    band.squares += a * a + b * b;
  }
  let sum = 0;
  for (const { count, a, b, squares } of bands) if (count > 0) sum += squares - (a * a + b * b) / count;
  return Math.sqrt(Math.max(0, sum) / Math.max(1, colours.length));
}
