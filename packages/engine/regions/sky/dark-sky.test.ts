import { expect, it } from "vitest";
import { type Pixel, paint } from "../../tests/rasters";
import { grain } from "../../tests/scenes";
import { darkSky } from "./dark-sky";

it("leaves room for stars in the sky and none on dark, smooth mountains", async () => {
  const ridge = (x: number): number => 150 + 14 * Math.sin(x / 40);
  const night = paint(600, 400, (x, y): Pixel => {
    if (y > 300) return [10 + 6 * grain(x, y), 14 + 6 * grain(x, y), 18];
    return y < ridge(x) ? [10 + y / 8, 15 + y / 6, 36 + y / 3] : [10, 14, 26];
  });
  const { values, width, height } = await darkSky(night, new AbortController().signal);
  const at = (x: number, y: number): number => values[Math.floor(y * height) * width + Math.floor(x * width)] ?? -1;
  for (let x = 0.02; x < 1; x += 0.05) {
    expect(at(x, 0.1)).toBeGreaterThan(0.9);
    expect(at(x, 0.45), `the mountains at ${x}`).toBe(0);
    expect(at(x, 0.5), `the mountains at ${x}`).toBe(0);
  }
});
