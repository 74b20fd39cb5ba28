import { describe, expect, it } from "vitest";
import type { Raster } from "../pixels/raster";
import type { Region } from "../plan";
import { type Pixel, colourful, copyOf, paint } from "../tests/rasters";
import {
  type Where,
  below,
  blueSky,
  bust,
  disc,
  foliage,
  grain,
  hills,
  lake,
  meadow,
  overlap,
  scene,
  wall,
} from "../tests/scenes";
import { photograph } from "../tests/photographs";
import { quietWork } from "../work";
import { findMask } from "./find-mask";

const find = (raster: Raster, ...regions: Region[]) => findMask(raster, regions, quietWork());
const not =
  (where: Where): Where =>
  (x, y) =>
    !where(x, y);

const head: Where = (x, y) => ((x - 120) / 27) ** 2 + ((y - 68) / 34) ** 2 < 1;
const face =
  (colour: Pixel) =>
  (x: number, y: number): Pixel => {
    const shade = 1 - ((x - 112) / 60) ** 2 / 2 - ((y - 60) / 80) ** 2 / 3;
    return [0, 1, 2].map((channel) => Math.round((colour[channel] ?? 0) * shade + 2 * grain(x, y))) as never;
  };
const portrait = (skin: Pixel) => scene(foliage, [bust, wall([60, 70, 110])], [head, face(skin)]);

const hillsBelowSky = scene(blueSky, [hills(95), meadow]);
const lakeBelowHills = scene(blueSky, [hills(80), meadow], [below(110), lake]);
const sea = scene(blueSky, [below(100), lake]);
const house: Where = (x, y) => x > 60 && x < 190 && y > 70 && y < 150;
const houseBelowSky = scene(blueSky, [below(130), meadow], [house, wall([60, 100, 170])]);
const blueWall = scene(wall([70, 110, 180]));
const ball = scene(foliage, [disc(140, 90, 45), wall([190, 60, 40])]);
const room = scene(wall([160, 120, 90]), [below(120), wall([90, 60, 40])]);
const grass = scene(meadow);

describe("regions that are found", () => {
  it.each<[string, Raster, Region, Where, number]>([
    ["the sky above hills", hillsBelowSky, { name: "sky" }, not(hills(95)), 0.95],
    ["the sky above a blue sea", sea, { name: "sky" }, not(below(100)), 0.95],
    ["the sky behind a blue house", houseBelowSky, { name: "sky" }, (x, y) => y < 130 && !house(x, y), 0.9],
    ["the ground below a sky", hillsBelowSky, { name: "ground" }, hills(95), 0.95],
    ["a lake below hills", lakeBelowHills, { name: "water" }, below(110), 0.9],
    ["a sea below a blue sky", sea, { name: "water" }, below(100), 0.9],
    ["a ball before leaves", ball, { name: "subject" }, disc(140, 90, 45), 0.93],
    ["what is behind a ball", ball, { name: "background" }, not(disc(140, 90, 45)), 0.95],
    ["a person who stands on the lower edge", portrait([205, 155, 125]), { name: "subject" }, bust, 0.9],
  ])("%s", async (_name, raster, region, where, least) => {
    expect(overlap(await find(raster, region), where)).toBeGreaterThan(least);
  });
});

describe("regions that are not there", () => {
  it.each<[string, Raster, Region, string]>([
    ["a sky in grass", grass, { name: "sky" }, "The sky"],
    ["a sky on a blue wall", blueWall, { name: "sky" }, "The sky"],
    ["a sky in a room", room, { name: "sky" }, "The sky"],
    ["a ground without a sky", grass, { name: "ground" }, "The ground"],
    ["water on a blue wall", blueWall, { name: "water" }, "The water"],
    ["water in a blue sky above grass", hillsBelowSky, { name: "water" }, "The water"],
    ["water on a blue house", houseBelowSky, { name: "water" }, "The water"],
    ["water in a room", room, { name: "water" }, "The water"],
    ["a subject in grass", grass, { name: "subject" }, "The subject"],
    ["a subject on a plain wall", blueWall, { name: "subject" }, "The subject"],
    ["a subject in a landscape of sky and meadow", hillsBelowSky, { name: "subject" }, "The subject"],
    ["a subject in an empty room", room, { name: "subject" }, "The subject"],
    ["a background in grass", grass, { name: "background" }, "The background"],
    ["people in a landscape", hillsBelowSky, { name: "person" }, "The people"],
    ["a face in a landscape", lakeBelowHills, { name: "face" }, "The faces"],
    ["skin in a landscape", lakeBelowHills, { name: "skin" }, "The skin"],
    ["skin on a wooden floor", room, { name: "skin" }, "The skin"],
    ["purple in a landscape", lakeBelowHills, { name: "colour", colour: "purple" }, "Nothing purple was found in"],
    ["dark red on a blue wall", blueWall, { name: "colour", colour: "darkred" }, "Nothing dark red was found in"],
    ["a colour nobody knows", blueWall, { name: "colour", colour: "octarine" }, "Nothing octarine was found in"],
  ])("%s", async (_name, raster, region, named) => {
    await expect(find(raster, region)).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
      detail: expect.stringMatching(
        new RegExp(`^${named} (?:could not be found in )?this picture.* nothing was changed`),
      ) as string,
    });
  });
});

describe("every region", () => {
  const everywhere: Region[] = [
    ...(["left", "right", "top", "bottom", "top-left", "top-right", "bottom-left", "bottom-right"] as const),
    ...(["centre", "edges", "shadows", "midtones", "highlights", "sky", "ground", "water", "subject"] as const),
    ...(["background", "person", "face", "skin"] as const),
  ].map((name) => ({ name }));
  everywhere.push({ name: "colour", colour: "red" }, { name: "colour", colour: "grey", largest: true });

  it.each(everywhere)("$name is the same each time and leaves the picture alone", async (region) => {
    const raster = ["person", "face", "skin"].includes(region.name) ? await photograph("woman-red-wall") : ball;
    const before = copyOf(raster);
    const once = () =>
      find(raster, region).then(
        ({ values }) => Buffer.from(values).toString("base64"),
        (error: Error) => error.message,
      );
    expect(await once()).toBe(await once());
    expect(raster.data.equals(before.data)).toBe(true);
  });

  it.each([
    [1, 1],
    [2, 3],
    [1, 400],
    [600, 1],
    [900, 6],
  ])("has the size of a picture of %i × %i, or is not found", async (width, height) => {
    for (const raster of [
      colourful(width, height),
      colourful(width, height, () => 0),
      paint(width, height, (_x, y) => blueSky(0, (y * 180) / height)),
    ]) {
      for (const region of everywhere) {
        const found = await find(raster, region).catch((error: unknown) => error);
        if (found instanceof Error) expect(found).toMatchObject({ code: "NOTHING_CHANGED" });
        else expect(found).toMatchObject({ width, height, values: { length: width * height } });
      }
    }
  });
});
