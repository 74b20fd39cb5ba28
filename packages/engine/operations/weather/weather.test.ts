import { describe, expect, it } from "vitest";
import type { Raster } from "../../pixels/raster";
import { apply } from "../../tests/operations";
import { type Pixel, copyOf, paint, pixelAt, statsOf } from "../../tests/rasters";
import { fog } from "./fog";
import { rain } from "./rain";
import { rainbow } from "./rainbow";
import { snow } from "./snow";
import { stars } from "./stars";

const plain = (level = 70, width = 240, height = 180): Raster => paint(width, height, () => [level, level, level]);
const coloured = (): Raster => paint(240, 180, () => [150, 90, 60]);

/** How much the light changes from row to row, against how much it does from column to column. */
function steepness(raster: Raster): number {
  let [down, across] = [0, 0];
  for (let y = 1; y < raster.height; y++) {
    for (let x = 1; x < raster.width; x++) {
      const here = pixelAt(raster, x, y)[1];
      down += Math.abs(here - pixelAt(raster, x, y - 1)[1]);
      across += Math.abs(here - pixelAt(raster, x - 1, y)[1]);
    }
  }
  return across / down;
}

/** Share of the pixels that are much lighter than most. */
function lit(raster: Raster): number {
  const { light } = statsOf(raster);
  let count = 0;
  for (let at = 0; at < raster.data.length; at += raster.channels) if ((raster.data[at] ?? 0) > light + 18) count++;
  return (count * raster.channels) / raster.data.length;
}

describe("rain", () => {
  it("falls steeply, everywhere, more of it the stronger it is", async () => {
    const some = await apply(rain, { amount: 0.5 }, plain());
    const much = await apply(rain, { amount: 1.6 }, plain());
    expect(steepness(much)).toBeGreaterThan(1.8);
    expect(statsOf(much).edges).toBeGreaterThan(statsOf(some).edges * 1.3);
    for (const part of [{ right: 80 }, { left: 160 }, { bottom: 60 }, { top: 120 }]) {
      expect(statsOf(much, part).edges).toBeGreaterThan(2);
    }
  });

  it("dulls the colours and does not hide the picture", async () => {
    const before = coloured();
    const after = await apply(rain, { amount: 1 }, copyOf(before));
    expect(statsOf(after).colour).toBeLessThan(statsOf(before).colour * 0.85);
    expect(statsOf(after).colour).toBeGreaterThan(statsOf(before).colour * 0.4);
    expect(statsOf(after).red).toBeGreaterThan(statsOf(after).blue + 20);
  });

  it("looks about the same at twice the size", async () => {
    const [small, large] = [
      await apply(rain, { amount: 1 }, plain(70, 400, 320)),
      await apply(rain, { amount: 1 }, plain(70, 800, 640)),
    ];
    expect(statsOf(large).spread).toBeGreaterThan(statsOf(small).spread * 0.6);
    expect(statsOf(large).spread).toBeLessThan(statsOf(small).spread * 1.7);
  });
});

describe("snow", () => {
  it("lays light flakes over dark, of about the same shape in all directions, more the stronger it is", async () => {
    const some = await apply(snow, { amount: 0.5 }, plain());
    const much = await apply(snow, { amount: 1.6 }, plain());
    expect(lit(some)).toBeGreaterThan(0.002);
    expect(lit(much)).toBeGreaterThan(lit(some) * 1.5);
    expect(lit(much)).toBeLessThan(0.3);
    expect(steepness(much)).toBeGreaterThan(0.7);
    expect(steepness(much)).toBeLessThan(1.6);
  });

  it("is white, not coloured", async () => {
    const after = await apply(snow, { amount: 1 }, plain());
    expect(statsOf(after).colour).toBeLessThan(8);
    expect(statsOf(after).light).toBeGreaterThan(75);
  });
});

