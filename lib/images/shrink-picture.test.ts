import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { noisyPicture } from "@/tests/factories/pictures";
import { shrinkPicture } from "./shrink-picture";

describe("shrinking a picture", () => {
  it("leaves one alone that fits", async () => {
    const picture = await noisyPicture(40, 30);
    expect(await shrinkPicture(picture, { pixels: 1_200, bytes: 1_000_000 })).toBe(picture);
  });

  it.each([
    ["too many pixels", 3, { pixels: 10_000, bytes: 1_000_000 }, "image/jpeg"],
    ["too many bytes", 3, { pixels: 1_000_000, bytes: 20_000 }, "image/jpeg"],
    ["both", 3, { pixels: 30_000, bytes: 5_000 }, "image/jpeg"],
    ["transparency", 4, { pixels: 1_000_000, bytes: 50_000 }, "image/png"],
  ] as const)("keeps limits and ratio with %s", async (_what, channels, limits, contentType) => {
    const small = await shrinkPicture(await noisyPicture(400, 300, channels), limits);
    const { width, height, format } = await sharp(small.bytes).metadata();
    expect(`image/${format}`).toBe(contentType);
    expect({ ...small, bytes: null }).toEqual({ bytes: null, contentType, width, height });
    expect(small.bytes.byteLength).toBeLessThanOrEqual(limits.bytes);
    expect(width * height).toBeLessThanOrEqual(limits.pixels);
    expect(Math.abs(width / height - 4 / 3)).toBeLessThan(0.05);
  });

  it("does not take pixels away that are not too many", async () => {
    const picture = await noisyPicture(400, 300, 3);
    const { width } = await shrinkPicture(picture, { pixels: 1_000_000, bytes: picture.bytes.byteLength - 1 });
    expect(width).toBe(400);
  });

  it("gives up where nothing helps", async () => {
    await expect(shrinkPicture(await noisyPicture(40, 30), { pixels: 1_200, bytes: 10 })).rejects.toThrow(
      "cannot be made",
    );
  });
});
