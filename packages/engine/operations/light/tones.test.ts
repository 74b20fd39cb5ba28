import { describe, expect, it } from "vitest";
import { apply, paramsOf } from "../../tests/operations";
import { type Pixel, copyOf, paint, pixelAt, statsOf } from "../../tests/rasters";
import { autoLevels } from "./auto-levels";
import { blacks } from "./blacks";
import { dodgeBurn } from "./dodge-burn";
import { gamma } from "./gamma";
import { highlights } from "./highlights";
import { shadows } from "./shadows";
import { whites } from "./whites";

const grey = (level: number): Pixel => [level, level, level];

/** A dark and a light half, each with fine structure. */
const halves = () => paint(120, 80, (x, y) => grey((x < 60 ? 40 : 215) + ((x + y) % 2 === 0 ? 6 : -6)));
const left = { right: 50 };
const right = { left: 70 };

/** Every level from black to white, from left to right. */
const ramp = () => paint(256, 4, (x) => grey(x));
const levelsOf = (raster: ReturnType<typeof ramp>): number[] =>
  Array.from({ length: raster.width }, (_, x) => pixelAt(raster, x, 0)[0]);
const isRising = (levels: number[]): boolean => levels.every((level, at) => at === 0 || level >= (levels[at - 1] ?? 0));

describe("shadows", () => {
  it("lifts and deepens dark areas and leaves light ones", async () => {
    const before = halves();
    for (const [amount, sign] of [
      [1, 1],
      [-1, -1],
    ] as const) {
      const after = await apply(shadows, { amount }, copyOf(before));
      expect((statsOf(after, left).light - statsOf(before, left).light) * sign).toBeGreaterThan(10);
      expect(Math.abs(statsOf(after, right).light - statsOf(before, right).light)).toBeLessThan(1);
    }
  });

  it("keeps the structure inside what it lifts, and the hue", async () => {
    const before = halves();
    const after = await apply(shadows, { amount: 1 }, copyOf(before));
    expect(statsOf(after, left).edges).toBeGreaterThan(statsOf(before, left).edges);
    const [red, green, blue] = pixelAt(
      await apply(
        shadows,
        { amount: 1 },
        paint(8, 8, () => [60, 40, 20]),
      ),
      4,
      4,
    );
    expect(red).toBeGreaterThan(green + 15);
    expect(green).toBeGreaterThan(blue + 15);
  });

  it("makes no halo at an edge between dark and light", async () => {
    const after = await apply(
      shadows,
      { amount: 1.6 },
      paint(400, 60, (x) => grey(x < 200 ? 40 : 215)),
    );
    const row = Array.from({ length: 400 }, (_, x) => pixelAt(after, x, 30)[0]);
    const [far, near] = [row[40] ?? 0, row[198] ?? 0];
    expect(Math.abs(far - near)).toBeLessThan(12);
    expect(Math.min(...row.slice(200))).toBeGreaterThan(205);
  });

  it("is stronger the stronger it is asked for", async () => {
    const lights = await Promise.all(
      ["lift the shadows a bit", "lift the shadows", "lift the shadows a lot", "lift the shadows extremely"].map(
        async (words) => statsOf(await apply(shadows, paramsOf(words), halves()), left).light,
      ),
    );
    expect(lights.toSorted((a, b) => a - b)).toEqual(lights);
    expect(new Set(lights.map(Math.round)).size).toBe(4);
  });
});

describe("highlights", () => {
  it("tames and raises light areas and leaves dark ones", async () => {
    const before = halves();
    for (const [amount, sign] of [
      [-1, -1],
      [1, 1],
    ] as const) {
      const after = await apply(highlights, { amount }, copyOf(before));
      expect((statsOf(after, right).light - statsOf(before, right).light) * sign).toBeGreaterThan(6);
      expect(Math.abs(statsOf(after, left).light - statsOf(before, left).light)).toBeLessThan(1);
    }
  });

  it("never turns the order of tones around, however strong", async () => {
    for (const amount of [-2.4, 2.4])
      expect(isRising(levelsOf(await apply(highlights, { amount }, ramp())))).toBe(true);
  });
});

