import { describe, expect, it } from "vitest";
import type { Region } from "../plan";
import { colourful, paint } from "../tests/rasters";
import { quietWork } from "../work";
import { findMask } from "./find-mask";

const WIDTH = 100;
const HEIGHT = 60;
const picture = colourful(WIDTH, HEIGHT);
const find = async (...names: Region["name"][]) =>
  (
    await findMask(
      picture,
      names.map((name) => ({ name })),
      quietWork(),
    )
  ).values;
const at = (values: Uint8Array, x: number, y: number): number => values[y * WIDTH + x] ?? -1;

describe("places", () => {
  it("end in a wide, soft seam", async () => {
    const values = await find("right");
    for (let x = 1; x < WIDTH; x++) expect(at(values, x, 30) - at(values, x - 1, 30)).toBeLessThan(16);
  });

  it.each([
    ["left", [5, 30], [[50, 30]]],
    ["right", [95, 30], [[49, 30]]],
    ["top", [50, 3], [[50, 30]]],
    ["bottom", [50, 57], [[50, 29]]],
    [
      "top-left",
      [3, 3],
      [
        [50, 3],
        [3, 30],
      ],
    ],
    [
      "top-right",
      [96, 3],
      [
        [49, 3],
        [96, 30],
      ],
    ],
    [
      "bottom-left",
      [3, 57],
      [
        [50, 57],
        [3, 29],
      ],
    ],
    [
      "bottom-right",
      [96, 57],
      [
        [49, 57],
        [96, 29],
      ],
    ],
    [
      "centre",
      [50, 30],
      [
        [1, 1],
        [98, 30],
      ],
    ],
    ["edges", [1, 1], [[50, 30]]],
  ] as const)("%s is whole inside, and nothing at all outside", async (name, inside, outside) => {
    const values = await find(name);
    expect(at(values, inside[0], inside[1])).toBe(255);
    for (const [x, y] of outside) expect(at(values, x, y)).toBe(0);
  });

  it("fades softly towards the seam", async () => {
    const row = (await find("left")).subarray(0, WIDTH);
    const steps = Array.from(row.subarray(1), (value, index) => (row[index] ?? 0) - value);
    expect(Math.min(...steps)).toBe(0);
    expect(Math.max(...steps)).toBeLessThan(50);
    expect(new Set(row).size).toBeGreaterThan(6);
  });

  it("makes two halves a quarter, and the centre and the edges the whole", async () => {
    const quarter = await find("top-left");
    expect((await find("left", "top")).every((value, index) => Math.abs(value - (quarter[index] ?? 0)) <= 1)).toBe(
      true,
    );
    const [centre, edges] = [await find("centre"), await find("edges")];
    expect(centre.every((value, index) => Math.abs(value + (edges[index] ?? 0) - 255) <= 1)).toBe(true);
  });

  it("turns round what is excepted", async () => {
    const left = await find("left");
    const rest = await findMask(picture, [{ name: "left", except: true }], quietWork());
    expect(rest.values.every((value, index) => value === 255 - (left[index] ?? 0))).toBe(true);
  });

  it("finds nothing in two places that have nothing in common", async () => {
    await expect(find("left", "right")).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });
});

describe("tones", () => {
  const ramp = paint(256, 1, (x) => [x, x, x]);
  const tone = async (name: Region["name"]) => (await findMask(ramp, [{ name }], quietWork())).values;

  it("are soft ramps that make the whole together", async () => {
    const [shadows, midtones, highlights] = [await tone("shadows"), await tone("midtones"), await tone("highlights")];
    expect([shadows[10], shadows[128], shadows[250]]).toEqual([255, 0, 0]);
    expect([midtones[10], midtones[128], midtones[250]]).toEqual([0, 255, 0]);
    expect([highlights[10], highlights[128], highlights[250]]).toEqual([0, 0, 255]);
    expect(shadows.every((value, x) => value + (midtones[x] ?? 0) + (highlights[x] ?? 0) === 255)).toBe(true);
    expect(shadows.every((value, x) => x === 0 || (shadows[x - 1] ?? 0) - value < 12)).toBe(true);
  });

  it("says so where there are none", async () => {
    const white = paint(8, 8, () => [255, 255, 255]);
    await expect(findMask(white, [{ name: "shadows" }], quietWork())).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
    });
  });
});
