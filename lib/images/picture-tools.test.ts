import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { noisyPicture } from "@/tests/factories/pictures";
import { keepOutsideMask, shrinkPicture } from "./picture-tools";

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

async function picture(width: number, height: number, background: { r: number; g: number; b: number; alpha?: number }) {
  const channels = background.alpha === undefined ? 3 : 4;
  return {
    bytes: await sharp({ create: { width, height, channels, background } }).png().toBuffer(),
    contentType: "image/png",
  };
}

/** Black, grey and white from left to right. */
async function mask() {
  return {
    bytes: await sharp(Buffer.from([0, 128, 255]), { raw: { width: 3, height: 1, channels: 1 } })
      .png()
      .toBuffer(),
    contentType: "image/png",
  };
}

const pixels = async (bytes: Uint8Array) => [...(await sharp(bytes).raw().toBuffer())];

describe("keeping what is outside a mask", () => {
  it("keeps under black, changes under white, mixes under grey", async () => {
    const source = await picture(3, 1, { r: 10, g: 20, b: 30 });
    const { bytes, contentType } = await keepOutsideMask(
      await mask(),
      source,
      await picture(3, 1, { r: 110, g: 220, b: 30 }),
    );
    expect(contentType).toBe("image/png");
    expect(await pixels(bytes)).toEqual([10, 20, 30, 60, 120, 30, 110, 220, 30]);
  });

  it("fits an edited picture of another size", async () => {
    const source = await picture(3, 1, { r: 10, g: 20, b: 30 });
    const { bytes } = await keepOutsideMask(await mask(), source, await picture(64, 64, { r: 110, g: 220, b: 30 }));
    expect(await pixels(bytes)).toEqual([10, 20, 30, 60, 120, 30, 110, 220, 30]);
  });

  it("keeps transparency outside", async () => {
    const source = await picture(3, 1, { r: 10, g: 20, b: 30, alpha: 0 });
    const { bytes } = await keepOutsideMask(await mask(), source, await picture(3, 1, { r: 110, g: 220, b: 30 }));
    const all = await pixels(bytes);
    expect([all[3], all[7], all[11]]).toEqual([0, 128, 255]);
  });
});
