import { describe, expect, it } from "vitest";
import { apply, paramsOf } from "../../tests/operations";
import { colourful, paint, statsOf } from "../../tests/rasters";
import { brightness } from "./brightness";

describe("brightness", () => {
  it("brightens and darkens", async () => {
    const before = statsOf(colourful());
    expect(statsOf(await apply(brightness, { stops: 0.7 })).light).toBeGreaterThan(before.light + 20);
    expect(statsOf(await apply(brightness, { stops: -0.7 })).light).toBeLessThan(before.light - 20);
  });

  it("doubles the light with a stop where there is room for it", async () => {
    const after = statsOf(
      await apply(
        brightness,
        { stops: 1 },
        paint(8, 8, () => [60, 60, 60]),
      ),
    );
    // 60 of 255 is 4.5 % of full light in sRGB; 9 % is 85.
    expect(after.light).toBeCloseTo(85, 0);
  });

  it("keeps white, black and the order of levels, and does not burn out highlights", async () => {
    const after = await apply(
      brightness,
      { stops: 1.5 },
      paint(256, 1, (x) => [x, x, x]),
    );
    const levels = Array.from({ length: 256 }, (_, x) => after.data[x * 3] ?? 0);
    expect(levels[0]).toBe(0);
    expect(levels[255]).toBe(255);
    expect(levels.toSorted((a, b) => a - b)).toEqual(levels);
    expect(levels[200]).toBeLessThan(255);
  });

  it("orders slightly, plain, much and extremely", () => {
    const sizes = [
      "make it slightly brighter",
      "make it brighter",
      "make it much brighter",
      "make it extremely bright",
    ];
    const stops = sizes.map((request) => Number(paramsOf(request)["stops"]));
    expect(stops.toSorted((a, b) => a - b)).toEqual(stops);
    expect(new Set(stops).size).toBe(4);
  });

  it("gives a light picture less than a dark one, but keeps what was said in figures", () => {
    const facts = { width: 10, height: 10, lightSpread: 40, meanColour: 30 };
    const ofDark = Number(brightness.adapt({ stops: 0.7 }, { ...facts, meanLight: 60 })["stops"]);
    const ofLight = Number(brightness.adapt({ stops: 0.7 }, { ...facts, meanLight: 200 })["stops"]);
    expect(ofDark).toBeGreaterThan(ofLight);
    expect(ofLight).toBeGreaterThan(0);
  });
});
