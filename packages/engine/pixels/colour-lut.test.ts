import { describe, expect, it } from "vitest";
import { copyOf, paint, pixelAt } from "../tests/rasters";
import { applyLut, colourLut, oklabLut } from "./colour-lut";
import { toOklab } from "./oklab";

const { signal } = new AbortController();
const every = paint(128, 128, (x, y) => [x * 2, y * 2, (x * 7 + y * 13) % 256, (x + y) % 256]);

describe("a table of colours", () => {
  it("that changes nothing changes nothing", async () => {
    const plain = applyLut(
      copyOf(every),
      colourLut((...levels) => levels),
      signal,
    );
    expect(plain.data.equals(every.data)).toBe(true);
    const perceived = applyLut(
      copyOf(every),
      oklabLut((...lab) => lab),
      signal,
    );
    expect(perceived.data.every((value, at) => Math.abs(value - (every.data[at] ?? 0)) <= 1)).toBe(true);
  });

  it("follows a mapping that mixes the channels, and keeps alpha", async () => {
    const mixed = applyLut(
      copyOf(every),
      colourLut((r, g, b) => [g, b, (r + g + b) / 3]),
      signal,
    );
    for (const [x, y] of [
      [3, 5],
      [100, 20],
      [20, 100],
      [127, 127],
      [64, 0],
      [31, 77],
    ] as const) {
      const [r, g, b, alpha] = pixelAt(every, x, y);
      const after = pixelAt(mixed, x, y);
      expect(after.slice(0, 2)).toEqual([g, b]);
      expect(Math.abs(after[2] - (r + g + b) / 3)).toBeLessThanOrEqual(0.51);
      expect(after[3]).toBe(alpha);
    }
  });

  it("makes paler what no screen can show, with its lightness kept", async () => {
    const before = paint(1, 1, () => [200, 60, 60]);
    const [red, green, blue] = pixelAt(
      applyLut(
        before,
        oklabLut((l, a, b) => [l, a * 9, b * 9]),
        signal,
      ),
      0,
      0,
    );
    expect(red).toBeGreaterThan(210);
    expect(Math.max(green, blue)).toBeLessThan(50);
    const lightness = (...levels: [number, number, number]): number =>
      toOklab(levels[0] / 255, levels[1] / 255, levels[2] / 255)[0];
    expect(lightness(red, green, blue)).toBeCloseTo(lightness(200, 60, 60), 1);
  });
});
