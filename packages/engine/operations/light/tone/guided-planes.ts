import { boxMean } from "./box-mean";
import type { Plane } from "../../../regions/plane";

/** `slope × guide + offset`, the guide taken at any size of the picture, gives the smoothed values. */
export type Guided = { slope: Plane; offset: Plane };

/**
 * Smooths values inside of what the guide shows as one area and not across its edges (the guided filter of
 * He, Sun and Tang). `flat` is the variance of the guide below which an area counts as flat.
 */
export function guidedPlanes(guide: Plane, values: Plane, radius: number, flat: number): Guided {
  const product = (one: Plane, other: Plane): Plane => ({
    ...one,
    values: one.values.map((value, index) => value * (other.values[index] ?? 0)),
  });
  const meanGuide = boxMean(guide, radius);
  const meanValues = boxMean(values, radius);
  const meanProduct = boxMean(product(guide, values), radius);
  const meanSquare = boxMean(product(guide, guide), radius);
  const slope: Plane = { ...guide, values: new Float32Array(guide.values.length) };
  const offset: Plane = { ...guide, values: new Float32Array(guide.values.length) };
  for (let index = 0; index < guide.values.length; index++) {
    const [ofGuide, ofValues] = [meanGuide.values[index] ?? 0, meanValues.values[index] ?? 0];
    const together = (meanProduct.values[index] ?? 0) - ofGuide * ofValues;
    const variance = Math.max(0, (meanSquare.values[index] ?? 0) - ofGuide * ofGuide);
    const rise = together / (variance + flat);
    slope.values[index] = rise;
    offset.values[index] = ofValues - rise * ofGuide;
  }
  return { slope: boxMean(slope, radius), offset: boxMean(offset, radius) };
}
