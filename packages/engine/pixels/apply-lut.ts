import type { ColourLut } from "./colour-lut";
import { inSlices } from "./in-slices";
import type { Raster } from "./raster";

/** Parts of the way between two samples are counted in 256ths. */
const PARTS = 256;

/** Sends every colour through a table, interpolated between its four nearest samples; alpha stays. Overwrites the raster. */
export async function applyLut(raster: Raster, lut: ColourLut, signal: AbortSignal): Promise<Raster> {
  const { data, channels } = raster;
  const { size, scale, values } = lut;
  const [redStep, greenStep, blueStep] = [size * size * 3, size * 3, 3];
  const diagonal = redStep + greenStep + blueStep;
  const cell = Int32Array.from({ length: 256 }, (_, level) =>
    Math.min(size - 2, Math.floor((level * (size - 1)) / 255)),
  );
  const part = Int32Array.from({ length: 256 }, (_, level) =>
    Math.round(((level * (size - 1)) / 255 - (cell[level] ?? 0)) * PARTS),
  );
  const whole = scale * PARTS;

  await inSlices(raster.width * raster.height, signal, (from, to) => {
    for (let at = from * channels; at < to * channels; at += channels) {
      const [red, green, blue] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
      const [r, g, b] = [part[red] ?? 0, part[green] ?? 0, part[blue] ?? 0];
      // The cube between eight samples falls into six tetrahedra, by the order of the three parts.
      let [first, second, most, middle, least] = [redStep, greenStep, r, g, b];
      if (r >= g) {
        if (g < b) {
          if (r >= b) [second, middle, least] = [blueStep, b, g];
          else [first, second, most, middle, least] = [blueStep, redStep, b, r, g];
        }
      } else if (r >= b) [first, second, most, middle] = [greenStep, redStep, g, r];
      else if (g >= b) [first, second, most, middle, least] = [greenStep, blueStep, g, b, r];
      else [first, most, least] = [blueStep, b, r];

      const origin = (cell[red] ?? 0) * redStep + (cell[green] ?? 0) * greenStep + (cell[blue] ?? 0) * blueStep;
      const [w0, w1, w2] = [PARTS - most, most - middle, middle - least];
      for (let channel = 0; channel < 3; channel++) {
        const place = origin + channel;
        const sum =
          (values[place] ?? 0) * w0 +
          (values[place + first] ?? 0) * w1 +
          (values[place + first + second] ?? 0) * w2 +
          (values[place + diagonal] ?? 0) * least;
        data[at + channel] = (sum + whole / 2) / whole;
      }
    }
  });
  return raster;
}
