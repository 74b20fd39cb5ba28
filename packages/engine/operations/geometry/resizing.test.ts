import { describe, expect, it } from "vitest";
import { apply, paramsOf, understand } from "../../tests/operations";
import { colourful, paint, pixelAt, statsOf } from "../../tests/rasters";
import { circleCrop } from "./circle-crop";
import { enlarge } from "./enlarge";
import { mirrorHalf } from "./mirror-half";
import { perspective } from "./perspective";
import { resize } from "./resize";

const free = { width: 0, height: 0, longer: 0, factor: 1 };

describe("resize", () => {
  it.each([
    [{ ...free, width: 60 }, 60, 45],
    [{ ...free, height: 30 }, 40, 30],
    [{ ...free, longer: 240 }, 240, 180],
    [{ ...free, width: 100, height: 30 }, 40, 30],
    [{ ...free, factor: 0.5 }, 60, 45],
    [{ ...free, width: 1 }, 1, 1],
  ])("%o makes %i × %i of 120 × 90, never distorted", async (params, width, height) => {
    const after = await apply(resize, params);
    expect([after.width, after.height]).toEqual([width, height]);
  });

  it("keeps light and alpha", async () => {
    const before = colourful(120, 90, (x) => (x < 60 ? 0 : 255));
    const after = await apply(resize, { ...free, factor: 0.5 }, before);
    expect(pixelAt(after, 5, 20)[3]).toBe(0);
    expect(pixelAt(after, 55, 20)[3]).toBe(255);
    const opaque = await apply(resize, { ...free, factor: 0.5 }, colourful());
    expect(Math.abs(statsOf(opaque).light - statsOf(colourful()).light)).toBeLessThan(1.5);
  });

  it("tells a size from a shape and half from double", () => {
    expect(paramsOf("resize to 1920x1080")).toMatchObject({ width: 1920, height: 1080 });
    expect(paramsOf("make it half the size")).toMatchObject({ factor: 0.5 });
    expect(paramsOf("make it twice as big")).toMatchObject({ factor: 2 });
  });
});

describe("enlarge", () => {
  it.each([
    ["enlarge it by 200 %", 3],
    ["enlarge it to 200 %", 2],
    ["enlarge it 200 %", 2],
    ["enlarge by 50%", 1.5],
    ["upscale to 150%", 1.5],
  ])("reads %s", (request, factor) => {
    expect(paramsOf(request)).toEqual({ factor });
  });

  it("does not take a smaller goal for an enlargement", () => {
    expect(understand("enlarge it to 80 %").operations.map(({ operation }) => operation.name)).not.toContain("enlarge");
  });

  it("enlarges, keeps the light, and is crisper than a plain enlargement", async () => {
    const before = paint(60, 40, (x) => (x < 30 ? [60, 60, 60] : [180, 180, 180]));
    const after = await apply(enlarge, { factor: 3 }, before);
    const plain = await apply(resize, { ...free, factor: 3 }, before);
    expect([after.width, after.height]).toEqual([180, 120]);
    expect(Math.abs(statsOf(after).light - statsOf(before).light)).toBeLessThan(1);
    const slope = (raster: typeof after): number => pixelAt(raster, 91, 60)[0] - pixelAt(raster, 88, 60)[0];
    expect(slope(after)).toBeGreaterThan(slope(plain));
    // No bright or dark line along the edge.
    expect(pixelAt(after, 97, 60)[0]).toBeLessThan(190);
  });

  it("refuses more than 50 megapixels with a plain sentence", async () => {
    const large = { data: Buffer.alloc(3), width: 4000, height: 3000, channels: 3 as const };
    await expect(apply(enlarge, { factor: 4 }, large)).rejects.toMatchObject({
      code: "NOT_UNDERSTOOD",
      detail: expect.stringContaining("192 megapixels") as unknown,
    });
  });
});

describe("mirror-half", () => {
  const map = () => paint(7, 5, (x, y) => [x, y, 0]);

  it.each([
    ["left", 6, 2, [0, 2, 0, 255]],
    ["right", 0, 2, [6, 2, 0, 255]],
    ["top", 3, 4, [3, 0, 0, 255]],
    ["bottom", 3, 0, [3, 4, 0, 255]],
  ] as const)("from the %s", async (from, x, y, pixel) => {
    const after = await apply(mirrorHalf, { from }, map());
    expect(pixelAt(after, x, y)).toEqual(pixel);
    expect(pixelAt(after, 3, 2)).toEqual([3, 2, 0, 255]);
  });
});

describe("circle-crop", () => {
  it("keeps a centred circle of the shorter side", async () => {
    const after = await apply(circleCrop, {}, colourful(80, 50));
    expect([after.width, after.height]).toEqual([50, 50]);
    expect(pixelAt(after, 0, 0)[3]).toBe(0);
    expect(pixelAt(after, 25, 0)[3]).toBeGreaterThan(200);
    expect(pixelAt(after, 25, 25)[3]).toBe(255);
  });
});

describe("perspective", () => {
  /** Two dark lines that lean together towards the top. */
  const leaning = paint(200, 200, (x, y) => {
    const inset = ((199 - y) / 199) * 10;
    return Math.abs(x - (40 + inset)) < 3 || Math.abs(x - (159 - inset)) < 3 ? [20, 20, 20] : [220, 220, 220];
  });
  const darkest = (raster: typeof leaning, y: number): number => {
    const levels = Array.from({ length: 100 }, (_, x) => pixelAt(raster, x, y)[0]);
    return levels.indexOf(Math.min(...levels));
  };

  it("makes lines that lean together upright, and keeps the size", async () => {
    const after = await apply(perspective, { side: "top", percent: 20 }, leaning);
    expect([after.width, after.height]).toEqual([200, 200]);
    expect(darkest(leaning, 5) - darkest(leaning, 194)).toBeGreaterThan(7);
    expect(Math.abs(darkest(after, 5) - darkest(after, 194))).toBeLessThanOrEqual(2);
  });

  it("goes the other way for the bottom, and works sideways", async () => {
    const bottom = await apply(perspective, { side: "bottom", percent: 20 }, leaning);
    expect(darkest(bottom, 5) - darkest(bottom, 194)).toBeGreaterThan(15);
    const left = await apply(perspective, { side: "left", percent: 20 }, colourful());
    expect([left.width, left.height]).toEqual([120, 90]);
    expect(left.data.equals(colourful().data)).toBe(false);
  });

  it("widens more for a lot than for a bit", () => {
    const [bit, lot] = ["a bit", "a lot"].map((much) => Number(paramsOf(`tilt it back ${much}`)["percent"]));
    expect(bit).toBeLessThan(lot ?? 0);
  });
});
