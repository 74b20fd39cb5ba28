import { describe, expect, it } from "vitest";
import { fluxSize, kontextRatio } from "./flux-size";

describe("the size to ask for", () => {
  it.each([
    [1024, 768, 1024, 768],
    [1000, 750, 1008, 752],
    [64, 48, 336, 256],
    [1, 1, 256, 256],
    [8000, 6000, 2048, 1536],
    [6000, 8000, 1536, 2048],
    [8000, 100, 2048, 256],
    [2048, 2048, 2048, 2048],
  ])("for a picture of %i × %i is %i × %i", (width, height, across, down) => {
    expect(fluxSize({ width, height })).toEqual({ width: across, height: down });
  });

  it("is always one that the service takes", () => {
    for (let at = 1; at < 2_000; at += 1) {
      const { width, height } = fluxSize({ width: (at * 7_919) % 9_000, height: (at * 104_729) % 9_000 });
      for (const side of [width, height]) expect([side % 16, side >= 256, side <= 2048]).toEqual([0, true, true]);
      expect(width * height).toBeLessThanOrEqual(4_194_304);
    }
  });
});

it.each([
  [1024, 768, null],
  [2100, 900, null],
  [2101, 900, "21:9"],
  [900, 2100, null],
  [900, 2101, "9:21"],
])("Kontext follows a picture of %i × %i or is asked for a ratio: %s", (width, height, ratio) => {
  expect(kontextRatio({ width, height })).toBe(ratio);
});
