import { describe, expect, it } from "vitest";
import { apply, paramsOf } from "../../tests/operations";
import { colourful, paint, pixelAt, statsOf } from "../../tests/rasters";
import { punch } from "../light/punch";
import { blackAndWhite } from "./black-and-white";
import { invert } from "./invert";
import { saturation } from "./saturation";
import { sepia } from "./sepia";
import { tint } from "./tint";
import { warmth } from "./warmth";

const before = statsOf(colourful());

describe("warmth", () => {
  it("moves red against blue and keeps the light", async () => {
    const warm = statsOf(await apply(warmth, { amount: 1 }));
    const cool = statsOf(await apply(warmth, { amount: -1 }));
    expect(warm.red - warm.blue).toBeGreaterThan(before.red - before.blue + 15);
    expect(cool.red - cool.blue).toBeLessThan(before.red - before.blue - 15);
    expect(Math.abs(warm.light - before.light)).toBeLessThan(4);
    expect(Math.abs(cool.light - before.light)).toBeLessThan(4);
  });
});

describe("saturation", () => {
  it("strengthens and pales colours and keeps the light and the greys", async () => {
    const more = statsOf(await apply(saturation, { factor: 1.4 }));
    const less = statsOf(await apply(saturation, { factor: 0.5 }));
    expect(more.colour).toBeGreaterThan(before.colour * 1.2);
    expect(less.colour).toBeLessThan(before.colour * 0.6);
    expect(Math.abs(more.light - before.light)).toBeLessThan(4);
    expect(
      pixelAt(
        await apply(
          saturation,
          { factor: 2 },
          paint(2, 2, () => [90, 90, 90]),
        ),
        0,
        0,
      ),
    ).toEqual([90, 90, 90, 255]);
  });
});

describe("black and white", () => {
  it("leaves no colour and keeps the light", async () => {
    const after = statsOf(await apply(blackAndWhite, {}));
    expect(after.colour).toBeLessThan(0.01);
    expect(Math.abs(after.light - before.light)).toBeLessThan(1.5);
  });
});

describe("a tint of a white sky", () => {
  const skyOf = async (deep: boolean, level: number) =>
    pixelAt(
      await apply(
        tint,
        { colour: "blue", mix: 0.55, deep },
        paint(2, 2, () => [level, level, level]),
      ),
      0,
      0,
    );

  it("is to be seen on what is all but white, and changes nothing of what is darker", async () => {
    const [red, green, blue] = await skyOf(true, 252);
    expect(blue - red).toBeGreaterThan(35);
    const [plainRed, , plainBlue] = await skyOf(false, 252);
    expect(plainBlue - plainRed).toBeLessThan(10);
    const [, darker] = await skyOf(true, 190);
    expect(green).toBeGreaterThan(darker);
  });

  it("is asked for with a sky alone", () => {
    expect(paramsOf("make the sky blue")["deep"]).toBe(true);
    expect(paramsOf("make it blue")["deep"]).toBe(false);
  });
});

describe("sepia", () => {
  it("makes greys brown and every hue the same", async () => {
    const [red, green, blue] = pixelAt(
      await apply(
        sepia,
        { mix: 1 },
        paint(2, 2, () => [120, 120, 120]),
      ),
      0,
      0,
    );
    expect(red).toBeGreaterThan(green + 5);
    expect(green).toBeGreaterThan(blue + 10);
    const ofBlue = pixelAt(
      await apply(
        sepia,
        { mix: 1 },
        paint(2, 2, () => [20, 40, 220]),
      ),
      0,
      0,
    );
    expect(ofBlue[0]).toBeGreaterThan(ofBlue[2]);
  });
});

describe("tint", () => {
  it.each([
    ["blue", "blue"],
    ["red", "red"],
    ["green", "green"],
  ] as const)("moves the whole picture towards %s", async (colour, channel) => {
    const after = statsOf(await apply(tint, { colour, mix: 0.55 }));
    const others = (["red", "green", "blue"] as const).filter((other) => other !== channel);
    for (const other of others) {
      expect(after[channel] - after[other]).toBeGreaterThan(before[channel] - before[other] + 15);
    }
    expect(Math.abs(after.light - before.light)).toBeLessThan(6);
  });

  it("knows black and white ends and refuses unknown colours", async () => {
    const ends = await apply(
      tint,
      { colour: "teal", mix: 1 },
      paint(2, 1, (x) => (x === 0 ? [0, 0, 0] : [255, 255, 255])),
    );
    expect([...ends.data]).toEqual([0, 0, 0, 255, 255, 255]);
    expect(tint.accepts({ colour: "constructor", mix: 0.5 })).toBe(false);
  });

  it("leans to a colour of which there is to be more, without going there", () => {
    const mixOf = (words: string) => Number(paramsOf(words)["mix"]);
    for (const words of ["make it bluer", "make it more blue", "more blue"]) {
      expect(mixOf(words)).toBeLessThan(mixOf("make it blue") / 2);
    }
    expect(mixOf("make it a bit more blue")).toBeLessThan(mixOf("make it more blue"));
  });

  it("is stronger the stronger it is asked for", () => {
    const mixes = ["give it a slight blue tint", "make it blue", "make it very blue"].map((words) =>
      Number(paramsOf(words)["mix"]),
    );
    expect(mixes.toSorted((a, b) => a - b)).toEqual(mixes);
  });
});

describe("invert", () => {
  it("gives the opposite, and the original when done twice", async () => {
    const once = await apply(invert, {});
    expect(
      pixelAt(
        await apply(
          invert,
          {},
          paint(1, 1, () => [0, 100, 255]),
        ),
        0,
        0,
      ),
    ).toEqual([255, 155, 0, 255]);
    expect((await apply(invert, {}, once)).data.equals(colourful().data)).toBe(true);
  });
});

describe("punch", () => {
  it("raises contrast and colour together", async () => {
    const after = statsOf(await apply(punch, { amount: 0.25, middle: 0.5 }));
    expect(after.spread).toBeGreaterThan(before.spread * 1.05);
    expect(after.colour).toBeGreaterThan(before.colour * 1.1);
  });
});
