import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { keepOutsideMask } from "./keep-outside-mask";

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
