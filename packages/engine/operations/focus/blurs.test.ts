import { describe, expect, it } from "vitest";
import { blurBehind } from "../../pixels/background-blur";
import { apply } from "../../tests/operations";
import { type Pixel, colourful, copyOf, paint, pixelAt, statsOf } from "../../tests/rasters";
import { quietWork } from "../../work";
import { backgroundBlur } from "./background-blur";
import { motionBlur } from "./motion-blur";
import { radialBlur } from "./radial-blur";
import { softFocus } from "./soft-focus";
import { tiltShift } from "./tilt-shift";

const work = quietWork();
const stripes = (x: number, y: number): Pixel => (((x >> 2) + (y >> 2)) % 2 === 0 ? [40, 90, 60] : [90, 140, 110]);
const isInside = (x: number, y: number): boolean => Math.hypot(x - 120, y - 90) < 40;
/** A red disc with a pattern of its own before a green pattern. */
const subjectBefore = () =>
  paint(240, 180, (x, y) => (isInside(x, y) ? [x % 4 < 2 ? 220 : 190, 30, 40] : stripes(x, y)));
const disc = () => ({
  values: Uint8Array.from({ length: 240 * 180 }, (_, place) =>
    isInside(place % 240, Math.floor(place / 240)) ? 255 : 0,
  ),
  width: 240,
  height: 180,
});

describe("background blur", () => {
  it("leaves the subject exactly as it was and blurs what is behind it, more the stronger it is", async () => {
    const before = subjectBefore();
    const some = await blurBehind(copyOf(before), disc(), 0.01, work);
    const much = await blurBehind(copyOf(before), disc(), 0.04, work);
    for (const after of [some, much]) {
      expect(pixelAt(after, 120, 90)).toEqual(pixelAt(before, 120, 90));
      expect(pixelAt(after, 90, 70)).toEqual(pixelAt(before, 90, 70));
    }
    const corner = { right: 60, bottom: 60 };
    expect(statsOf(some, corner).spread).toBeLessThan(statsOf(before, corner).spread * 0.8);
    expect(statsOf(much, corner).spread).toBeLessThan(statsOf(some, corner).spread);
    expect(statsOf(much, corner).light).toBeCloseTo(statsOf(before, corner).light, -1);
  });

  it("lets none of the subject's colour bleed into the background", async () => {
    const after = await blurBehind(subjectBefore(), disc(), 0.04, work);
    for (let turn = 0; turn < 12; turn++) {
      const at = (turn / 12) * 2 * Math.PI;
      const [red, green] = pixelAt(after, Math.round(120 + 43 * Math.cos(at)), Math.round(90 + 43 * Math.sin(at)));
      expect(red).toBeLessThan(green);
    }
  });

  it("finds the subject by itself", async () => {
    const before = subjectBefore();
    const after = await apply(backgroundBlur, { share: 0.03 }, copyOf(before));
    const middle = { left: 105, right: 135, top: 75, bottom: 105 };
    expect(statsOf(after, middle).edges).toBeCloseTo(statsOf(before, middle).edges, 0);
    expect(statsOf(after, { right: 50 }).edges).toBeLessThan(statsOf(before, { right: 50 }).edges * 0.5);
  });

  it("says so where there is no subject", async () => {
    await expect(
      apply(
        backgroundBlur,
        { share: 0.02 },
        paint(120, 90, () => [120, 130, 140]),
      ),
    ).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });
});

describe("motion blur", () => {
  const columns = paint(120, 90, (x) => (x % 8 < 4 ? [60, 60, 60] : [180, 180, 180]));

  it("takes away what lies across the motion and keeps what lies along it", async () => {
    const across = await apply(motionBlur, { share: 0.2, degrees: 0 }, copyOf(columns));
    const along = await apply(motionBlur, { share: 0.2, degrees: 90 }, copyOf(columns));
    const middle = { left: 30, right: 90 };
    expect(statsOf(across, middle).spread).toBeLessThan(15);
    expect(along.data.equals(columns.data)).toBe(true);
  });

  it("goes up to the right at 45 degrees", async () => {
    const dot = paint(61, 61, (x, y) => (x === 30 && y === 30 ? [255, 255, 255] : [0, 0, 0]));
    const after = await apply(motionBlur, { share: 0.2, degrees: 45 }, dot);
    expect(pixelAt(after, 33, 27)[0]).toBeGreaterThan(10);
    expect(pixelAt(after, 33, 33)[0]).toBe(0);
  });

  it("takes no colour from what is transparent", async () => {
    const edge = paint(60, 20, (x) => (x < 30 ? [200, 0, 0, 255] : [0, 0, 255, 0]));
    const after = await apply(motionBlur, { share: 0.3, degrees: 0 }, edge);
    expect(pixelAt(after, 29, 10)).toEqual([200, 0, 0, 255]);
  });
});