describe("whites and blacks", () => {
  it("move their own end of the tones and leave the other", async () => {
    const white = levelsOf(await apply(whites, { amount: 1 }, ramp()));
    expect(white[220]).toBeGreaterThan(230);
    expect(white[40]).toBe(40);
    const soft = levelsOf(await apply(whites, { amount: -1 }, ramp()));
    expect(soft[255]).toBeLessThan(235);
    const deep = levelsOf(await apply(blacks, { amount: -1 }, ramp()));
    expect(deep[20]).toBeLessThan(8);
    expect(deep[215]).toBe(215);
    const faded = levelsOf(await apply(blacks, { amount: 1 }, ramp()));
    expect(faded[0]).toBeGreaterThan(15);
    for (const levels of [white, soft, deep, faded]) expect(isRising(levels)).toBe(true);
  });
});

describe("gamma", () => {
  it("lightens the middle above 1 and darkens it below, black and white staying", async () => {
    const light = levelsOf(await apply(gamma, { gamma: 2, said: true }, ramp()));
    const dark = levelsOf(await apply(gamma, { gamma: 0.5, said: true }, ramp()));
    expect([light[0], light[64], light[255]]).toEqual([0, 128, 255]);
    expect([dark[0], dark[128], dark[255]]).toEqual([0, 64, 255]);
  });
});

describe("dodge and burn", () => {
  it("lightens or darkens the middle and neither end", async () => {
    const dodged = levelsOf(await apply(dodgeBurn, { way: "dodge", amount: 1 }, ramp()));
    const burnt = levelsOf(await apply(dodgeBurn, { way: "burn", amount: 1 }, ramp()));
    expect(dodged[128]).toBeGreaterThan(148);
    expect(burnt[128]).toBeLessThan(108);
    for (const levels of [dodged, burnt]) expect([levels[0], levels[255]]).toEqual([0, 255]);
    expect(isRising(levelsOf(await apply(dodgeBurn, { way: "burn", amount: 2.4 }, ramp())))).toBe(true);
  });

  it("together drive dark and light areas apart", async () => {
    const before = paint(120, 80, (x) => grey(x < 60 ? 90 : 170));
    const after = await apply(dodgeBurn, { way: "both", amount: 1 }, copyOf(before));
    expect(statsOf(after, left).light).toBeLessThan(statsOf(before, left).light - 5);
    expect(statsOf(after, right).light).toBeGreaterThan(statsOf(before, right).light + 5);
  });
});

describe("automatic levels", () => {
  const between = (least: number, most: number) => paint(100, 50, (x) => grey(least + ((most - least) * x) / 99));

  it.each([
    ["flat", 90, 170],
    ["too dark", 5, 90],
    ["too light", 160, 250],
  ])("spreads a %s picture over the range of light and centres it", async (_name, least, most) => {
    const before = between(least, most);
    const after = await apply(autoLevels, { share: 1 }, copyOf(before));
    expect(statsOf(after).spread).toBeGreaterThan(statsOf(before).spread * 1.3);
    expect(Math.abs(statsOf(after).light - 118)).toBeLessThan(Math.abs(statsOf(before).light - 118) + 3);
    expect(isRising(levelsOf(after))).toBe(true);
  });

  it("goes only part of the way for a bit, and does not spread a plain picture", async () => {
    const [some, all] = await Promise.all(
      [0.5, 1].map(async (share) => statsOf(await apply(autoLevels, { share }, between(90, 170))).spread),
    );
    expect(some).toBeLessThan((all ?? 0) - 5);
    const plain = await apply(
      autoLevels,
      { share: 1 },
      paint(20, 20, (x) => grey(200 + (x % 2))),
    );
    expect(statsOf(plain).spread).toBeLessThan(3);
  });

  it("says that there is nothing to do", async () => {
    const balanced = paint(100, 50, (x) => grey(Math.round(3 + 248 * (x / 99) ** 1.15)));
    await expect(apply(autoLevels, { share: 1 }, balanced)).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });
});
