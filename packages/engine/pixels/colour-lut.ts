import { fromOklab, toOklab, type Triple } from "./oklab";

/** Steps along each of red, green and blue. */
const SIZE = 33;

/** Values are kept in 128ths of a level, so that smooth gradients stay smooth. */
const SCALE = 128;

/** What each of 33 × 33 × 33 colours becomes, for `applyLut`; red changes slowest. */
export type ColourLut = { size: number; scale: number; values: Uint16Array };

/** Samples a mapping of sRGB levels 0..1. It should be smooth: between the samples it is taken as straight. */
export function colourLut(map: (red: number, green: number, blue: number) => Triple): ColourLut {
  const values = new Uint16Array(SIZE ** 3 * 3);
  let at = 0;
  for (let red = 0; red < SIZE; red++) {
    for (let green = 0; green < SIZE; green++) {
      for (let blue = 0; blue < SIZE; blue++) {
        for (const level of map(red / (SIZE - 1), green / (SIZE - 1), blue / (SIZE - 1))) {
          values[at++] = Math.round(Math.min(1, Math.max(0, level)) * 255 * SCALE);
        }
      }
    }
  }
  return { size: SIZE, scale: SCALE, values };
}

/** The samples of a table in Oklab, three numbers for each; the same for every table, so made once. */
let samples: Float64Array | undefined;

/** Samples a mapping of Oklab (lightness 0..1 and two colour axes); colours that no screen shows become paler. */
export function oklabLut(map: (lightness: number, a: number, b: number) => Triple): ColourLut {
  if (samples === undefined) {
    const made: number[] = [];
    colourLut((red, green, blue) => {
      made.push(...toOklab(red, green, blue));
      return [0, 0, 0];
    });
    samples = Float64Array.from(made);
  }
  const known = samples;
  let at = 0;
  return colourLut(() => {
    const [lightness, a, b] = map(known[at] ?? 0, known[at + 1] ?? 0, known[at + 2] ?? 0);
    at += 3;
    return fromOklab(lightness, a, b);
  });
}
