import { describe, expect, it } from "vitest";
import { type Pixel, paint } from "../../tests/rasters";
import { disc, foliage, overlap, scene, wall } from "../../tests/scenes";
import { COLOURS } from "../../vocabulary/colours";
import { colourMask } from "./colour-mask";
import { colourRange, colourShare } from "./colour-range";

const { signal } = new AbortController();

describe("named colours", () => {
  it.each<[string, Pixel, Pixel[]]>([
    [
      "red",
      [200, 30, 35],
      [
        [230, 120, 20],
        [255, 190, 200],
        [110, 70, 40],
        [130, 40, 140],
      ],
    ],
    [
      "orange",
      [235, 130, 30],
      [
        [205, 25, 30],
        [245, 225, 60],
        [110, 70, 40],
      ],
    ],
    [
      "yellow",
      [245, 220, 50],
      [
        [235, 130, 30],
        [90, 160, 50],
        [240, 238, 225],
      ],
    ],
    [
      "green",
      [60, 130, 55],
      [
        [40, 100, 190],
        [245, 220, 50],
        [120, 120, 118],
      ],
    ],
    [
      "blue",
      [40, 90, 190],
      [
        [60, 130, 55],
        [130, 50, 150],
        [120, 122, 126],
      ],
    ],
    [
      "lightblue",
      [165, 205, 235],
      [
        [20, 50, 120],
        [60, 130, 55],
      ],
    ],
    [
      "darkblue",
      [25, 40, 100],
      [
        [165, 205, 235],
        [60, 130, 55],
      ],
    ],
    [
      "navy",
      [20, 25, 90],
      [
        [165, 205, 235],
        [40, 120, 50],
      ],
    ],
    [
      "teal",
      [20, 130, 130],
      [
        [200, 30, 35],
        [120, 120, 118],
      ],
    ],
    [
      "purple",
      [120, 50, 150],
      [
        [40, 90, 190],
        [200, 30, 35],
      ],
    ],
    [
      "pink",
      [250, 170, 190],
      [
        [200, 30, 35],
        [245, 240, 240],
      ],
    ],
    [
      "brown",
      [115, 75, 45],
      [
        [235, 130, 30],
        [70, 70, 70],
        [60, 130, 55],
      ],
    ],
    [
      "beige",
      [225, 210, 180],
      [
        [255, 255, 255],
        [115, 75, 45],
      ],
    ],
    [
      "grey",
      [128, 130, 127],
      [
        [250, 250, 250],
        [10, 10, 10],
        [40, 90, 190],
      ],
    ],
    [
      "black",
      [14, 13, 16],
      [
        [128, 130, 127],
        [40, 90, 190],
      ],
    ],
    [
      "white",
      [250, 250, 247],
      [
        [128, 130, 127],
        [245, 220, 50],
      ],
    ],
    [
      "darkgrey",
      [70, 70, 72],
      [
        [70, 25, 20],
        [250, 250, 250],
      ],
    ],
    [
      "lightgray",
      [215, 215, 213],
      [
        [250, 200, 205],
        [70, 70, 72],
      ],
    ],
  ])("%s is what people call so", (name, own, others) => {
    const range = colourRange(name);
    if (range === null) throw new Error(`No range for ${name}`);
    const [red, green, blue] = own;
    expect(colourShare(range, red, green, blue)).toBeGreaterThan(0.9);
    for (const [r, g, b] of others) expect(colourShare(range, r, g, b), String([r, g, b])).toBeLessThan(0.1);
  });

  it("knows every colour that may be said", () => {
    for (const name of Object.keys(COLOURS)) expect(colourRange(name), name).not.toBeNull();
  });
});

describe("where a colour is", () => {
  const small = disc(50, 60, 18);
  const large = disc(160, 100, 40);
  const balls = scene(foliage, [small, wall([205, 40, 40])], [large, wall([205, 40, 40])]);

  it("finds all of it", async () => {
    const mask = await colourMask(balls, "red", false, signal);
    expect(overlap(mask, (x, y) => small(x, y) || large(x, y))).toBeGreaterThan(0.93);
  });

  it("finds only the largest area when asked to", async () => {
    const mask = await colourMask(balls, "red", true, signal);
    expect(overlap(mask, large)).toBeGreaterThan(0.93);
    expect(mask.values[60 * 240 + 50]).toBe(0);
  });

  it("leaves out what only a neck joins to the largest area", async () => {
    const face = disc(160, 166, 10);
    const isNeck = (x: number, y: number): boolean => Math.abs(x - 160) < 2 && y > 130 && y < 160;
    const joined = scene(foliage, [(x, y) => large(x, y) || face(x, y) || isNeck(x, y), wall([205, 40, 40])]);
    const { values } = await colourMask(joined, "red", true, signal);
    expect(values[100 * 240 + 160]).toBe(255);
    expect(values[168 * 240 + 160]).toBe(0);
  });

  it("refuses where no area is clearly the largest", async () => {
    const isBlot = (x: number, y: number): boolean => x % 30 < 16 && y % 30 < 16;
    const blots = scene(foliage, [isBlot, wall([205, 40, 40])]);
    await expect(colourMask(blots, "red", true, signal)).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });

  it("is exactly nothing away from it, and leaves out single pixels", async () => {
    const dots = paint(240, 180, (x, y) =>
      x % 40 === 7 && y % 40 === 7 ? [220, 20, 20] : large(x, y) ? [200, 30, 30] : [90, 100, 90],
    );
    const { values } = await colourMask(dots, "red", false, signal);
    expect(
      values.every(
        (value, index) => value === 0 || Math.hypot((index % 240) - 160, Math.floor(index / 240) - 100) < 44,
      ),
    ).toBe(true);
  });

  it("takes no colour from what is not there", async () => {
    const clear = paint(60, 60, () => [220, 20, 20, 0]);
    await expect(colourMask(clear, "red", false, signal)).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });
});
