import { describe, expect, it } from "vitest";
import { apply } from "../../tests/operations";
import { colourful, paint, pixelAt, statsOf } from "../../tests/rasters";
import { blackAndWhiteFilter } from "./black-and-white-filter";
import { duotone } from "./duotone";
import { posterise } from "./posterise";
import { solarise } from "./solarise";
import { threshold } from "./threshold";

const ramp = () => paint(256, 4, (x) => [x, x, x]);

const coloursOf = (raster: ReturnType<typeof ramp>): Set<string> =>
  new Set(
    Array.from({ length: raster.width * raster.height }, (_, at) =>
      pixelAt(raster, at % raster.width, Math.floor(at / raster.width)).join(),
    ),
  );

describe("black and white through a filter", () => {
  it("makes the filter's own colour light and the opposite dark, and keeps greys", async () => {
    const picture = () => paint(3, 1, (x) => (x === 0 ? [200, 60, 60] : x === 1 ? [60, 90, 200] : [120, 120, 120]));
    const [red, blue] = await Promise.all(
      ["red", "blue"].map((filter) => apply(blackAndWhiteFilter, { filter }, picture())),
    );
    if (red === undefined || blue === undefined) throw new Error("Two pictures were made");
    expect(pixelAt(red, 0, 0)[0]).toBeGreaterThan(pixelAt(red, 1, 0)[0] + 80);
    expect(pixelAt(blue, 1, 0)[0]).toBeGreaterThan(pixelAt(blue, 0, 0)[0] + 60);
    for (const raster of [red, blue]) {
      expect(statsOf(raster).colour).toBe(0);
      expect(Math.abs(pixelAt(raster, 2, 0)[0] - 120)).toBeLessThanOrEqual(1);
    }
  });
});

describe("duotone", () => {
  it("prints dark in one colour and light in the other, rising in light", async () => {
    const after = await apply(duotone, { dark: "navy", light: "gold" }, ramp());
    const [darkRed, , darkBlue] = pixelAt(after, 10, 0);
    const [lightRed, , lightBlue] = pixelAt(after, 245, 0);
    expect(darkBlue).toBeGreaterThan(darkRed + 60);
    expect(lightRed).toBeGreaterThan(lightBlue + 100);
    const lights = [20, 80, 140, 200, 240].map((x) => statsOf(after, { left: x, right: x + 1 }).light);
    expect(lights.toSorted((a, b) => a - b)).toEqual(lights);
  });
});

describe("posterise", () => {
  it("leaves as many tones as it says, evenly between black and white", async () => {
    for (const levels of [2, 4, 8]) {
      const tones = coloursOf(await apply(posterise, { levels, said: true }, ramp()));
      expect(tones.size).toBe(levels);
      expect([tones.has("0,0,0,255"), tones.has("255,255,255,255")]).toEqual([true, true]);
    }
  });

  it("leaves few colours of a colourful picture, and about their means", async () => {
    const after = await apply(posterise, { levels: 5, said: true });
    expect(coloursOf(after).size).toBeLessThan(80);
    for (const channel of ["red", "green", "blue"] as const) {
      expect(Math.abs(statsOf(after)[channel] - statsOf(colourful())[channel])).toBeLessThan(14);
    }
  });
});

describe("solarise", () => {
  it("turns light tones back to dark and leaves dark ones dark", async () => {
    const after = await apply(solarise, { mix: 1 }, ramp());
    expect([0, 128, 255].map((x) => pixelAt(after, x, 0)[0])).toEqual([0, 255, 0]);
    const some = await apply(solarise, { mix: 0.5 }, ramp());
    expect(pixelAt(some, 230, 0)[0]).toBeGreaterThan(pixelAt(after, 230, 0)[0] + 40);
  });
});

describe("threshold", () => {
  it("draws the line where it was said, or between the two groups of tones", async () => {
    const said = await apply(threshold, { level: 0.3, said: true }, ramp());
    expect([60, 70, 85, 200].map((x) => pixelAt(said, x, 0)[0])).toEqual([0, 0, 255, 255]);
    const groups = paint(100, 20, (x) => (x < 60 ? [30 + (x % 7), 30, 30] : [95 + (x % 7), 95, 95]));
    const found = await apply(threshold, { level: 0.5, said: false }, groups);
    expect(statsOf(found, { right: 60 }).light).toBe(0);
    expect(statsOf(found, { left: 60 }).light).toBeCloseTo(255, 5);
  });
});
