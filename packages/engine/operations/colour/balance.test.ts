import { describe, expect, it } from "vitest";
import type { Raster } from "../../pixels/raster";
import { apply, paramsOf } from "../../tests/operations";
import { type Pixel, colourful, copyOf, paint, pixelAt, statsOf } from "../../tests/rasters";
import { quietWork } from "../../work";
import { colourBalance } from "./colour-balance";
import { hueShift } from "./hue-shift";
import { matchColours } from "./match-colours";
import { splitToning } from "./split-toning";
import { vibrance } from "./vibrance";
import { whiteBalance } from "./white-balance";

const before = statsOf(colourful());
const ends = () =>
  paint(2, 2, (x) => {
    const level = x === 0 ? 0 : 255;
    return [level, level, level];
  });

describe("colour balance", () => {
  it("moves away from a colour, for greys too, and keeps the light and both ends", async () => {
    const less = statsOf(await apply(colourBalance, { colour: "green", amount: -1 }));
    expect(less.green - (less.red + less.blue) / 2).toBeLessThan(before.green - (before.red + before.blue) / 2 - 5);
    expect(Math.abs(less.light - before.light)).toBeLessThan(6);
    const [red, green, blue] = pixelAt(
      await apply(
        colourBalance,
        { colour: "green", amount: -1 },
        paint(2, 2, () => [128, 128, 128]),
      ),
      0,
      0,
    );
    expect(Math.min(red, blue)).toBeGreaterThan(green);
    expect((await apply(colourBalance, { colour: "green", amount: -1 }, ends())).data.equals(ends().data)).toBe(true);
  });

  it("is stronger the stronger it is asked for, and goes both ways", async () => {
    const greens = await Promise.all(
      ["shift the tint towards green", "it's a bit too green", "it's too green", "it's way too green"].map(
        async (words) => {
          const { red, green, blue } = statsOf(await apply(colourBalance, paramsOf(words)));
          return green - (red + blue) / 2;
        },
      ),
    );
    expect(greens.toSorted((a, b) => b - a)).toEqual(greens);
  });
});

describe("white balance", () => {
  /** Greys of many levels with some coloured things among them, under a light of this colour. */
  const under = (red: number, green: number, blue: number) =>
    paint(90, 60, (x, y) => {
      const level = 30 + ((x * 7 + y * 3) % 180);
      if (x < 18) return [Math.round(190 * red), Math.round(60 * green), Math.round(50 * blue)];
      return [Math.round(level * red), Math.round(level * green), Math.round(level * blue)];
    });
  const greys = { left: 20 };

  it.each([
    ["warm", 1.1, 1, 0.75],
    ["blue", 0.8, 1, 1.12],
    ["green", 0.9, 1.08, 0.9],
  ] as const)("makes greys under a %s light grey and keeps the light", async (_name, red, green, blue) => {
    const cast = under(red, green, blue);
    const after = await apply(whiteBalance, { share: 1 }, copyOf(cast));
    expect(statsOf(after, greys).colour).toBeLessThan(statsOf(cast, greys).colour * 0.35);
    expect(Math.abs(statsOf(after, greys).light - statsOf(cast, greys).light)).toBeLessThan(8);
    const [thingRed, thingGreen] = pixelAt(after, 5, 30);
    expect(thingRed).toBeGreaterThan(thingGreen + 60);
  });

  it("says that there is no cast in a picture without one", async () => {
    const neutral = paint(60, 40, (x, y) => {
      const level = 40 + ((x * 5 + y * 3) % 160);
      return [level, level, level];
    });
    await expect(apply(whiteBalance, { share: 1 }, neutral)).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });
});

describe("vibrance", () => {
  const strengthened = async (red: number, green: number, blue: number, amount = 1): Promise<number> => {
    const raster = paint(2, 2, () => [red, green, blue]);
    return statsOf(await apply(vibrance, { amount }, copyOf(raster))).colour / statsOf(raster).colour;
  };

  it("strengthens pale colours more than strong ones, skin least, and keeps greys", async () => {
    const pale = await strengthened(120, 140, 160);
    expect(pale).toBeGreaterThan(1.3);
    expect(await strengthened(20, 60, 220)).toBeLessThan(1.1);
    expect(await strengthened(205, 155, 130)).toBeLessThan(1.2);
    const grey = paint(2, 2, () => [90, 90, 90]);
    expect((await apply(vibrance, { amount: 1 }, copyOf(grey))).data.equals(grey.data)).toBe(true);
  });

  it("is stronger the stronger it is asked for, and goes both ways", async () => {
    const gains = await Promise.all([-1, 0.5, 1, 1.6].map((amount) => strengthened(120, 140, 160, amount)));
    expect(gains.toSorted((a, b) => a - b)).toEqual(gains);
    expect(gains[0]).toBeLessThan(0.9);
  });
});

