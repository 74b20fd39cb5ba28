import { describe, expect, it } from "vitest";
import { apply } from "../../tests/operations";
import { type Pixel, copyOf, paint, statsOf } from "../../tests/rasters";
import { dramaticSky } from "./dramatic-sky";

/** Repeatable roughness for ground, without a random source. */
const rough = (x: number, y: number): number => ((x * 73 + y * 151 + ((x * y) % 17) * 29) % 40) - 20;

const ground = (x: number, y: number): Pixel => [70 + rough(x, y), 85 + rough(y, x), 45 + rough(x + 3, y)];
const blueSky = (y: number): Pixel => [Math.round(70 + y * 0.9), Math.round(120 + y * 0.7), Math.round(200 + y * 0.25)];

/** A hilly ground below a sky; `horizon` is the row where the ground begins. */
const landscape = (sky: (x: number, y: number) => Pixel) =>
  paint(240, 180, (x, y) => (y < 95 + 8 * Math.sin(x / 20) ? sky(x, y) : ground(x, y)));

const cloudy = (x: number, y: number): Pixel => {
  const [r, g, b] = blueSky(y);
  const cloud = 0.5 + 0.5 * Math.sin(x / 13 + Math.sin(y / 9) * 2);
  return [r + (235 - r) * cloud * 0.5, g + (235 - g) * cloud * 0.5, b + (235 - b) * cloud * 0.5];
};

describe("dramatic sky", () => {
  it.each([
    ["blue", (_x: number, y: number): Pixel => blueSky(y)],
    ["overcast", (_x: number, y: number): Pixel => [200 + y / 4, 204 + y / 4, 210 + y / 4]],
    ["sunset", (_x: number, y: number): Pixel => [170 + y / 2, 110 + y / 2, 60 + y / 4]],
    ["cloudy", cloudy],
  ])("darkens a %s sky, its top most, and leaves the ground exactly as it was", async (_name, sky) => {
    const before = landscape(sky);
    const after = await apply(dramaticSky, { amount: 1 }, copyOf(before));
    const light = (raster: typeof before, top: number, bottom: number): number =>
      statsOf(raster, { top, bottom }).light;
    const atTop = light(after, 0, 25) / light(before, 0, 25);
    const atHorizon = light(after, 70, 80) / light(before, 70, 80);
    expect(atTop).toBeLessThan(0.75);
    expect(atTop).toBeLessThan(atHorizon - 0.1);
    const bottom = 112 * before.width * 3;
    expect(after.data.subarray(bottom).equals(before.data.subarray(bottom))).toBe(true);
  });

  it("lifts clouds from the sky around them", async () => {
    const before = landscape(cloudy);
    const after = await apply(dramaticSky, { amount: 1 }, copyOf(before));
    const relative = (raster: typeof before): number => {
      const { spread, light } = statsOf(raster, { top: 40, bottom: 44 });
      return spread / light;
    };
    expect(relative(after)).toBeGreaterThan(relative(before) * 1.3);
  });

  it("is stronger the stronger it is asked for", async () => {
    const lights = await Promise.all(
      [0.5, 1, 1.6].map(
        async (amount) => statsOf(await apply(dramaticSky, { amount }, landscape(cloudy)), { bottom: 60 }).light,
      ),
    );
    expect(lights.toSorted((a, b) => b - a)).toEqual(lights);
  });

  it("leaves dark things in front of the sky alone", async () => {
    const before = landscape((x, y) => (x > 118 && x < 122 ? [25, 20, 18] : blueSky(y)));
    const after = await apply(dramaticSky, { amount: 1 }, copyOf(before));
    const pole = { left: 119, right: 121, top: 10, bottom: 60 };
    expect(Math.abs(statsOf(after, pole).light - statsOf(before, pole).light)).toBeLessThan(3);
  });

  it.each([
    [
      "a brick wall",
      (x: number, y: number): Pixel =>
        y % 12 < 2 || (x + (y % 24 < 12 ? 0 : 10)) % 20 < 2 ? [200, 195, 185] : [150 + rough(x, y), 70, 50],
    ],
    ["foliage", ground],
    ["one plain colour", (): Pixel => [240, 240, 240]],
    [
      "a dark room with a lamp",
      (x: number, y: number): Pixel => (Math.hypot(x - 120, y - 90) < 20 ? [255, 240, 200] : [30 + (x % 5), 25, 22]),
    ],
    [
      "a red house that fills the picture",
      (x: number, y: number): Pixel => (x % 60 > 40 && y % 60 > 30 ? [40, 45, 60] : [150, 30 + (y % 9), 40]),
    ],
  ])("says that it found no sky in %s", async (_name, colour) => {
    await expect(apply(dramaticSky, { amount: 1 }, paint(240, 180, colour))).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
      detail: expect.stringContaining("No sky was found") as string,
    });
  });
});
