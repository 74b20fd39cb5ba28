import { describe, expect, it } from "vitest";
import { paint } from "../tests/rasters";
import { visiblePrint } from "./visible-print";

describe("visiblePrint", () => {
  it("is the same for what differs only where nothing is seen", () => {
    const one = paint(300, 300, (x) => [10, 20, 30, x < 150 ? 0 : 200]);
    const other = paint(300, 300, (x) => (x < 150 ? [90, 80, 70, 0] : [10, 20, 30, 200]));
    expect(visiblePrint(one)).toBe(visiblePrint(other));
  });

  it.each([
    ["colour that is seen", paint(300, 300, (x, y) => [10, 20, x + y === 598 ? 31 : 30, 1])],
    ["alpha", paint(300, 300, (x, y) => [10, 20, 30, x + y === 598 ? 0 : 1])],
    ["size", paint(150, 600, () => [10, 20, 30, 1])],
  ])("differs by %s", (_what, other) => {
    expect(visiblePrint(other)).not.toBe(visiblePrint(paint(300, 300, () => [10, 20, 30, 1])));
  });

  it("leaves the raster as it is", () => {
    const clear = paint(4, 4, () => [1, 2, 3, 0]);
    visiblePrint(clear);
    expect([...clear.data.subarray(0, 4)]).toEqual([1, 2, 3, 0]);
  });
});
