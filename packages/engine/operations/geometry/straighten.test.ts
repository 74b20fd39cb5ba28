import { describe, expect, it } from "vitest";
import { turnAndFill } from "../../pixels/rotate";
import { findTilt } from "../../regions/tilt";
import { apply } from "../../tests/operations";
import { colourful, paint, statsOf } from "../../tests/rasters";
import { straighten } from "./straighten";

/** Light above, dark below, with a little noise; the horizon falls to the right by so many degrees. */
const horizon = (degrees: number) =>
  paint(300, 200, (x, y) => {
    const line = 100 + (x - 150) * Math.tan((degrees * Math.PI) / 180);
    const noise = (x * 31 + y * 17) % 7;
    const level = y < line ? 190 + noise : 70 + noise;
    return [level, level, level];
  });

describe("straighten", () => {
  it.each([-8, -3, 2, 6, 11])("finds a horizon tilted by %i°, and levels it", async (degrees) => {
    const tilt = await findTilt(horizon(degrees));
    expect(tilt?.confidence).toBeGreaterThan(0.5);
    expect(Math.abs((tilt?.degrees ?? 99) - degrees)).toBeLessThan(0.4);
    const after = await apply(straighten, { degrees: 0 }, horizon(degrees));
    expect(Math.abs((await findTilt(after))?.degrees ?? 99)).toBeLessThan(0.5);
    expect(after.width / after.height).toBeCloseTo(1.5, 1);
  });

  it("keeps the frame full", async () => {
    const after = await turnAndFill(
      paint(300, 200, () => [250, 250, 250]),
      7,
    );
    expect(statsOf(after).light).toBeGreaterThan(249);
    expect(after.channels).toBe(3);
  });

  it("changes nothing when the horizon is level, or there is none", async () => {
    await expect(apply(straighten, { degrees: 0 }, horizon(0))).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
    const places = Array.from({ length: 24 }, (_, index) => [(index * 97) % 300, (index * 61) % 200] as const);
    const spots = paint(300, 200, (x, y) => {
      const level = places.some(([u, v]) => Math.hypot(x - u, y - v) < 12) ? 220 : 60;
      return [level, level, level];
    });
    const tilt = await findTilt(spots);
    expect(tilt?.confidence ?? 0).toBeLessThan(0.5);
    await expect(apply(straighten, { degrees: 0 }, colourful(64, 48))).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
    });
  });

  it("turns by exactly what was said", async () => {
    const after = await apply(straighten, { degrees: 5 }, horizon(0));
    expect(Math.abs(((await findTilt(after))?.degrees ?? 99) - 5)).toBeLessThan(0.4);
  });
});