describe("fog", () => {
  const sky = (y: number): Pixel => [110 + y / 4, 150 + y / 4, 215 + y / 8];
  const ground = (x: number, y: number): Pixel => (((x >> 3) + (y >> 3)) % 2 === 0 ? [40, 60, 20] : [120, 110, 60]);
  const landscape = () => paint(240, 180, (x, y) => (y < 70 ? sky(y) : ground(x, y)));
  const spread = (raster: Raster, top: number): number => statsOf(raster, { top, bottom: top + 16 }).spread;

  it("hides more at the horizon than in the foreground, more the stronger it is", async () => {
    const before = landscape();
    const after = await apply(fog, { amount: 1, where: "distance" }, copyOf(before));
    const left = (top: number): number => spread(after, top) / spread(before, top);
    expect(left(72)).toBeLessThan(0.6);
    expect(left(160)).toBeGreaterThan(left(72) + 0.2);
    const thick = await apply(fog, { amount: 2, where: "distance" }, copyOf(before));
    expect(spread(thick, 72)).toBeLessThan(spread(after, 72) * 0.7);
  });

  it("lies low when it is asked to", async () => {
    const before = landscape();
    const after = await apply(fog, { amount: 1, where: "ground" }, copyOf(before));
    expect(spread(after, 160)).toBeLessThan(spread(before, 160) * 0.6);
    expect(statsOf(after, { bottom: 30 }).light).toBeCloseTo(statsOf(before, { bottom: 30 }).light, 0);
  });
});

describe("stars", () => {
  const night = () => paint(240, 180, (_x, y) => (y < 110 ? [14, 20, 44 + (y >> 3)] : [4 + ((y * 7) % 9), 5, 4]));

  it("shine in the dark sky and not below it, more of them the stronger it is", async () => {
    const before = night();
    const some = await apply(stars, { amount: 0.5 }, copyOf(before));
    const many = await apply(stars, { amount: 1.6 }, copyOf(before));
    const inSky = { bottom: 60 };
    expect(statsOf(many, inSky).spread).toBeGreaterThan(statsOf(before, inSky).spread + 3);
    expect(statsOf(many, inSky).light).toBeGreaterThan(statsOf(some, inSky).light);
    const below = 125 * 240 * 3;
    expect(many.data.subarray(below).equals(before.data.subarray(below))).toBe(true);
  });

  it("are not done where hardly any would be noticed", async () => {
    // A sky that gets a little darker at its top, as by day.
    const dusk = paint(320, 240, (x, y) =>
      y < 130 ? [132 + (y >> 2), 142 + (y >> 2), 182 + (y >> 2)] : [60 + (x % 40), 80, 40],
    );
    await expect(apply(stars, { amount: 1 }, dusk)).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });

  it("are not seen by day, which is said", async () => {
    const day = paint(240, 180, (x, y) => (y < 100 ? [120, 170, 235] : [60 + (x % 40), 80, 40]));
    await expect(apply(stars, { amount: 1 }, day)).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
      detail: expect.stringContaining("dark enough for stars") as string,
    });
  });
});

describe("rainbow", () => {
  const landscape = () =>
    paint(240, 180, (x, y) => (y < 110 ? [70 + y / 2, 110 + y / 3, 170 + y / 4] : [60 + ((x * y) % 30), 80, 40]));

  it("stands in the sky, red outside and violet inside, and leaves the ground as it was", async () => {
    const before = landscape();
    const after = await apply(rainbow, { amount: 1 }, copyOf(before));
    const gain = (y: number, channel: 0 | 2): number =>
      pixelAt(after, 144, y)[channel] - pixelAt(before, 144, y)[channel];
    const rows = Array.from({ length: 100 }, (_, y) => y);
    const reddest = rows.toSorted((a, b) => gain(b, 0) - gain(b, 2) - (gain(a, 0) - gain(a, 2)))[0] ?? 0;
    const bluest = rows.toSorted((a, b) => gain(b, 2) - gain(b, 0) - (gain(a, 2) - gain(a, 0)))[0] ?? 0;
    expect(gain(reddest, 0)).toBeGreaterThan(20);
    expect(bluest).toBeGreaterThan(reddest);
    const below = 125 * 240 * 3;
    expect(after.data.subarray(below).equals(before.data.subarray(below))).toBe(true);
  });

  it("needs a sky", async () => {
    await expect(
      apply(
        rainbow,
        { amount: 1 },
        paint(120, 90, () => [90, 60, 50]),
      ),
    ).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });
});
