import { describe, expect, it } from "vitest";
import type { Raster } from "../pixels/raster";
import { paint } from "../tests/rasters";
import { blueSky, meadow } from "../tests/scenes";
import { quietWork } from "../work";
import { findMask } from "./find-mask";
import { groundMask } from "./ground-mask";

const WIDTH = 480;
const HEIGHT = 360;
const HORIZON = 180;

/** A tree at the right whose crown reaches beyond the upper edge, with a ragged outline and gaps. */
const isCrown = (x: number, y: number): boolean =>
  y < 140 && x > 300 + 30 * Math.sin(y / 9) && !(x < 380 && (x >> 3) % 3 === 0 && (y >> 3) % 4 === 0);

/** A tree that stands on the ground, with sky above it. */
const isTree = (x: number, y: number): boolean => Math.abs(x - 90) < 14 && y > 60;

const scene = (): Raster =>
  paint(WIDTH, HEIGHT, (x, y) => {
    if (y >= HORIZON || isTree(x, y)) return meadow(x, y);
    return isCrown(x, y) || (x > 330 && y >= 130) ? meadow(x + 7, y) : blueSky(x, y / 2);
  });

const found = async () => {
  const { values, width } = await groundMask(scene(), "the ground", new AbortController().signal);
  return (x: number, y: number): number => values[y * width + x] ?? -1;
};

describe("the mask of the ground", () => {
  it("holds what stands on it and not what hangs into the sky", async () => {
    const at = await found();
    expect(at(200, HORIZON + 8)).toBe(255);
    expect(at(90, 100)).toBeGreaterThan(240);
    expect(at(430, HORIZON + 8)).toBe(255);
    expect(at(430, 60)).toBe(0);
    // Nor what is below a gap in the crown.
    for (let x = 320; x < WIDTH; x += 4) if (isCrown(x, 60)) expect(at(x, 60), `the crown at ${x}`).toBe(0);
  });

  it("has no upright edge across a crown", async () => {
    const at = await found();
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 400; x < WIDTH - 8; x++) {
        expect(Math.abs(at(x, y) - at(x + 8, y)), `at ${x}, ${y}`).toBeLessThan(40);
      }
    }
  });
});

describe("grass", () => {
  const grass = [{ name: "ground" as const }, { name: "colour" as const, colour: "green" }];

  it("is what is green where it fills the picture, and no sky tells where the ground ends", async () => {
    const isDog = (x: number, y: number): boolean => Math.hypot(x - 240, y - 180) < 70;
    const picture = paint(WIDTH, HEIGHT, (x, y) => (isDog(x, y) ? [230, 228, 225] : meadow(x, y)));
    const { values } = await findMask(picture, grass, quietWork());
    expect(values[20 * WIDTH + 20]).toBeGreaterThan(200);
    expect(values[180 * WIDTH + 240]).toBe(0);
  });

  it("is not found where little is green", async () => {
    const picture = paint(WIDTH, HEIGHT, (x, y) => (x < 60 ? meadow(x, y) : [130, 120, 118]));
    await expect(findMask(picture, grass, quietWork())).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });
});
