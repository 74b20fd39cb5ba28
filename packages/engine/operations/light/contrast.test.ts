import { describe, expect, it } from "vitest";
import { apply } from "../../tests/operations";
import { colourful, paint, statsOf } from "../../tests/rasters";
import { contrast } from "./contrast";

describe("contrast", () => {
  it("spreads and narrows the light around its middle", async () => {
    const before = statsOf(colourful());
    const more = statsOf(await apply(contrast, { factor: 1.4, middle: 0.5 }));
    const less = statsOf(await apply(contrast, { factor: 0.7, middle: 0.5 }));
    expect(more.spread).toBeGreaterThan(before.spread * 1.1);
    expect(less.spread).toBeLessThan(before.spread * 0.8);
    expect(Math.abs(more.light - before.light)).toBeLessThan(12);
  });

  it("keeps black, white and the middle", async () => {
    const after = await apply(
      contrast,
      { factor: 1.8, middle: 0.5 },
      paint(256, 1, (x) => [x, x, x]),
    );
    expect([after.data[0], after.data[255 * 3]]).toEqual([0, 255]);
    expect(Math.abs((after.data[128 * 3] ?? 0) - 128)).toBeLessThanOrEqual(2);
  });
});
