import type { Triple } from "../../../pixels/oklab";

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