describe("hue shift", () => {
  it("turns hues, keeps greys, and comes back after the whole circle", async () => {
    const [red, green, blue] = pixelAt(
      await apply(
        hueShift,
        { degrees: 113, said: true },
        paint(2, 2, () => [180, 60, 60]),
      ),
      0,
      0,
    );
    expect(green).toBeGreaterThan(red + 30);
    expect(green).toBeGreaterThan(blue + 30);
    const grey = paint(2, 2, () => [90, 90, 90]);
    expect((await apply(hueShift, { degrees: 90, said: true }, copyOf(grey))).data.equals(grey.data)).toBe(true);
    const around = await apply(hueShift, { degrees: 180, said: true });
    const back = await apply(hueShift, { degrees: 180, said: true }, copyOf(around));
    expect(Math.abs(statsOf(back).red - before.red)).toBeLessThan(4);
    expect(Math.abs(pixelAt(around, 0, 0)[0] - pixelAt(colourful(), 0, 0)[0])).toBeGreaterThan(20);
  });
});

describe("split toning", () => {
  const ramp = () => paint(256, 2, (x) => [x, x, x]);

  it("tones shadows by one colour and highlights by the other, and keeps black, white and light", async () => {
    const after = await apply(splitToning, { shadows: "teal", highlights: "orange", amount: 1 }, ramp());
    const [darkRed, , darkBlue] = pixelAt(after, 60, 0);
    const [lightRed, , lightBlue] = pixelAt(after, 200, 0);
    expect(darkBlue).toBeGreaterThan(darkRed + 8);
    expect(lightRed).toBeGreaterThan(lightBlue + 8);
    expect(pixelAt(after, 0, 0).slice(0, 3)).toEqual([0, 0, 0]);
    expect(pixelAt(after, 255, 0).slice(0, 3)).toEqual([255, 255, 255]);
    expect(Math.abs(statsOf(after).light - statsOf(ramp()).light)).toBeLessThan(4);
  });

  it("is stronger the stronger it is asked for", async () => {
    const colours = await Promise.all(
      [0.5, 1, 1.6].map(
        async (amount) =>
          statsOf(await apply(splitToning, { shadows: "teal", highlights: "orange", amount }, ramp())).colour,
      ),
    );
    expect(colours.toSorted((a, b) => a - b)).toEqual(colours);
  });
});

describe("the colours of another version", () => {
  it("takes on its colours and most of its light, and names which one it needs", async () => {
    const other = paint(60, 40, (x, y) => [40 + x, 60 + x + y, 120 + x + y]);
    const asked: number[] = [];
    const work = {
      ...quietWork(),
      version: (number: number) => {
        asked.push(number);
        return Promise.resolve(other);
      },
    };
    const params = paramsOf("match the colours of version 2");
    const after = statsOf(await matchColours.apply(colourful(), params, work));
    const target = statsOf(other);
    expect(asked).toEqual([2]);
    expect(matchColours.needs(params)).toEqual([2]);
    expect(Math.abs(after.blue - after.red - (target.blue - target.red))).toBeLessThan(15);
    expect(Math.abs(after.light - target.light)).toBeLessThan(Math.abs(before.light - target.light) + 8);
  });

  const matchedTo = (other: Raster, raster: Raster) =>
    matchColours.apply(raster, { version: 0 }, { ...quietWork(), version: () => Promise.resolve(other) });

  it.each<[string, (level: number) => Pixel]>([
    ["black and white", (level) => [level, level, level]],
    ["sepia", (level) => [Math.min(255, level * 1.1), level, level * 0.75]],
  ])("refuses a picture in %s, which has no colours that could be brought back", async (_name, toned) => {
    const original = colourful();
    const grey = paint(120, 90, (x, y) => {
      const [red, green, blue] = pixelAt(original, x, y);
      return toned(Math.round((red + green + blue) / 3));
    });
    await expect(matchedTo(original, grey)).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
      detail: expect.stringContaining("almost no colour") as string,
    });
  });

  it("burns nothing out when it brightens a dark picture with a lamp in it", async () => {
    const original = colourful();
    const dark = paint(120, 90, (x, y) => {
      if (x < 8 && y < 8) return [190, 175, 140];
      const [red, green, blue] = pixelAt(original, x, y);
      return [Math.round(red * 0.3), Math.round(green * 0.3), Math.round(blue * 0.34)];
    });
    const after = await matchedTo(original, copyOf(dark));
    expect(statsOf(after).light).toBeGreaterThan(statsOf(dark).light + 40);
    expect(Math.max(...pixelAt(after, 4, 4).slice(0, 3))).toBeLessThan(235);
  });

  it("fails when there is no such version", async () => {
    await expect(apply(matchColours, { version: 7 })).rejects.toMatchObject({ code: "NOT_UNDERSTOOD" });
  });
});
