import { describe, expect, it } from "vitest";
import { apply, paramsOf } from "../../tests/operations";
import { paint, pixelAt } from "../../tests/rasters";
import { crop } from "./crop";
import { flip } from "./flip";
import { rotate } from "./rotate";

/** Every pixel tells its place. */
const map = (width: number, height: number) => paint(width, height, (x, y) => [x, y, 0]);

describe("rotate", () => {
  it("turns by quarters without touching a pixel", async () => {
    const right = await apply(rotate, { degrees: 90 }, map(5, 3));
    expect([right.width, right.height]).toEqual([3, 5]);
    expect(pixelAt(right, 2, 0)).toEqual([0, 0, 0, 255]);
    expect(pixelAt(right, 0, 4)).toEqual([4, 2, 0, 255]);
    const left = await apply(rotate, { degrees: -90 }, right);
    expect(left.data.equals(map(5, 3).data)).toBe(true);
  });

  it("crops a picture that is tilted a little to what stays full", async () => {
    const after = await apply(rotate, { degrees: 5 }, map(60, 40));
    expect(after.channels).toBe(3);
    expect(after.width).toBeLessThan(60);
    expect(after.width / after.height).toBeCloseTo(1.5, 1);
  });

  it("grows the frame for other angles, with transparent corners", async () => {
    const after = await apply(rotate, { degrees: 30 }, map(60, 40));
    expect(after.width).toBeGreaterThan(60);
    expect(after.channels).toBe(4);
    expect(pixelAt(after, 0, 0)[3]).toBe(0);
    expect(pixelAt(after, Math.floor(after.width / 2), Math.floor(after.height / 2))[3]).toBe(255);
  });
});

describe("flip", () => {
  it("mirrors along each axis", async () => {
    expect(pixelAt(await apply(flip, { axis: "horizontal" }, map(5, 3)), 0, 1)).toEqual([4, 1, 0, 255]);
    expect(pixelAt(await apply(flip, { axis: "vertical" }, map(5, 3)), 1, 0)).toEqual([1, 2, 0, 255]);
  });
});

describe("crop", () => {
  it.each([
    [200, 100, 1, 1, 100, 100],
    [100, 200, 16, 9, 100, 56],
    [160, 90, 9, 16, 51, 90],
    [1, 1, 16, 9, 1, 1],
  ])("%i × %i to %i:%i is %i × %i", async (width, height, across, down, toWidth, toHeight) => {
    const after = await apply(crop, { width: across, height: down }, map(width, height));
    expect([after.width, after.height]).toEqual([toWidth, toHeight]);
  });

  it("keeps the centre, unchanged", async () => {
    expect(pixelAt(await apply(crop, { width: 1, height: 1 }, map(9, 3)), 0, 0)).toEqual([3, 0, 0, 255]);
  });
});

describe("a crop to the size of a print", () => {
  it("lies the way the picture does, unless it is said", async () => {
    const sizeOf = async (request: string, width: number, height: number): Promise<number[]> => {
      const after = await apply(crop, paramsOf(request), map(width, height));
      return [after.width, after.height];
    };
    expect(await sizeOf("4x6 print", 90, 80)).toEqual([90, 60]);
    expect(await sizeOf("4x6 print", 80, 90)).toEqual([60, 90]);
    expect(await sizeOf("landscape 4x6", 80, 90)).toEqual([80, 53]);
    expect(await sizeOf("crop to 4:5", 90, 80)).toEqual([64, 80]);
  });
});
