import { describe, expect, it } from "vitest";
import type { Raster } from "../../pixels/raster";
import { HEADS, type Photograph, photograph } from "../../tests/photographs";
import { blueSky, hills, meadow, overlap, scene, wall } from "../../tests/scenes";
import { throughSharp } from "../../pixels/resize";
import { quietWork } from "../../work";
import { findMask } from "../find-mask";
import { SURE, findSky } from "./find-sky";

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

const NAMES = Object.keys(HEADS) as Photograph[];
const WITH_SKY: readonly Photograph[] = ["autumn-path", "boat", "bridge", "man-on-bench"];

/** The part of a picture below a share of its height. */
const below = ({ width, height, ...raster }: Raster, share: number): Promise<Raster> => {
  const top = Math.round(height * share);
  return throughSharp({ width, height, ...raster }, (image) =>
    image.extract({ left: 0, top, width, height: height - top }),
  );
};

describe("the sky of photographs", () => {
  it.each(WITH_SKY)("is found: %s", async (name) => {
    expect((await findSky(await photograph(name))).confidence).toBeGreaterThanOrEqual(SURE);
  });

  it.each(NAMES.filter((name) => !WITH_SKY.includes(name)))("is found on no wall, window or lawn: %s", async (name) => {
    expect((await findSky(await photograph(name))).confidence).toBeLessThan(SURE);
  });

  it.each<Photograph>(["kitchen", "rose", "daisy", "laptop-on-desk", "woman-red-wall", "two-men-at-table"])(
    "is found on no floor, table, flower or dress that reaches the top: %s",
    async (name) => {
      for (const share of [0.2, 0.5]) {
        expect((await findSky(await below(await photograph(name), share))).confidence).toBeLessThan(SURE);
      }
    },
  );
});
