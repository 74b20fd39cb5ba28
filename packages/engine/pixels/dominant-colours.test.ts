import { describe, expect, it } from "vitest";
import { dominantColours } from "./dominant-colours";

type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

const pixels = (...runs: readonly (readonly [count: number, colour: Rgba])[]): Uint8Array =>
  Uint8Array.from(runs.flatMap(([count, colour]) => Array.from({ length: count }, () => [...colour]).flat()));

describe("dominantColours", () => {
  it.each([
    [[255, 0, 0, 255], "red"],
    [[90, 55, 20, 255], "brown"],
    [[30, 60, 140, 255], "blue"],
    [[20, 30, 90, 255], "dark blue"],
    [[60, 160, 70, 255], "green"],
    [[250, 250, 245, 255], "white"],
    [[128, 128, 128, 255], "grey"],
    [[10, 12, 8, 255], "black"],
  ] as const)("names %j", (colour, name) => {
    expect(dominantColours(pixels([4, colour]))).toEqual([name]);
  });

  it("tells the most frequent first, and leaves out what is rare or see-through", () => {
    const picture = pixels(
      [50, [0, 0, 200, 255]],
      [40, [0, 160, 0, 255]],
      [5, [255, 0, 0, 255]],
      [400, [255, 255, 0, 0]],
    );
    expect(dominantColours(picture)).toEqual(["blue", "green"]);
  });

  it("has none for a picture that cannot be seen", () => {
    expect(dominantColours(pixels([9, [255, 0, 0, 0]]))).toEqual([]);
  });
});
