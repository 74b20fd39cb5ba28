import { describe, expect, it } from "vitest";
import { type Pixel, paint } from "../../tests/rasters";
import { disc, grain, wall } from "../../tests/scenes";
import { quietWork } from "../../work";
import { findSubject } from "./find-subject";
import { withoutGrain } from "./stand-out";

const opaque = ([red, green, blue]: Pixel): Pixel => [red, green, blue, 255];

describe("what is transparent", () => {
  it("does not vote for the subject by the colour hidden under it", async () => {
    const isBall = disc(120, 90, 40);
    const isHole = (x: number, y: number): boolean => x > 176 && x < 230 && y > 60 && y < 130;
    const pictureOf = (hidden: Pixel) =>
      paint(240, 180, (x, y) =>
        isHole(x, y) ? hidden : opaque(isBall(x, y) ? [200, 60, 40] : wall([120, 130, 140])(x, y)),
      );
    const one = await findSubject(pictureOf([128, 128, 128, 2]), quietWork());
    const other = await findSubject(pictureOf([255, 0, 255, 2]), quietWork());
    expect(one.confidence).toBeGreaterThan(0.7);
    expect(other.confidence).toBeCloseTo(one.confidence, 1);
    const apart = other.share.values.filter((value, index) => value !== one.share.values[index]).length;
    expect(apart).toBeLessThan(20);
  });

  it("makes no picture grainy", async () => {
    const soft = paint(160, 120, (x, y) => [120, 130, 140, Math.round(128 + 120 * grain(x, y))]);
    expect(await withoutGrain(soft)).toBe(soft);
  });
});
