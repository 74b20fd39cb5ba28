import { expect, test } from "vitest";
import { growthExponent, median, quantile } from "./statistics";

test("quantiles are interpolated, whatever the order", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 2, 3])).toBe(2.5);
  expect(quantile([0, 10], 0.95)).toBeCloseTo(9.5);
  expect(quantile([], 0.5)).toBeNaN();
});

test("growth is told from flat", () => {
  const sizes = [10, 100, 1000, 10_000];
  expect(growthExponent(sizes.map((size) => ({ size, cost: 3 * size })))).toBeCloseTo(1);
  expect(growthExponent(sizes.map((size) => ({ size, cost: 3 * Math.sqrt(size) })))).toBeCloseTo(0.5);
  expect(growthExponent(sizes.map((size) => ({ size, cost: 3 })))).toBeCloseTo(0);
});
