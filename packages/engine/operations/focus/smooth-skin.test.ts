import { describe, expect, it } from "vitest";
import { apply } from "../../tests/operations";
import { type Pixel, copyOf, statsOf } from "../../tests/rasters";
import { type Where, bust, foliage, grain, lake, scene, wall } from "../../tests/scenes";
import { smoothSkin } from "./smooth-skin";

const head: Where = (x, y) => ((x - 120) / 27) ** 2 + ((y - 68) / 34) ** 2 < 1;
/** Skin with blotches and pores. */
const face = (x: number, y: number): Pixel => {
  const level = 6 * Math.sin(x / 2.2) * Math.sin(y / 2.6) + 3 * grain(x, y);
  return [Math.round(205 + level), Math.round(155 + level), Math.round(125 + level)];
};
const portrait = () => scene(foliage, [bust, wall([60, 70, 110])], [head, face]);
const cheek = { left: 105, right: 135, top: 55, bottom: 80 };

describe("smooth skin", () => {
  it("evens out the skin, more the stronger it is, but not to wax, and keeps its light", async () => {
    const before = statsOf(portrait(), cheek);
    const some = statsOf(await apply(smoothSkin, { amount: 0.5 }, portrait()), cheek);
    const much = statsOf(await apply(smoothSkin, { amount: 1.6 }, portrait()), cheek);
    expect(some.spread).toBeLessThan(before.spread * 0.85);
    expect(much.spread).toBeLessThan(some.spread);
    expect(much.edges).toBeGreaterThan(0.1);
    expect(Math.abs(much.light - before.light)).toBeLessThan(3);
    expect(much.colour).toBeCloseTo(before.colour, -1);
  });

  it("leaves what is no skin as it was", async () => {
    const before = portrait();
    const after = await apply(smoothSkin, { amount: 2 }, copyOf(before));
    const aside = { right: 40, bottom: 90 };
    expect(statsOf(after, aside)).toEqual(statsOf(before, aside));
  });

  it("says so where there is no skin", async () => {
    await expect(apply(smoothSkin, { amount: 1 }, scene(lake))).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });
});
