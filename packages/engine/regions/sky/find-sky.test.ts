import { describe, expect, it } from "vitest";
import type { Raster } from "../../pixels/raster";
import { blueSky, hills, meadow, overlap, scene, wall } from "../../tests/scenes";
import { quietWork } from "../../work";
import { findMask } from "../find-mask";

/** As light as by night. */
const dimmed = (raster: Raster): Raster => ({
  ...raster,
  data: Buffer.from(raster.data.map((level) => Math.round(level * 0.2))),
});

describe("the sky by night", () => {
  it("is found, and the ground below it", async () => {
    const night = dimmed(scene(blueSky, [hills(95), meadow]));
    const where = hills(95);
    const sky = await findMask(night, [{ name: "sky" }], quietWork());
    expect(overlap(sky, (x, y) => !where(x, y))).toBeGreaterThan(0.95);
    const ground = await findMask(night, [{ name: "ground" }], quietWork());
    expect(overlap(ground, where)).toBeGreaterThan(0.95);
  });

  it("is not found on a wall in the dark", async () => {
    const room = dimmed(scene(wall([90, 110, 160])));
    await expect(findMask(room, [{ name: "sky" }], quietWork())).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });
});
