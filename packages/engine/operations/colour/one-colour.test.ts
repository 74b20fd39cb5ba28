import { describe, expect, it } from "vitest";
import { toOklab } from "../../pixels/oklab";
import { apply } from "../../tests/operations";
import { type Pixel, copyOf, paint, pixelAt, statsOf } from "../../tests/rasters";
import { keepColour } from "./keep-colour";
import { replaceColour } from "./replace-colour";

/** Shaded stripes of red, green, blue, grey and skin, darkest at the top. */
const STRIPES: readonly Pixel[] = [
  [210, 30, 35],
  [50, 140, 45],
  [40, 80, 200],
  [128, 128, 128],
  [205, 155, 130],
];
const WIDTH = 20;
const stripes = () =>
  paint(WIDTH * STRIPES.length, 60, (x, y) => {
    const [red, green, blue] = STRIPES[Math.floor(x / WIDTH)] ?? [0, 0, 0];
    const shade = 0.5 + y / 120;
    return [Math.round(red * shade), Math.round(green * shade), Math.round(blue * shade)];
  });
const area = (stripe: number) => ({ left: stripe * WIDTH, right: (stripe + 1) * WIDTH });
const middle = (raster: ReturnType<typeof stripes>, stripe: number) => pixelAt(raster, stripe * WIDTH + 10, 30);

function hueOf([red, green, blue]: readonly number[]): number {
  const [, a, b] = toOklab((red ?? 0) / 255, (green ?? 0) / 255, (blue ?? 0) / 255);
  return ((Math.atan2(b, a) * 180) / Math.PI + 360) % 360;
}

/** No channel of any pixel of a stripe differs by more. */
function expectSame(before: ReturnType<typeof stripes>, after: ReturnType<typeof stripes>, stripe: number): void {
  for (let y = 0; y < before.height; y += 7) {
    const [was, is] = [pixelAt(before, stripe * WIDTH + 10, y), pixelAt(after, stripe * WIDTH + 10, y)];
    for (const [channel, level] of was.entries()) expect(Math.abs(level - (is[channel] ?? 0))).toBeLessThanOrEqual(2);
  }
}

describe("one colour replaced by another", () => {
  it.each([
    ["red", "blue", 0, 263],
    ["green", "purple", 1, 328],
    ["blue", "orange", 2, 71],
  ] as const)("makes %s %s and leaves all others", async (from, to, stripe, hue) => {
    const before = stripes();
    const after = await apply(replaceColour, { from, to }, copyOf(before));
    expect(Math.abs(hueOf(middle(after, stripe)) - hue)).toBeLessThan(15);
    for (const other of STRIPES.keys()) if (other !== stripe) expectSame(before, after, other);
  });

  it("keeps the shading of what it replaces", async () => {
    const after = await apply(replaceColour, { from: "red", to: "green" }, stripes());
    const lights = [5, 20, 40, 55].map((y) => pixelAt(after, 10, y)[1]);
    expect(lights.toSorted((a, b) => a - b)).toEqual(lights);
    expect((lights[3] ?? 0) / (lights[0] ?? 1)).toBeGreaterThan(1.4);
  });

  it("goes towards the lightness of the new colour", async () => {
    const light = statsOf(await apply(replaceColour, { from: "blue", to: "yellow" }, stripes()), area(2)).light;
    const dark = statsOf(await apply(replaceColour, { from: "blue", to: "darkred" }, stripes()), area(2)).light;
    expect(light).toBeGreaterThan(statsOf(stripes(), area(2)).light + 30);
    expect(dark).toBeLessThan(light - 40);
  });

  it("says so, naming it, when the colour is hardly there", async () => {
    await expect(apply(replaceColour, { from: "darkpink", to: "blue" }, stripes())).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
      detail: expect.stringContaining("dark pink") as string,
    });
  });
});

