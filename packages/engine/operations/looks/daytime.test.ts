import { describe, expect, it } from "vitest";
import type { Operation } from "../../operation";
import type { Raster } from "../../pixels/raster";
import { apply } from "../../tests/operations";
import { type Pixel, alphaOf, colourful, copyOf, paint, pixelAt, statsOf } from "../../tests/rasters";
import { blueHour } from "./blue-hour";
import { goldenHour } from "./golden-hour";
import { night } from "./night";
import { sunrise } from "./sunrise";
import { sunset } from "./sunset";

const rough = (x: number, y: number): number => ((x * 73 + y * 151 + ((x * y) % 17) * 29) % 40) - 20;

/** A ground of muted colours below a blue sky that gets paler towards the horizon in row 95. */
const landscape = (): Raster =>
  paint(240, 180, (x, y) =>
    y < 95
      ? [Math.round(70 + y * 0.9), Math.round(120 + y * 0.7), Math.round(200 + y * 0.25)]
      : [100 + rough(x, y), 105 + rough(y, x), 80 + rough(x + 3, y)],
  );

const SKY = { top: 5, bottom: 80 };
const GROUND = { top: 115, bottom: 175 };

const lit = (operation: Operation, raster: Raster, amount = 1): Promise<Raster> =>
  apply(operation, { amount }, copyOf(raster));

describe.each([goldenHour, sunset, sunrise, blueHour, night])("$name", (operation) => {
  it("is stronger the stronger it is asked for, with and without a sky, and keeps alpha", async () => {
    for (const before of [landscape(), colourful(96, 72, (x) => 255 - x)]) {
      const after = await Promise.all([0.5, 1, 1.6].map((amount) => lit(operation, before, amount)));
      const distances = after.map((raster) =>
        raster.data.reduce((sum, level, at) => sum + Math.abs(level - (before.data[at] ?? 0)), 0),
      );
      expect(distances.toSorted((a, b) => a - b)).toEqual(distances);
      expect(new Set(distances).size).toBe(3);
      for (const raster of after) expect(alphaOf(raster).equals(alphaOf(before))).toBe(true);
    }
  });
});

describe("the light of the sun", () => {
  it.each([goldenHour, sunset, sunrise])("$name is warm on the ground and at the horizon", async (operation) => {
    const before = landscape();
    const after = await lit(operation, before);
    const warmth = (raster: Raster, area: { top: number; bottom: number }): number => {
      const { red, blue } = statsOf(raster, area);
      return red - blue;
    };
    expect(warmth(after, GROUND)).toBeGreaterThan(warmth(before, GROUND) + 5);
    expect(warmth(after, { top: 75, bottom: 90 })).toBeGreaterThan(25);
  });

  it("burns in the sky of a sunset from orange below to violet above", async () => {
    const after = await lit(sunset, landscape());
    const above = statsOf(after, { top: 2, bottom: 12 });
    const below = statsOf(after, { top: 78, bottom: 90 });
    expect(below.red).toBeGreaterThan(below.blue + 60);
    expect(above.blue).toBeGreaterThan(above.green);
    expect(statsOf(after, GROUND).light).toBeLessThan(statsOf(landscape(), GROUND).light);
  });
});

describe("night and blue hour", () => {
  it("night is dark and blue, the sky darker still, without losing the shapes", async () => {
    const before = landscape();
    const after = await lit(night, before);
    const [sky, ground] = [statsOf(after, SKY), statsOf(after, GROUND)];
    expect(sky.light).toBeLessThan(0.35 * statsOf(before, SKY).light);
    expect(ground.light).toBeLessThan(0.55 * statsOf(before, GROUND).light);
    expect(sky.blue).toBeGreaterThan(sky.red * 1.5);
    expect(ground.blue).toBeGreaterThan(ground.red);
    expect(ground.edges).toBeGreaterThan(1);
  });

  it("blue hour is darker and bluer, but less dark than night", async () => {
    const before = landscape();
    const [dusk, dark] = [await lit(blueHour, before), await lit(night, before)];
    expect(statsOf(dusk).light).toBeLessThan(statsOf(before).light * 0.8);
    expect(statsOf(dusk).light).toBeGreaterThan(statsOf(dark).light * 1.5);
    const { red, blue } = statsOf(dusk, GROUND);
    expect(blue).toBeGreaterThan(red + 10);
  });

  it.each([night, blueHour])("$name lets a lit window shine, and no wall as light as it", async (operation) => {
    const window: Pixel = [255, 226, 160];
    const street = (x: number, y: number): Pixel =>
      x >= 60 && x < 68 && y >= 60 && y < 70 ? window : x >= 150 ? [236, 226, 214] : [70 + rough(x, y) / 2, 70, 66];
    const before = paint(240, 180, street);
    const after = await lit(operation, before);
    expect(pixelAt(after, 64, 65)[0]).toBeGreaterThan(225);
    expect(statsOf(after, { left: 170, top: 20, bottom: 160 }).light).toBeLessThan(190);
    // Its light is seen beside it.
    expect(pixelAt(after, 70, 65)[0]).toBeGreaterThan(pixelAt(after, 110, 65)[0] + 10);
  });
});
