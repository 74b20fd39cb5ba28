import { describe, expect, it } from "vitest";
import { pngBomb, quarters } from "@/tests/pictures";
import { makePreviews, smallPicture } from "./previews";

import sharp from "sharp";

describe("makePreviews", () => {
  it.each([
    [4000, 2000, [1600, 800], [320, 160]],
    [1000, 2500, [640, 1600], [128, 320]],
    [1600, 1600, [1600, 1600], [320, 320]],
    [400, 100, [400, 100], [320, 80]],
    [30, 20, [30, 20], [30, 20]],
    [1, 1, [1, 1], [1, 1]],
  ] as const)("fits %d×%d into 1600 and 320 pixels, never enlarged", async (width, height, preview, thumbnail) => {
    const previews = await makePreviews(await quarters(width, height).jpeg().toBuffer());
    expect([previews.preview.width, previews.preview.height]).toEqual(preview);
    expect([previews.thumbnail.width, previews.thumbnail.height]).toEqual(thumbnail);
    for (const { bytes, ...picture } of Object.values(previews)) {
      expect(picture).toMatchObject({ contentType: "image/webp", extension: "webp", size: bytes.length });
      expect(await sharp(bytes).metadata()).toMatchObject({
        format: "webp",
        width: picture.width,
        height: picture.height,
      });
    }
  });

  it("keeps transparency and colours", async () => {
    const { thumbnail } = await makePreviews(await quarters(800, 400).ensureAlpha(0.5).png().toBuffer());
    const { data, info } = await sharp(thumbnail.bytes).raw().toBuffer({ resolveWithObject: true });
    expect(info.channels).toBe(4);
    expect(data[0]).toBeGreaterThan(240);
    expect(data[1]).toBeLessThan(20);
    expect(data[3]).toBeGreaterThan(125);
    expect(data[3]).toBeLessThan(130);
  });

  it("makes do with the longest and thinnest", async () => {
    const { preview, thumbnail } = await makePreviews(pngBomb(200_000, 1, 3));
    expect([preview.width, preview.height, thumbnail.width, thumbnail.height]).toEqual([1600, 1, 320, 1]);
  });
});

describe("smallPicture", () => {
  it("is a JPEG of at most 1024 pixels, never enlarged", async () => {
    const large = await smallPicture(await quarters(3000, 1500).jpeg().toBuffer());
    expect(large).toMatchObject({ contentType: "image/jpeg", width: 1024, height: 512 });
    expect(await sharp(large.bytes).metadata()).toMatchObject({ format: "jpeg", width: 1024, height: 512 });
    expect(await smallPicture(await quarters(30, 20).png().toBuffer())).toMatchObject({ width: 30, height: 20 });
  });

  it("lies on white where it is transparent", async () => {
    const clear = { width: 8, height: 8, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } as const;
    const { bytes } = await smallPicture(await sharp({ create: clear }).webp({ lossless: true }).toBuffer());
    expect([...(await sharp(bytes).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 255, 255]);
  });
});
