import type { StopSignal } from "../stop-signal";
import { LUMA } from "./colour-matrix";
import { inSlices } from "./in-slices";
import { type Triple, fromOklab, toOklab } from "./oklab";
import type { Raster } from "./raster";

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

/** Parts of the way between two samples are counted in 256ths. */
const PARTS = 256;

/** Sends every colour through a table, interpolated between its four nearest samples; alpha stays. Overwrites the raster. */
export function applyLut(raster: Raster, lut: ColourLut, signal: StopSignal): Raster {
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

  inSlices(raster.width * raster.height, signal, (from, to) => {
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

/**
 * Every colour `factor` times as far from the grey of its light, which is kept. Near the strongest colour that
 * a screen can show it follows less and less, so that nothing clips and no hue turns.
 */
export const saturationLut = (factor: number): ColourLut =>
  colourLut((red, green, blue) => {
    const grey = red * LUMA[0] + green * LUMA[1] + blue * LUMA[2];
    const above = Math.max(red, green, blue) - grey;
    const below = grey - Math.min(red, green, blue);
    let scale = factor;
    if (factor > 1 && above > 0 && below > 0) {
      const room = Math.max(0, Math.min((1 - grey) / above, grey / below) - 1);
      scale = room === 0 ? 1 : 1 + room * (1 - Math.exp((1 - factor) / room));
    }
    return [grey + (red - grey) * scale, grey + (green - grey) * scale, grey + (blue - grey) * scale];
  });

/** Strength of colour (Oklab chroma) that is strong enough: from here on nothing is added. */
const STRONG = 0.24;

/** Hue of human skin of any tone in Oklab, in radians, how far around it skin reaches, and how much of the change it is spared. */
const SKIN = 0.96;
const SKIN_REACH = 0.42;
const SPARED = 0.75;

/**
 * Strengthens pale colours in Oklab by up to `by` (0.3: 30 %; below 0 it pales the strong ones), strong ones less, and
 * skin least.
 */
export const vivid =
  (by: number) =>
  (lightness: number, a: number, b: number): Triple => {
    const strength = Math.hypot(a, b);
    const fromSkin = Math.abs(Math.atan2(b, a) - SKIN) / SKIN_REACH;
    const spared = SPARED * Math.exp(-fromSkin * fromSkin);
    const paleness = Math.max(0, 1 - strength / STRONG);
    const share = by >= 0 ? paleness : Math.min(1, 0.35 + strength / STRONG);
    const gain = Math.max(0, 1 + by * share * (1 - spared));
    return [lightness, a * gain, b * gain];
  };

/** A table of `vivid`. */
export const vividLut = (by: number): ColourLut => oklabLut(vivid(by));
