import type { StopSignal } from "../stop-signal";
import { boxFilter, tentBlur } from "./box-filter";
import { inSlices } from "./in-slices";
import { type Plane, planeOf, productOf } from "./plane";

/** Rows that are smoothed at a time, of those of a full picture: more would only need more memory. */
const STRIP = 128;

/** `slope × guide + offset`, the guide taken at any size of the picture, gives the smoothed values. */
export type Guided = { slope: Plane; offset: Plane };

/**
 * Smooths values inside of what the guide shows as one area and not across its edges (the guided filter: He,
 * Sun, Tang 2013). `flat` is the variance of the guide below which an area counts as flat.
 */
export function guidedFilter(guide: Plane, values: Plane, radius: number, flat: number): Guided {
  const ofGuide = boxFilter(guide, radius).values;
  const slope = boxFilter(productOf(guide, guide), radius);
  const isOwn = values === guide;
  const ofValues = isOwn ? ofGuide : boxFilter(values, radius).values;
  const together = isOwn ? slope.values : boxFilter(productOf(guide, values), radius).values;
  const offset: Plane = { ...guide, values: new Float32Array(ofGuide.length) };
  for (let index = 0; index < ofGuide.length; index++) {
    const [mean, meanOfValues] = [ofGuide[index] ?? 0, ofValues[index] ?? 0];
    const covariance = (together[index] ?? 0) - mean * meanOfValues;
    const variance = Math.max(0, (slope.values[index] ?? 0) - mean * mean);
    const rise = covariance / (variance + flat);
    slope.values[index] = rise;
    offset.values[index] = meanOfValues - rise * mean;
  }
  return { slope: boxFilter(slope, radius), offset: boxFilter(offset, radius) };
}

/**
 * The guided filter of a full picture's levels by themselves, handed out row by row, in order: smooth, but with
 * all edges. Works in strips, so that it never holds more than a part of a large picture.
 */
export function guidedFilterRows(
  { values, width, height }: { values: Uint8Array; width: number; height: number },
  { radius, flat }: { radius: number; flat: number },
  signal: StopSignal,
  take: (y: number, row: Float32Array) => void,
): void {
  const row = new Float32Array(width);
  const margin = 2 * radius;
  const strip = Math.max(STRIP, 2 * margin);
  const smooth = (top: number, bottom: number): void => {
    const [first, end] = [Math.max(0, top - margin), Math.min(height, bottom + margin)];
    const part = Float32Array.from(values.subarray(first * width, end * width));
    const plane = { values: part, width, height: end - first };
    const { slope, offset } = guidedFilter(plane, plane, radius, flat);
    for (let y = top; y < bottom; y++) {
      const from = (y - first) * width;
      for (let x = 0, at = from; x < width; x++, at++) {
        row[x] = (slope.values[at] ?? 0) * (part[at] ?? 0) + (offset.values[at] ?? 0);
      }
      take(y, row);
    }
  };
  inSlices(height, signal, smooth, strip);
}

/** Red, green and blue of a small picture, 0..255. */
export type ColourGuide = readonly [red: Plane, green: Plane, blue: Plane];

/** Added to the variance of colours, in levels squared, so that noise draws no edges. */
const NOISE = 0.004 * 255 ** 2;

/**
 * The guided filter with a guide in colours: factors of red, green and blue, and a constant, whose sum is about
 * the value near each place. Means are of `tentBlur`.
 */
export function colourGuidedFilter(
  [red, green, blue]: ColourGuide,
  values: Plane,
  radius: number,
): [red: Plane, green: Plane, blue: Plane, rest: Plane] {
  const { width, height } = values;
  const mean = (plane: Plane): Float32Array => tentBlur(plane, radius).values;
  const both = (one: Plane, other: Plane): Float32Array => mean(productOf(one, other));
  const [r, g, b, p] = [mean(red), mean(green), mean(blue), mean(values)];
  const [rr, rg, rb] = [both(red, red), both(red, green), both(red, blue)];
  const [gg, gb, bb] = [both(green, green), both(green, blue), both(blue, blue)];
  const [rp, gp, bp] = [both(red, values), both(green, values), both(blue, values)];

  const empty = (): Plane => planeOf(width, height, () => 0);
  const [ofRed, ofGreen, ofBlue, rest] = [empty(), empty(), empty(), empty()];
  const at = (mean: Float32Array, index: number): number => mean[index] ?? 0;
  for (let index = 0; index < width * height; index++) {
    const [mr, mg, mb, mp] = [at(r, index), at(g, index), at(b, index), at(p, index)];
    // The covariance of the channels, with the noise on its diagonal, …
    const [xx, xy, xz] = [at(rr, index) - mr * mr + NOISE, at(rg, index) - mr * mg, at(rb, index) - mr * mb];
    const [yy, yz, zz] = [at(gg, index) - mg * mg + NOISE, at(gb, index) - mg * mb, at(bb, index) - mb * mb + NOISE];
    const [px, py, pz] = [at(rp, index) - mr * mp, at(gp, index) - mg * mp, at(bp, index) - mb * mp];
    // … solved by Cramer's rule.
    const [cx, cy, cz] = [yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - xz * yy];
    const determinant = xx * cx + xy * cy + xz * cz;
    const fr = (px * cx + py * cy + pz * cz) / determinant;
    const fg = (px * cy + py * (xx * zz - xz * xz) + pz * (xy * xz - xx * yz)) / determinant;
    const fb = (px * cz + py * (xy * xz - xx * yz) + pz * (xx * yy - xy * xy)) / determinant;
    ofRed.values[index] = fr;
    ofGreen.values[index] = fg;
    ofBlue.values[index] = fb;
    rest.values[index] = mp - fr * mr - fg * mg - fb * mb;
  }
  return [tentBlur(ofRed, 1), tentBlur(ofGreen, 1), tentBlur(ofBlue, 1), tentBlur(rest, 1)];
}
