import { describe, expect, it } from "vitest";
import { geminiImageFormat } from "./editor";

describe("what an image model is asked for", () => {
  it.each([
    [1_024, 1_024, "1:1", "1K"],
    [1_200, 900, "4:3", "1K"],
    [900, 1_200, "3:4", "1K"],
    [1_920, 1_080, "16:9", "2K"],
    [4_000, 3_000, "4:3", "4K"],
    [3_000, 4_500, "2:3", "4K"],
    [2_560, 1_080, "21:9", "2K"],
    [3_000, 300, "8:1", "1K"],
    [100, 390, "1:4", "1K"],
    [1, 5_000, "1:8", "1K"],
  ])("for %i × %i: %s, %s", (width, height, aspectRatio, imageSize) => {
    expect(geminiImageFormat("gemini-nano-banana-2.1", { width, height })).toEqual({ aspectRatio, imageSize });
  });

  it("asks others only for the ten ratios that all have", () => {
    expect(geminiImageFormat("gemini-3-pro-image", { width: 3_000, height: 300 }).aspectRatio).toBe("21:9");
  });

  it("asks a model of one size for none", () => {
    expect(geminiImageFormat("gemini-3.1-flash-lite-image", { width: 4_000, height: 3_000 })).toEqual({
      aspectRatio: "4:3",
    });
  });
});
