import { describe, expect, it } from "vitest";
import type { Raster } from "../../pixels/raster";
import { apply } from "../../tests/operations";
import { copyOf, paint, pixelAt, statsOf } from "../../tests/rasters";
import { eraseCorner } from "./erase-corner";
import { removeDateStamp } from "./remove-date-stamp";

/** Quiet ground that gets lighter to the right. */
const ground = () =>
  paint(400, 300, (x, y) => {
    const level = 60 + x * 0.15 + ((x * 7 + y * 11) % 4);
    return [level, level + 5, level + 20];
  });

/** Eight digits like noughts, 9 × 16, as a camera stamps them. */
function stamped(colour: readonly [number, number, number]): Raster {
  const picture = ground();
  for (let digit = 0; digit < 8; digit++) {
    const left = 260 + digit * 14;
    for (let y = 262; y < 278; y++) {
      for (let x = left; x < left + 9; x++) {
        const isInside = x > left + 1 && x < left + 7 && y > 263 && y < 276;
        if (!isInside) picture.data.set(colour, (y * 400 + x) * 3);
      }
    }
  }
  return picture;
}

const clean = ground();

/** Mean difference to the ground where stamps are. */
function scar(raster: Raster): number {
  let sum = 0;
  for (let y = 240; y < 300; y++) {
    for (let x = 240; x < 400; x++) sum += Math.abs(pixelAt(raster, x, y)[0] - pixelAt(clean, x, y)[0]);
  }
  return sum / (60 * 160);
}

describe("remove-date-stamp", () => {
  it.each([
    ["orange", [255, 150, 30]],
    ["yellow", [250, 225, 70]],
    ["white", [250, 250, 245]],
  ] as const)("erases a stamp in %s, and only that", async (_name, colour) => {
    const before = stamped(colour);
    const after = await apply(removeDateStamp, { place: "any" }, copyOf(before));
    expect(scar(after)).toBeLessThan(scar(before) / 6);
    expect(after.data.subarray(0, 400 * 3 * 200).equals(before.data.subarray(0, 400 * 3 * 200))).toBe(true);
  });

  it("changes nothing where there is none, or elsewhere than was said", async () => {
    await expect(apply(removeDateStamp, { place: "any" }, ground())).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
    await expect(apply(removeDateStamp, { place: "top-left" }, stamped([255, 150, 30]))).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
    });
  });
});

describe("erase-corner", () => {
  it("replaces what is in a corner by more of what is around it", async () => {
    const marked = ground();
    for (let y = 270; y < 295; y++) marked.data.fill(255, (y * 400 + 360) * 3, (y * 400 + 395) * 3);
    const after = await apply(eraseCorner, { corner: "bottom-right", percent: 14 }, marked);
    expect(scar(after)).toBeLessThan(6);
    expect(statsOf(after, { left: 350, top: 262 }).edges).toBeGreaterThan(0.5);
    expect(after.data.subarray(0, 400 * 3 * 200).equals(ground().data.subarray(0, 400 * 3 * 200))).toBe(true);
  });

  it("lets a frame go on around it", async () => {
    const frame = (x: number, y: number) => x < 4 || y < 4 || x > 395 || y > 295;
    const framed = paint(400, 300, (x, y) => {
      if (frame(x, y)) return [10, 10, 12];
      const level = 90 + ((x * 31 + y * 17) % 40);
      return [level, level + 10, level];
    });
    const after = await apply(eraseCorner, { corner: "top-left", percent: 14 }, copyOf(framed));
    for (let at = 0; at < 40; at++) {
      expect(pixelAt(after, at, 1)).toEqual(pixelAt(framed, at, 1));
      expect(pixelAt(after, 2, at)).toEqual(pixelAt(framed, 2, at));
    }
    expect(after.data.equals(framed.data)).toBe(false);
    expect(statsOf(after, { left: 8, top: 8, right: 60, bottom: 60 }).light).toBeGreaterThan(90);
  });

  it("is not bent towards what lies under transparency beside it", async () => {
    const holed = paint(400, 300, (x, y) => [
      120 + ((x * 37 + y * 91) % 20),
      120,
      110,
      x >= 58 && x < 130 && y < 80 ? 0 : 255,
    ]);
    const after = await apply(eraseCorner, { corner: "top-left", percent: 14 }, copyOf(holed));
    const beside = { left: 40, top: 4, right: 54, bottom: 36 };
    expect(Math.abs(statsOf(after, beside).light - statsOf(holed, beside).light)).toBeLessThan(6);
  });

  it("says so where a picture is too small", async () => {
    const tiny = paint(2, 2, () => [1, 2, 3]);
    await expect(apply(eraseCorner, { corner: "top-left", percent: 40 }, tiny)).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
    });
  });
});
