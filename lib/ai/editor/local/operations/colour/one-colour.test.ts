import { describe, expect, it } from "vitest";
import { toOklab } from "@/lib/ai/editor/local/oklab";
import { apply } from "@/tests/operations";
import { copyOf, paint, pixelAt, statsOf, type Pixel } from "@/tests/rasters";
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