describe("radial blur", () => {
  const rings = paint(161, 161, (x, y) => (Math.hypot(x - 80, y - 80) % 12 < 6 ? [50, 50, 50] : [200, 200, 200]));
  const spokes = paint(161, 161, (x, y) =>
    Math.floor((Math.atan2(y - 80, x - 80) / Math.PI) * 24) % 2 === 0 ? [50, 50, 50] : [200, 200, 200],
  );
  const outside = { left: 135, right: 158, top: 40, bottom: 120 };
  const spread = async (kind: string, raster: typeof rings): Promise<number> =>
    statsOf(await apply(radialBlur, { kind, amount: 1.5 }, copyOf(raster)), outside).spread;

  it("zooms along spokes and turns along rings", async () => {
    expect(await spread("zoom", rings)).toBeLessThan(statsOf(rings, outside).spread * 0.5);
    expect(await spread("zoom", spokes)).toBeGreaterThan(statsOf(spokes, outside).spread * 0.75);
    expect(await spread("spin", spokes)).toBeLessThan(statsOf(spokes, outside).spread * 0.7);
    expect(await spread("spin", rings)).toBeGreaterThan(statsOf(rings, outside).spread * 0.75);
  });

  it("leaves the centre about as it was", async () => {
    const after = await apply(radialBlur, { kind: "zoom", amount: 1 }, copyOf(rings));
    expect(Math.abs(pixelAt(after, 80, 80)[0] - pixelAt(rings, 80, 80)[0])).toBeLessThan(8);
  });
});

describe("tilt-shift", () => {
  it("keeps a band sharp, blurs above and below it, and strengthens colours", async () => {
    const before = colourful(240, 180);
    const after = await apply(tiltShift, { amount: 1.5, at: "centre" }, copyOf(before));
    const band = { top: 90, bottom: 98 };
    expect(statsOf(after, band).edges).toBeGreaterThan(statsOf(before, band).edges * 0.9);
    expect(statsOf(after, { bottom: 20 }).edges).toBeLessThan(statsOf(before, { bottom: 20 }).edges * 0.5);
    expect(statsOf(after, { top: 165 }).edges).toBeLessThan(statsOf(before, { top: 165 }).edges * 0.5);
    expect(statsOf(after).colour).toBeGreaterThan(statsOf(before).colour * 1.1);
  });

  it("puts the band where it was asked for", async () => {
    const after = await apply(tiltShift, { amount: 1.5, at: "bottom" }, colourful(240, 180));
    expect(statsOf(after, { top: 130, bottom: 140 }).edges).toBeGreaterThan(statsOf(after, { bottom: 40 }).edges * 2);
  });
});

describe("soft focus", () => {
  it("softens structure but keeps outlines, more of it the stronger it is", async () => {
    const step = paint(
      240,
      180,
      (x, y) => ((x + y) % 2 === 0 ? [8, 8, 8] : [0, 0, 0]).map((v) => v + (x < 120 ? 60 : 180)) as unknown as Pixel,
    );
    const edges = async (amount: number): Promise<number> =>
      statsOf(await apply(softFocus, { amount }, copyOf(step)), { right: 90 }).edges;
    const before = statsOf(step, { right: 90 }).edges;
    expect(await edges(0.3)).toBeLessThan(before);
    expect(await edges(0.8)).toBeLessThan((await edges(0.3)) * 0.6);
    const after = await apply(softFocus, { amount: 0.5 }, copyOf(step));
    const jump = statsOf(after, { left: 119, right: 121 }).edges;
    expect(jump).toBeGreaterThan(30);
  });
});
