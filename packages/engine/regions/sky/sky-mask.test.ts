import { describe, expect, it } from "vitest";
import type { Raster } from "../../pixels/raster";
import { type Pixel, paint } from "../../tests/rasters";
import { grain } from "../../tests/scenes";
import { SURE, findSky } from "./find-sky";
import { skyMask } from "./sky-mask";

const WIDTH = 960;
const HEIGHT = 720;

/** A sky that pales into dusk towards a hazy ridge, whose colours are not far from its own. */
const ridge = (x: number): number => Math.round(HEIGHT * 0.4 + 24 * Math.sin(x / 90));
const dusk = (y: number): Pixel => {
  const down = Math.min(1, y / (HEIGHT * 0.42));
  return [Math.round(70 + 150 * down), Math.round(115 + 88 * down), Math.round(165 + 38 * down)];
};
/** Rough at the lower edge, as a near bank is. */
const hazy = (y: number, x = 0): Pixel =>
  y > HEIGHT * 0.6
    ? [70 + 30 * grain(x >> 1, y >> 1), 84 + 30 * grain(x >> 1, y >> 1), 50]
    : [Math.round(150 + y / 40), Math.round(138 + y / 40), Math.round(160 + y / 40)];

const found = async (raster: Raster) => {
  const sky = await findSky(raster);
  expect(sky.confidence).toBeGreaterThanOrEqual(SURE);
  const { values, width } = skyMask(raster, sky, new AbortController().signal);
  return (x: number, y: number): number => values[y * width + x] ?? -1;
};

describe("the mask of a sky", () => {
  it("reaches a hazy ridge and ends there, without a rim", async () => {
    const at = await found(paint(WIDTH, HEIGHT, (x, y) => (y < ridge(x) ? dusk(y) : hazy(y, x))));
    for (let x = 0; x < WIDTH; x += 7) {
      for (let by = 2; by < 30; by++) {
        expect(at(x, ridge(x) - by), `${by} above the ridge at ${x}`).toBe(255);
        expect(at(x, ridge(x) + by), `${by} below the ridge at ${x}`).toBe(0);
      }
    }
  });

  it("takes of a pixel that mixes sky and land the sky's share", async () => {
    const half = (y: number): Pixel =>
      dusk(y).map((level = 0, index) => Math.round((level + (hazy(y)[index] ?? 0)) / 2)) as never;
    const at = await found(
      paint(WIDTH, HEIGHT, (x, y) => (y < ridge(x) ? dusk(y) : y === ridge(x) ? half(y) : hazy(y, x))),
    );
    for (let x = 0; x < WIDTH; x += 7) {
      expect(at(x, ridge(x))).toBeGreaterThan(60);
      expect(at(x, ridge(x))).toBeLessThan(200);
    }
  });

  it("leaves out grey-brown foliage, however softly it blurs into the sky", async () => {
    const isCrown = (x: number, y: number): boolean => Math.hypot((x - 760) / 1.3, y - 120) < 190;
    const leaf = (x: number, y: number): Pixel => (grain(x >> 2, y >> 2) > 0.15 ? [176, 164, 148] : [74, 66, 50]);
    const at = await found(
      paint(WIDTH, HEIGHT, (x, y) => {
        if (isCrown(x, y)) return leaf(x, y);
        return y < 380 ? [196, 184, 168] : [120 + 20 * grain(x, y), 96, 40];
      }),
    );
    let leaves = 0;
    let taken = 0;
    for (let y = 0; y < 250; y += 3) {
      for (let x = 640; x < 900; x += 3) {
        if (!isCrown(x, y) || leaf(x, y)[0] !== 74) continue;
        leaves++;
        taken += at(x, y) / 255;
      }
    }
    expect(taken / leaves).toBeLessThan(0.02);
    expect(at(200, 100)).toBe(255);
    expect(at(200, 370)).toBe(255);
  });

  it("ends at a warm hill beyond a grey distance", async () => {
    const isHill = (x: number, y: number): boolean => x < 420 && y > 300 + 60 * (x / 420) ** 2;
    const strip = (y: number): number => Math.max(0, Math.min(1, (y - 200) / 80));
    const at = await found(
      paint(WIDTH, HEIGHT, (x, y) => {
        if (y > 400) return [70 + 30 * grain(x, y), 66, 30];
        if (isHill(x, y)) return [184, 150, 102];
        if (y > 330) return [80 + 30 * grain(x, y), 80, 40];
        return [200 - 48 * strip(y), 186 - 50 * strip(y), 170 - 40 * strip(y)].map(Math.round) as never;
      }),
    );
    expect(at(200, 290)).toBeGreaterThan(240);
    for (let x = 40; x < 300; x += 20) expect(at(x, 372), `the hill at ${x}`).toBe(0);
  });

  it("takes in a cloud with a crisp edge that the side of the picture cuts", async () => {
    const isCloud = (x: number, y: number): boolean => Math.hypot(x / 1.6, y - 150) < 110;
    const at = await found(
      paint(WIDTH, HEIGHT, (x, y) => {
        if (y > 420) return [60 + 30 * grain(x, y), 80, 40];
        return isCloud(x, y) ? [246, 247, 250] : [88 + y / 8, 138 + y / 8, 208];
      }),
    );
    expect(at(20, 150)).toBe(255);
    expect(at(400, 150)).toBe(255);
  });

  it("finds the dusk all the same in a grainy picture", async () => {
    const noisy = (colour: Pixel, x: number, y: number): Pixel => {
      const by = (seed: number): number => 30 * grain(x + seed, y) + 30 * grain(x, y + seed);
      return colour.map((level = 0, index) => Math.min(255, Math.max(0, Math.round(level + by(index * 977))))) as never;
    };
    const at = await found(
      paint(WIDTH, HEIGHT, (x, y) => noisy(y < ridge(x) ? [90 + y / 3, 90 + y / 6, 100] : [30, 70, 34], x, y)),
    );
    let sky = 0;
    for (let y = 0; y < 240; y += 5) for (let x = 0; x < WIDTH; x += 5) sky += at(x, y) / 255;
    expect(sky / (48 * (WIDTH / 5))).toBeGreaterThan(0.95);
  });
});
