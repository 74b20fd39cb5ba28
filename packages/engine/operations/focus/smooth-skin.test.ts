import { describe, expect, it } from "vitest";
import { apply } from "../../tests/operations";
import { photograph } from "../../tests/photographs";
import { copyOf, statsOf } from "../../tests/rasters";
import { lake, scene } from "../../tests/scenes";
import { smoothSkin } from "./smooth-skin";

/** On the photograph: a cheek, and a shoulder's strap with the wall. */
const cheek = { left: 262, right: 290, top: 225, bottom: 245 };
const aside = { right: 120, bottom: 500 };

describe("smooth skin", () => {
  it("evens out the skin, more the stronger it is, but not to wax, and keeps its light", async () => {
    const portrait = await photograph("woman-red-wall");
    const before = statsOf(portrait, cheek);
    const some = statsOf(await apply(smoothSkin, { amount: 0.5 }, copyOf(portrait)), cheek);
    const much = statsOf(await apply(smoothSkin, { amount: 1.6 }, copyOf(portrait)), cheek);
    expect(some.edges).toBeLessThan(before.edges);
    expect(much.edges).toBeLessThan(some.edges);
    expect(much.edges).toBeGreaterThan(0.1);
    expect(Math.abs(much.light - before.light)).toBeLessThan(3);
    expect(much.colour).toBeCloseTo(before.colour, -1);
  });

  it("leaves what is no skin as it was", async () => {
    const before = await photograph("woman-red-wall");
    const after = await apply(smoothSkin, { amount: 2 }, copyOf(before));
    expect(statsOf(after, aside)).toEqual(statsOf(before, aside));
  });

  it("says so where there is no skin", async () => {
    await expect(apply(smoothSkin, { amount: 1 }, scene(lake))).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });
});