describe("what belongs to a thing of one colour", () => {
  const [BLUE, RED, WALL] = [
    [35, 95, 205],
    [190, 30, 50],
    [150, 148, 140],
  ] as const;
  const mix = (one: readonly number[], other: readonly number[], share: number): Pixel => {
    const at = (channel: number) => Math.round((one[channel] ?? 0) * (1 - share) + (other[channel] ?? 0) * share);
    return [at(0), at(1), at(2)];
  };

  it("turns its shine and leaves no rim of the old colour beside another", async () => {
    // Blue on the left with a cyan shine, red on the right, two mixed columns in between.
    const bricks = paint(120, 90, (x, y) => {
      if (Math.hypot(x - 25, y - 40) < 6) return [110, 215, 245];
      return x < 60 ? BLUE : x === 60 ? mix(BLUE, RED, 0.35) : x === 61 ? mix(BLUE, RED, 0.7) : RED;
    });
    const after = await apply(replaceColour, { from: "blue", to: "orange" }, copyOf(bricks));
    for (const [x, y] of [
      [25, 40],
      [10, 10],
      [60, 40],
    ] as const) {
      const [red, , blue] = pixelAt(after, x, y);
      expect(red - blue, `${x}, ${y}`).toBeGreaterThan(60);
    }
    expect(pixelAt(after, 90, 40)).toEqual(pixelAt(bricks, 90, 40));
  });

  it("goes into its shade", async () => {
    const pear = paint(120, 90, (x, y) => {
      const shade = Math.min(1, Math.max(0.25, (110 - x) / 24));
      return y < 70 ? mix([0, 0, 0], [250, 215, 90], shade) : WALL;
    });
    const after = await apply(replaceColour, { from: "yellow", to: "blue" }, pear);
    for (const x of [5, 50, 90, 102]) {
      const [red, , blue] = pixelAt(after, x, 30);
      expect(blue, `${x}`).toBeGreaterThan(red * 1.5);
    }
  });

  it("does not take a hue within a thing of another colour for a thing", async () => {
    // An orange ball whose shine is yellowish, beside a yellow one.
    const balls = paint(160, 90, (x, y) => {
      if (Math.hypot(x - 120, y - 45) < 30) return [250, 222, 90];
      if (Math.hypot(x - 45, y - 45) >= 30) return WALL;
      return mix([255, 198, 60], [250, 140, 25], Math.min(1, Math.hypot(x - 40, y - 38) / 26));
    });
    const after = await apply(replaceColour, { from: "yellow", to: "blue" }, copyOf(balls));
    expect(pixelAt(after, 120, 45)[2]).toBeGreaterThan(180);
    expect(pixelAt(after, 40, 38)).toEqual(pixelAt(balls, 40, 38));
  });

  it("leaves a wooden table brown beside what is orange", async () => {
    const table = paint(120, 90, (x, y) =>
      Math.hypot(x - 40, y - 40) < 25 ? [250, 150, 30] : [134 + ((x * 7 + y) % 5), 100, 64],
    );
    const after = await apply(replaceColour, { from: "orange", to: "green" }, copyOf(table));
    expect(pixelAt(after, 40, 40)[1]).toBeGreaterThan(pixelAt(after, 40, 40)[0] + 40);
    for (const x of [72, 80, 110]) expect(pixelAt(after, x, 40)).toEqual(pixelAt(table, x, 40));
  });

  it("is not found where many pixels have a little of it and none has it", async () => {
    const dull = paint(120, 90, (x, y) => [140 + ((x + y) % 9), 92, 84]);
    await expect(apply(keepColour, { colour: "red" }, dull)).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });
});

describe("only one colour kept", () => {
  it.each([
    ["red", 0],
    ["green", 1],
    ["blue", 2],
  ] as const)("keeps %s as it is and turns the rest grey of the same light", async (colour, stripe) => {
    const before = stripes();
    const after = await apply(keepColour, { colour }, copyOf(before));
    expectSame(before, after, stripe);
    for (const other of STRIPES.keys()) {
      if (other === stripe) continue;
      expect(statsOf(after, area(other)).colour).toBeLessThan(3);
      expect(Math.abs(statsOf(after, area(other)).light - statsOf(before, area(other)).light)).toBeLessThan(2);
    }
  });

  it("says so when there is none of it", async () => {
    await expect(apply(keepColour, { colour: "yellow" }, stripes())).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });
});
