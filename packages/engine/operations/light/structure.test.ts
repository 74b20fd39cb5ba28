import { describe, expect, it } from "vitest";
import { apply } from "../../tests/operations";
import { type Pixel, copyOf, paint, pixelAt, statsOf } from "../../tests/rasters";
import { clarity } from "./clarity";
import { dehaze } from "./dehaze";
import { hdr } from "./hdr";

const grey = (level: number): Pixel => [level, level, level];

/** Soft waves on a middle grey: structure and no edges. */
const waves = () => paint(160, 120, (x, y) => grey(Math.round(128 + 14 * Math.sin(x / 3) * Math.sin(y / 3))));

describe("clarity", () => {
  it("raises and lowers structure, more of it the stronger, and keeps the light", async () => {
    const before = statsOf(waves());
    const [low, some, more] = await Promise.all(
      [-1, 0.5, 1.6].map(async (amount) => statsOf(await apply(clarity, { amount }, waves()))),
    );
    expect(low?.spread).toBeLessThan(before.spread * 0.85);
    expect(some?.spread).toBeGreaterThan(before.spread * 1.1);
    expect(more?.spread).toBeGreaterThan((some?.spread ?? 0) * 1.2);
    expect(Math.abs((more?.light ?? 0) - before.light)).toBeLessThan(2);
  });

  it("leaves plain areas beside a hard edge as they are", async () => {
    const edge = paint(300, 60, (x) => grey(x < 150 ? 60 : 190));
    const after = await apply(clarity, { amount: 1.6 }, copyOf(edge));
    for (const x of [20, 120, 145, 154, 180, 280]) {
      expect(Math.abs(pixelAt(after, x, 30)[0] - pixelAt(edge, x, 30)[0])).toBeLessThan(14);
    }
  });

  it("keeps hues and does not touch pure white or black", async () => {
    const after = await apply(
      clarity,
      { amount: 1 },
      paint(60, 60, (x, y) => (y < 30 ? grey(x < 30 ? 0 : 255) : [150 + (x % 5) * 6, 90 + (x % 5) * 4, 60])),
    );
    expect(pixelAt(after, 5, 5)[0]).toBe(0);
    expect(pixelAt(after, 50, 5)[0]).toBe(255);
    const { red, green, blue } = statsOf(after, { top: 40 });
    expect(red).toBeGreaterThan(green);
    expect(green).toBeGreaterThan(blue);
  });
});

describe("HDR look", () => {
  it("brings dark and light areas closer and raises the structure in them", async () => {
    const before = paint(160, 100, (x, y) => grey((x < 80 ? 45 : 205) + Math.round(10 * Math.sin(x) * Math.sin(y))));
    const after = await apply(hdr, { amount: 1 }, copyOf(before));
    const [dark, light] = [{ right: 70 }, { left: 90 }];
    const gap = (raster: typeof before): number => statsOf(raster, light).light - statsOf(raster, dark).light;
    expect(gap(after)).toBeLessThan(gap(before) - 15);
    expect(statsOf(after, dark).edges).toBeGreaterThan(statsOf(before, dark).edges * 1.3);
    expect(statsOf(after, light).edges).toBeGreaterThan(statsOf(before, light).edges * 1.05);
  });
});

describe("haze removal", () => {
  /** A coloured scene that a grey veil covers more and more towards the top. */
  const scene = (x: number, y: number): Pixel =>
    (Math.floor(x / 8) + Math.floor(y / 8)) % 2 === 0 ? [30, 60, 20] : [140, 90, 60];
  const hazy = paint(160, 120, (x, y) => {
    const veil = 0.75 * (1 - y / 120);
    const [red, green, blue] = scene(x, y);
    const covered = (level: number): number => Math.round(level * (1 - veil) + 215 * veil);
    return [covered(red), covered(green), covered(blue)];
  });

  it("brings back contrast and colour, most where the veil was thickest", async () => {
    const after = await apply(dehaze, { amount: 1 }, copyOf(hazy));
    const far = { bottom: 40 };
    const near = { top: 90 };
    const gain = (area: typeof far | typeof near): number => statsOf(after, area).spread / statsOf(hazy, area).spread;
    expect(gain(far)).toBeGreaterThan(1.3);
    expect(gain(far)).toBeGreaterThan(gain(near));
    expect(statsOf(after, far).colour).toBeGreaterThan(statsOf(hazy, far).colour * 1.2);
  });

  it("is stronger the stronger it is asked for", async () => {
    const spreads = await Promise.all(
      [0.5, 1, 1.6].map(async (amount) => statsOf(await apply(dehaze, { amount }, copyOf(hazy))).spread),
    );
    expect(spreads.toSorted((a, b) => a - b)).toEqual(spreads);
  });

  it("does little where there is no haze", async () => {
    const clear = paint(160, 120, scene);
    const after = await apply(dehaze, { amount: 1 }, copyOf(clear));
    expect(Math.abs(statsOf(after).light - statsOf(clear).light)).toBeLessThan(12);
  });
});
