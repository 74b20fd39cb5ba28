import { describe, expect, it } from "vitest";
import type { Operation } from "../../operation";
import type { Raster } from "../../pixels/raster";
import { apply } from "../../tests/operations";
import { type Pixel, alphaOf, colourful, copyOf, paint, pixelAt, statsOf } from "../../tests/rasters";
import { cartoon } from "./cartoon";
import { comic } from "./comic";
import { halftone } from "./halftone";
import { inkDrawing } from "./ink-drawing";
import { oilPainting } from "./oil-painting";
import { pencilSketch } from "./pencil-sketch";
import { popArt } from "./pop-art";
import { watercolour } from "./watercolour";

const made = (operation: Operation, raster: Raster, amount = 1): Promise<Raster> =>
  apply(operation, { amount }, copyOf(raster));

const distance = (one: Raster, other: Raster): number =>
  one.data.reduce((sum, level, at) => sum + Math.abs(level - (other.data[at] ?? 0)), 0) / one.data.length;

const rough = (x: number, y: number): number => ((x * 73 + y * 151 + ((x * y) % 17) * 29) % 40) - 20;

/** A rough red ball on rough pale ground. */
const ball = (): Raster =>
  paint(240, 180, (x, y): Pixel => {
    const noise = rough(x, y);
    return Math.hypot(x - 120, y - 90) < 50
      ? [170 + noise, 50 + noise, 45 + noise]
      : [205 + noise, 200 + noise, 180 + noise];
  });

const INSIDE = { left: 100, right: 140, top: 70, bottom: 110 };
const OUTSIDE = { right: 50, bottom: 60 };

describe.each([oilPainting, watercolour, pencilSketch, inkDrawing, cartoon, comic, halftone, popArt])(
  "$name",
  (operation) => {
    it("changes more the stronger it is asked for, and keeps size and alpha", async () => {
      const before = colourful(160, 120, (x) => 255 - x);
      const [some, usual] = [await made(operation, before, 0.5), await made(operation, before, 1)];
      const strong = await made(operation, before, 1.6);
      expect(distance(some, usual)).toBeGreaterThan(0.3);
      expect(distance(some, strong)).toBeGreaterThan(distance(some, usual));
      for (const raster of [some, usual, strong]) {
        expect([raster.width, raster.height]).toEqual([160, 120]);
        expect(alphaOf(raster).equals(alphaOf(before))).toBe(true);
      }
    });

    it.each([
      [1, 40],
      [300, 2],
      [7, 5],
    ])("takes a picture of %i × %i", async (width, height) => {
      const after = await made(operation, colourful(width, height));
      expect([after.width, after.height]).toEqual([width, height]);
    });
  },
);

describe("paint", () => {
  it.each([oilPainting, watercolour, cartoon])(
    "$name lays flat areas and keeps edge and colours",
    async (operation) => {
      const before = ball();
      const after = await made(operation, before);
      const [inside, outside] = [statsOf(after, INSIDE), statsOf(after, OUTSIDE)];
      expect(inside.edges).toBeLessThan(statsOf(before, INSIDE).edges * 0.7);
      expect(outside.edges).toBeLessThan(statsOf(before, OUTSIDE).edges * 0.7);
      expect(inside.red).toBeGreaterThan(inside.green + 60);
      expect(outside.light - inside.light).toBeGreaterThan(70);
      // The edge of the ball is passed within a few pixels.
      expect(pixelAt(after, 120, 34)[1] - pixelAt(after, 120, 46)[1]).toBeGreaterThan(60);
    },
  );

  it("watercolour is lighter than the picture", async () => {
    expect(statsOf(await made(watercolour, ball())).light).toBeGreaterThan(statsOf(ball()).light + 4);
  });

  it("cartoon and comic draw a dark line around the ball, and none within areas", async () => {
    for (const operation of [cartoon, comic]) {
      const after = await made(operation, ball());
      const along = Array.from({ length: 20 }, (_, step) => pixelAt(after, 120, 34 + step)[0]);
      expect(Math.min(...along)).toBeLessThan(statsOf(after, INSIDE).red * 0.6);
    }
  });
});

describe("drawings", () => {
  it("pencil is grey, light where the picture is light, dark at edges", async () => {
    const after = await made(pencilSketch, ball());
    expect(statsOf(after).colour).toBeLessThan(4);
    expect(statsOf(after, OUTSIDE).light).toBeGreaterThan(statsOf(after, INSIDE).light + 15);
    expect(statsOf(after, OUTSIDE).light).toBeGreaterThan(200);
  });

  it("ink is nearly black or nearly white; its edge is a line on a light ball", async () => {
    const after = await made(
      inkDrawing,
      paint(240, 180, (x, y) => (Math.hypot(x - 120, y - 90) < 50 ? [180, 180, 180] : [230, 230, 230])),
    );
    expect(statsOf(after, INSIDE).light).toBeGreaterThan(235);
    expect(statsOf(after, OUTSIDE).light).toBeGreaterThan(235);
    const along = Array.from({ length: 20 }, (_, step) => pixelAt(after, 120, 32 + step)[0]);
    expect(Math.min(...along)).toBeLessThan(120);
  });
});

describe("print", () => {
  it("halftone dots cover as much as the tone says", async () => {
    const lights = await Promise.all(
      [40, 128, 215].map(async (level) =>
        statsOf(
          await made(
            halftone,
            paint(120, 120, () => [level, level, level]),
          ),
        ),
      ),
    );
    expect(lights[0]?.light).toBeLessThan(85);
    expect(lights[1]?.light).toBeGreaterThan(95);
    expect(lights[1]?.light).toBeLessThan(165);
    expect(lights[2]?.light).toBeGreaterThan(190);
    expect(lights[1]?.spread).toBeGreaterThan(40);
  });

  it("halftone keeps hues when seen from afar", async () => {
    const { red, green, blue } = statsOf(
      await made(
        halftone,
        paint(120, 120, () => [210, 60, 50]),
      ),
    );
    expect(red).toBeGreaterThan(green + 60);
    expect(red).toBeGreaterThan(blue + 60);
  });

  it("pop art prints warm and cool in few loud inks", async () => {
    const before = paint(240, 180, (x, y): Pixel => {
      const level = 40 + y;
      return x < 120 ? [level + 30, level - 10, level - 30] : [level - 30, level, level + 30];
    });
    const after = await made(popArt, before);
    const inks = new Map<string, number>();
    for (let y = 4; y < 176; y++) {
      for (const x of [20, 60, 180, 220]) {
        const ink = pixelAt(after, x, y).join();
        inks.set(ink, (inks.get(ink) ?? 0) + 1);
      }
    }
    const common = [...inks.values()].filter((count) => count > 20);
    expect(common.length).toBeGreaterThanOrEqual(4);
    expect(common.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(172 * 4 * 0.6);
    expect(statsOf(after).colour).toBeGreaterThan(statsOf(before).colour * 2);
  });
});
