import { expect, test } from "vitest";
import { slopeOf } from "./soak";

const samples = (perEdit: number, noise: (nth: number) => number) =>
  Array.from({ length: 120 }, (_, nth) => ({ edits: nth * 10, rss: 300e6 + nth * 10 * perEdit + noise(nth) }));

test("a leak is seen in its size, whatever requests hold for a moment", () => {
  const held = (nth: number): number => (nth % 6 === 3 ? 0 : 1e6 * ((nth * 7) % 5));
  const { perEdit, error, windows } = slopeOf(samples(2_000, held), ({ rss }) => rss);
  expect(perEdit).toBeCloseTo(2_000, 0);
  expect(error).toBeLessThan(1);
  expect(windows).toBe(20);
  expect(slopeOf(samples(0, held), ({ rss }) => rss).perEdit).toBeCloseTo(0, 0);
});

test("noise is told from a leak by its error", () => {
  const { perEdit, error } = slopeOf(
    samples(0, (nth) => 5e6 * Math.sin(nth * nth)),
    ({ rss }) => rss,
  );
  expect(error).toBeGreaterThan(500);
  expect(Math.abs(perEdit)).toBeLessThan(error);
});
