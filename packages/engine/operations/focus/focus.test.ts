import { describe, expect, it } from "vitest";
import { apply } from "../../tests/operations";
import { colourful, paint, statsOf } from "../../tests/rasters";
import { blur } from "./blur";
import { sharpen } from "./sharpen";

const before = statsOf(colourful());

describe("blur", () => {
  it("takes fine structure away, more of it the stronger it is, and keeps light and colour", async () => {
    const some = statsOf(await apply(blur, { share: 0.006 }));
    const much = statsOf(await apply(blur, { share: 0.03 }));
    expect(some.edges).toBeLessThan(before.edges * 0.8);
    expect(much.edges).toBeLessThan(some.edges);
    expect(Math.abs(much.light - before.light)).toBeLessThan(2);
  });

  it("gives about the same when it works on a smaller copy", async () => {
    const step = paint(800, 600, (x) => (x < 400 ? [20, 20, 20] : [220, 220, 220]));
    const wide = await apply(blur, { share: 0.02 }, step);
    expect(statsOf(wide, { left: 0, right: 300 }).light).toBeCloseTo(20, 0);
    expect(statsOf(wide, { left: 500 }).light).toBeCloseTo(220, 0);
    expect(statsOf(wide, { left: 398, right: 402 }).light).toBeCloseTo(120, -1);
    expect(statsOf(wide, { left: 390, right: 410 }).edges).toBeLessThan(12);
  });
});

describe("sharpen", () => {
  it("raises the energy of edges and leaves flat areas as they are", async () => {
    const soft = paint(60, 40, (x) => {
      const level = Math.round(60 + 120 / (1 + Math.exp(30 - x)));
      return [level, level, level];
    });
    const after = await apply(sharpen, { amount: 1 }, soft);
    expect(statsOf(after, { left: 29, right: 32 }).edges).toBeGreaterThan(
      statsOf(soft, { left: 29, right: 32 }).edges * 1.1,
    );
    const flat = paint(20, 20, () => [90, 120, 150]);
    expect(statsOf(await apply(sharpen, { amount: 2 }, flat)).light).toBeCloseTo(statsOf(flat).light, 0);
  });
});
