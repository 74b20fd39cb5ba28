import { describe, expect, it } from "vitest";
import { colourful, copyOf, paint, pixelAt } from "../tests/rasters";
import { blend } from "./blend";
import type { Raster } from "./raster";

const { signal } = new AbortController();
const maskOf = ({ width, height }: Raster, share: (x: number, y: number) => number) => ({
  width,
  height,
  values: Uint8Array.from({ length: width * height }, (_, index) => share(index % width, Math.floor(index / width))),
});

describe("blending by a mask", () => {
  it("leaves what is outside as it was, to the byte, even beneath what covers nothing", async () => {
    const before = colourful(40, 30, (x) => (x % 5) * 60);
    const after = paint(40, 30, () => [9, 8, 7, 200]);
    const mask = maskOf(before, (x) => (x < 20 ? 0 : 255));
    const out = blend(copyOf(before), copyOf(after), mask, signal);
    for (const [x, y] of [
      [0, 0],
      [19, 29],
      [5, 11],
    ] as const)
      expect(pixelAt(out, x, y)).toEqual(pixelAt(before, x, y));
    for (const x of [20, 39]) expect(pixelAt(out, x, 3)).toEqual([9, 8, 7, 200]);
  });

  it("mixes in proportion in between", async () => {
    const before = paint(3, 1, () => [0, 100, 200]);
    const after = paint(3, 1, () => [100, 100, 100]);
    const out = blend(
      before,
      after,
      maskOf(before, (x) => [51, 128, 204][x] ?? 0),
      signal,
    );
    expect([0, 1, 2].map((x) => pixelAt(out, x, 0)[0])).toEqual([20, 50, 80]);
    expect([0, 1, 2].map((x) => pixelAt(out, x, 0)[2])).toEqual([180, 150, 120]);
  });

  it("lets colour count by how far it covers", async () => {
    const before = paint(1, 1, () => [255, 0, 0, 0]);
    const after = paint(1, 1, () => [0, 0, 255, 200]);
    const out = blend(
      before,
      after,
      maskOf(before, () => 128),
      signal,
    );
    expect(pixelAt(out, 0, 0)).toEqual([0, 0, 255, 100]);
  });

  it("refuses another size", () => {
    const before = paint(2, 2, () => [0, 0, 0]);
    const smaller = paint(2, 1, () => [0, 0, 0]);
    const mask = maskOf(before, () => 1);
    expect(() => blend(before, smaller, mask, signal)).toThrow("size");
  });
});
