import { expect, it } from "vitest";
import type { Region } from "../../plan";
import { HEADS, type Photograph, photograph } from "../../tests/photographs";
import { paint } from "../../tests/rasters";
import { quietWork } from "../../work";
import { findMask } from "../find-mask";

type Place = readonly [x: number, y: number];

const find = async (name: Photograph, region: Region): Promise<(place: Place) => number> => {
  const { values, width, height } = await findMask(await photograph(name), [region], quietWork());
  return ([x, y]) => (values[Math.floor(y * height) * width + Math.floor(x * width)] ?? 0) / 255;
};

it.each<[Photograph, string, Place[], Place[]]>([
  // Above and below a belt; neither the wall, nor the arms.
  [
    "woman-red-wall",
    "blue",
    [
      [0.47, 0.58],
      [0.4, 0.57],
      [0.5, 0.75],
      [0.55, 0.9],
    ],
    [
      [0.1, 0.2],
      [0.27, 0.65],
    ],
  ],
  // Deck and the stripe along its side; not the water.
  [
    "boat",
    "red",
    [
      [0.68, 0.75],
      [0.65, 0.86],
    ],
    [
      [0.2, 0.7],
      [0.5, 0.95],
    ],
  ],
  // In full light and in the shade of its petals; neither the wall nor a leaf.
  [
    "rose",
    "red",
    [
      [0.64, 0.45],
      [0.72, 0.5],
      [0.68, 0.8],
    ],
    [
      [0.2, 0.3],
      [0.92, 0.75],
    ],
  ],
])("takes the whole thing and nothing beside it: %s, %s", async (name, colour, inside, outside) => {
  const at = await find(name, { name: "colour", colour, largest: true });
  for (const place of inside) expect(at(place), `inside at ${place.join()}`).toBeGreaterThan(0.7);
  for (const place of outside) expect(at(place), `outside at ${place.join()}`).toBeLessThan(0.1);
});

it("leaves faces out of what is red, and takes the sweaters", async () => {
  const at = await find("three-men", { name: "colour", colour: "red" });
  for (const [x, y] of HEADS["three-men"]) expect(at([x, y]), `the face at ${x}`).toBeLessThan(0.2);
  for (const x of [0.34, 0.65]) expect(at([x, 0.46]), `the sweater at ${x}`).toBeGreaterThan(0.7);
});

it("leaves out a thing of the same colour that is far away, and one of another colour that is near", async () => {
  const ball = (x: number, y: number, cx: number, r: number): boolean => Math.hypot(x - cx, y - 100) < r;
  const picture = paint(400, 200, (x, y) => {
    if (ball(x, y, 90, 50)) return y < 100 ? [210, 30, 35] : [120, 17, 20];
    if (ball(x, y, 330, 30)) return [210, 30, 35];
    if (ball(x, y, 165, 20)) return [220, 120, 20];
    return [90, 120, 140];
  });
  const { values } = await findMask(picture, [{ name: "colour", colour: "red", largest: true }], quietWork());
  expect(values[80 * 400 + 90]).toBe(255);
  expect(values[130 * 400 + 90]).toBeGreaterThan(200);
  expect(values[100 * 400 + 330]).toBe(0);
  expect(values[100 * 400 + 165]).toBe(0);
});

it("takes a part that something else parts from the thing, in somewhat other light, as the frame of a bicycle is", async () => {
  const picture = paint(400, 200, (x, y) => {
    if (Math.abs(y - 100) < 24 && x > 110 && x < 200) return [205, 30, 38];
    if (Math.abs(y - 100) < 20 && x > 232 && x < 290) return [165, 34, 44];
    return [120, 115, 105];
  });
  const { values } = await findMask(picture, [{ name: "colour", colour: "red", largest: true }], quietWork());
  for (const x of [150, 260]) expect(values[100 * 400 + x], `at ${x}`).toBeGreaterThan(200);
  expect(values[100 * 400 + 216]).toBe(0);
});
