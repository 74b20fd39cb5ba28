import { readFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Region } from "../plan";
import { decode } from "../render";
import { quietWork } from "../work";
import { findMask } from "./find-mask";

const SAMPLES = path.join(process.cwd(), "public/samples");
const TEST_IMAGES_DIR = process.env["TEST_IMAGES_DIR"];

const find = async (folder: string, file: string, region: Region) => {
  const raster = await decode(await readFile(path.join(folder, file)));
  const { values, width, height } = await findMask(raster, [region], quietWork());
  return {
    share: values.reduce((sum, value) => sum + value / 255, 0) / values.length,
    /** The mask at a place given in shares of the picture. */
    at: (x: number, y: number): number => values[Math.floor(y * height) * width + Math.floor(x * width)] ?? -1,
  };
};

type Place = readonly [x: number, y: number];
type Found = readonly [file: string, region: Region, share: number, inside: Place[], outside: Place[]];

const expectFound = async (folder: string, [file, region, share, inside, outside]: Found): Promise<void> => {
  const found = await find(folder, file, region);
  expect(Math.abs(found.share - share)).toBeLessThan(0.05);
  for (const [x, y] of inside) expect(found.at(x, y), `inside at ${x}, ${y}`).toBeGreaterThan(230);
  for (const [x, y] of outside) expect(found.at(x, y), `outside at ${x}, ${y}`).toBe(0);
};

const HILLS: Place[] = [
  [0.5, 0.42],
  [0.1, 0.45],
  [0.5, 0.55],
];

describe("regions of the sample pictures", () => {
  it.each<Found>([
    ["lake.webp", { name: "sky" }, 0.33, [[0.5, 0.1]], [...HILLS, [0.5, 0.8]]],
    ["lake.webp", { name: "water" }, 0.25, [[0.5, 0.75]], [...HILLS, [0.5, 0.1], [0.03, 0.9]]],
    ["lake.webp", { name: "ground" }, 0.67, [...HILLS, [0.5, 0.8]], [[0.5, 0.1]]],
    [
      "fruit.webp",
      { name: "subject" },
      0.17,
      [
        [0.32, 0.47],
        [0.53, 0.5],
        [0.71, 0.45],
      ],
      [
        [0.1, 0.2],
        [0.5, 0.85],
      ],
    ],
    ["fruit.webp", { name: "background" }, 0.83, [[0.5, 0.85]], [[0.32, 0.47]]],
    ["harvesters.webp", { name: "sky" }, 0.2, [[0.3, 0.15]], [[0.5, 0.8]]],
  ])("%s: %o", async (...expected) => expectFound(SAMPLES, expected));

  it.each<[string, Region["name"]]>([
    ["parrots.webp", "sky"],
    ["parrots.webp", "water"],
    ["parrots.webp", "subject"],
    ["fruit.webp", "sky"],
    ["fruit.webp", "water"],
    ["fruit.webp", "skin"],
    ["lake.webp", "subject"],
    ["lake.webp", "skin"],
    ["harvesters.webp", "subject"],
    ["harvesters.webp", "water"],
  ])("%s has no certain %s", async (file, name) => {
    await expect(find(SAMPLES, file, { name })).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });
});

describe.runIf(TEST_IMAGES_DIR !== undefined)("regions of photographs (TEST_IMAGES_DIR)", () => {
  it.each<Found>([
    [
      "photo-peacock-progressive.jpg",
      { name: "subject" },
      0.18,
      [[0.5, 0.9]],
      [
        [0.1, 0.5],
        [0.9, 0.9],
      ],
    ],
    ["synthetic-3mp-2048x1536.jpg", { name: "sky" }, 0.71, [[0.2, 0.2]], [[0.3, 0.9]]],
    ["photo-bricks-160x120.jpg", { name: "colour", colour: "red", largest: true }, 0.07, [], [[0.6, 0.75]]],
    [
      "orientation-landscape-1.jpg",
      { name: "colour", colour: "red" },
      0.02,
      [],
      [
        [0.5, 0.05],
        [0.5, 0.6],
      ],
    ],
  ])("%s: %o", async (...expected) => expectFound(TEST_IMAGES_DIR ?? "", expected));

  it.each<[string, Region["name"]]>([
    ["photo-bricks-160x120.jpg", "sky"],
    ["photo-bricks-160x120.jpg", "water"],
    ["photo-bricks-160x120.jpg", "subject"],
    ["photo-peacock-progressive.jpg", "skin"],
    ["photo-peacock-progressive.jpg", "sky"],
    ["orientation-landscape-1.jpg", "subject"],
  ])("%s has no certain %s", async (file, name) => {
    await expect(find(TEST_IMAGES_DIR ?? "", file, { name })).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });
});
