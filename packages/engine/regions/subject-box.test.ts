import { describe, expect, it } from "vitest";
import { HEADS, photograph } from "../tests/photographs";
import { quietWork } from "../work";
import { boxOfWho } from "./subject-box";

describe("the box around somebody", () => {
  it("holds the head of whoever stands on that side, and no other one", async () => {
    const raster = await photograph("three-men");
    const [left, middle, right] = HEADS["three-men"];
    for (const [which, own, other] of [
      ["left", left, right],
      ["right", right, left],
      ["middle", middle, left],
    ] as const) {
      const box = await boxOfWho(raster, "person", which, quietWork());
      const isIn = ([x = 0, y = 0]: readonly number[] = []): boolean =>
        x * raster.width > box.left &&
        x * raster.width < box.left + box.width &&
        y * raster.height > box.top &&
        y * raster.height < box.top + box.height;
      expect([which, isIn(own), isIn(other)]).toEqual([which, true, false]);
    }
  });

  it("is refused where nobody stands on that side, and for a thing beside a face", async () => {
    const raster = await photograph("woman-in-street");
    await expect(boxOfWho(raster, "person", "left", quietWork())).rejects.toThrow(/person on the left/);
    await expect(boxOfWho(raster, "thing", "any", quietWork())).rejects.toThrow(/not known by their names/);
  });
});
