import { describe, expect, it } from "vitest";
import type { Raster } from "../../pixels/raster";
import { facesOf } from "../../regions/people/people-mask";
import { apply } from "../../tests/operations";
import { type Photograph, photograph } from "../../tests/photographs";
import { type Pixel, copyOf, paint, statsOf } from "../../tests/rasters";
import { grain } from "../../tests/scenes";
import { quietWork } from "../../work";
import { whiteBalance } from "../colour/white-balance";
import { autoLevels } from "./auto-levels";
import { enhance } from "./enhance";

/** A picture with the levels of each channel multiplied. */
function times(raster: Raster, factors: readonly [number, number, number]): Raster {
  const out = copyOf(raster);
  for (let at = 0; at < out.data.length; at++) {
    out.data[at] = Math.min(255, Math.round((out.data[at] ?? 0) * (factors[at % 3] ?? 1)));
  }
  return out;
}

/** Mean distance of the colours of two pictures without alpha, in levels. */
function apart({ data }: Raster, { data: other }: Raster): number {
  let sum = 0;
  for (let at = 0; at < data.length; at++) sum += Math.abs((data[at] ?? 0) - (other[at] ?? 0));
  return sum / data.length;
}

/** How far the mean colours of two pictures are apart, whatever their light, in levels. */
function tilt(one: Raster, other: Raster): number {
  const [a, b] = [statsOf(one), statsOf(other)];
  return Math.hypot(a.red - a.green - b.red + b.green, a.blue - a.green - b.blue + b.green);
}

/** Mean light of each face's box, 0..255. */
async function lightOfFaces(before: Raster, after: Raster): Promise<{ was: number; is: number }[]> {
  const faces = await facesOf(before, quietWork());
  return faces.map(({ left, top, width, height }) => {
    const inner = {
      left: Math.floor(left + width * 0.2),
      right: Math.floor(left + width * 0.8),
      top: Math.floor(top + height * 0.1),
      bottom: Math.floor(top + height * 0.9),
    };
    return { was: statsOf(before, inner).light, is: statsOf(after, inner).light };
  });
}

const WITH_FACES: readonly Photograph[] = ["two-men-at-table", "woman-red-wall", "man-on-bench", "three-men"];

describe("enhance", () => {
  it.each(WITH_FACES)("darkens no face of %s, nor does a fixed exposure", async (name) => {
    const before = await photograph(name);
    for (const operation of [enhance, autoLevels]) {
      const after = await apply(operation, { share: 1 }, copyOf(before));
      const lights = await lightOfFaces(before, after);
      expect(lights.length).toBeGreaterThan(0);
      for (const { was, is } of lights) expect(is).toBeGreaterThanOrEqual(was - 0.5);
    }
  });

  it("lifts people who sit before a window, and burns out no more of it", async () => {
    const before = await photograph("two-men-at-table");
    const after = await apply(enhance, { share: 1 }, copyOf(before));
    for (const { was, is } of await lightOfFaces(before, after)) expect(is).toBeGreaterThan(was * 1.2);
  });

  it("lightens no lit face much in a picture that is dark", async () => {
    const before = await photograph("three-men");
    const after = await apply(enhance, { share: 1 }, copyOf(before));
    for (const { is } of await lightOfFaces(before, after)) expect(is).toBeLessThan(185);
  });

  /** How much of a picture is burnt out in a channel. */
  const burnt = ({ data }: Raster): number => {
    let count = 0;
    for (let at = 0; at < data.length; at += 3) count += Math.max(...data.subarray(at, at + 3)) >= 253 ? 1 : 0;
    return (count * 3) / data.length;
  };

  it("burns out no more of what a flash has lit, and leaves the faces in it their light", async () => {
    const before = await photograph("three-men");
    const after = await apply(enhance, { share: 1 }, copyOf(before));
    expect(burnt(after)).toBeLessThan(burnt(before) + 0.03);
    for (const { was, is } of await lightOfFaces(before, after)) expect(is).toBeLessThan(was * 1.35);
  });

  it("lifts a dim portrait as far as it can be seen, and no further than it would be in good light", async () => {
    const good = await photograph("woman-red-wall");
    const before = times(good, [0.45, 0.45, 0.45]);
    const after = await apply(enhance, { share: 1 }, copyOf(before));
    const [lit] = await lightOfFaces(good, good);
    const lights = await lightOfFaces(before, after);
    expect(lights).toHaveLength(1);
    for (const { was, is } of lights) {
      expect(is).toBeGreaterThan(was * 1.25);
      expect(is).toBeLessThan((lit?.was ?? 0) * 1.02);
    }
  });

  it.each([
    ["green", [0.85, 1, 0.85]],
    ["yellow", [1, 0.95, 0.65]],
    ["blue", [0.7, 0.9, 1]],
  ] as const)("takes a %s cast out, as the white balance does", async (_name, cast) => {
    const good = await photograph("man-on-bench");
    const before = times(good, cast);
    for (const operation of [enhance, whiteBalance]) {
      const after = await apply(operation, { share: 0.95 }, copyOf(before));
      expect(tilt(after, good)).toBeLessThan(tilt(before, good) * 0.4);
    }
  });

  it("brings a picture that is too dark back near to what it was", async () => {
    const good = await photograph("scooter");
    const before = times(good, [0.4, 0.4, 0.4]);
    expect(apart(await apply(enhance, { share: 1 }, copyOf(before)), good)).toBeLessThan(apart(before, good) * 0.4);
  });

  it.each(["boat", "race-car", "dog-on-grass", "daisy"] as const)(
    "changes little of a good picture: %s",
    async (name) => {
      const before = await photograph(name);
      const after = await apply(enhance, { share: 1 }, copyOf(before)).catch(() => before);
      expect(apart(before, after)).toBeLessThan(16);
    },
  );

  it("takes no blue out of sea and sky", async () => {
    const before = await photograph("boat");
    const after = await apply(enhance, { share: 1 }, copyOf(before)).catch(() => before);
    const sky = { left: 520, bottom: 60 };
    const blue = (raster: Raster): number => statsOf(raster, sky).blue - statsOf(raster, sky).red;
    expect(blue(after)).toBeGreaterThan(blue(before) * 0.85);
  });

  /** Night: black with the noise of a camera, a few lamps and what they light. */
  const night = (): Raster =>
    paint(160, 120, (x, y): Pixel => {
      const noise = 4 + 4 * grain(x, y);
      const lit = 150 * Math.exp(-(((x - 40) / 14) ** 2) - ((y - 60) / 14) ** 2);
      const level = Math.round(Math.min(255, noise + 1.7 * lit));
      return [level, Math.round(level * 0.9), Math.round(level * 0.7)];
    });

  it("leaves the noise of a night in the dark", async () => {
    const before = night();
    const after = await apply(enhance, { share: 1 }, copyOf(before)).catch(() => before);
    const dark = { left: 100 };
    expect(statsOf(after, dark).light).toBeLessThan(statsOf(before, dark).light + 2);
    expect(statsOf(after, dark).edges).toBeLessThan(statsOf(before, dark).edges * 1.4);
  });

  /** An evening: orange sky that grows red, a white sun, a dark sea with some of its light. */
  const evening = (): Raster =>
    paint(160, 120, (x, y): Pixel => {
      const sun = Math.exp(-(((x - 80) / 16) ** 2) - ((y - 60) / 12) ** 2);
      if (y > 72) return [60 + (y % 7) * 8, 40 + (y % 5) * 5, 38];
      const red = Math.min(255, 190 + 90 * sun + 4 * grain(x, y));
      return [
        Math.round(red),
        Math.min(255, Math.round(70 + y + 190 * sun)),
        Math.min(255, Math.round(25 + 230 * sun)),
      ];
    });

  it("keeps the colours of an evening", async () => {
    const before = evening();
    const after = await apply(enhance, { share: 1 }, copyOf(before)).catch(() => before);
    const sky = { bottom: 40 };
    const warmth = (raster: Raster): number => statsOf(raster, sky).red / statsOf(raster, sky).blue;
    expect(warmth(after)).toBeGreaterThan(warmth(before) * 0.8);
  });

  it("keeps a picture of one tone in its tone", async () => {
    const sepia = paint(80, 60, (x, y): Pixel => {
      const level = 60 + ((x * 3 + y) % 120);
      return [level, Math.round(level * 0.82), Math.round(level * 0.6)];
    });
    const after = await apply(enhance, { share: 1 }, copyOf(sepia));
    expect(statsOf(after).red).toBeGreaterThan(statsOf(after).blue * 1.3);
  });

  it("makes the same of the same, and half as much of half of it", async () => {
    const before = times(await photograph("kitchen"), [0.7, 0.6, 0.5]);
    const [all, again, half] = await Promise.all([1, 1, 0.5].map((share) => apply(enhance, { share }, copyOf(before))));
    expect(all?.data.equals(again?.data ?? Buffer.alloc(0))).toBe(true);
    expect(half === undefined ? 0 : apart(before, half)).toBeLessThan(all === undefined ? 0 : apart(before, all) * 0.8);
  });
});
