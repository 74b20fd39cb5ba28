import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
  corners,
  gifOfFrames,
  jpegOf,
  jpegSegment,
  pngBomb,
  pngChunk,
  pngOf,
  webpBomb,
  withJpegSegments,
  withPngChunks,
} from "@/tests/pictures";
import { normalisePicture } from "./normalise";

import sharp from "sharp";

describe("limits", () => {
  it("refuse 38 bytes of 268 megapixels before a decoder sees them", async () => {
    const bomb = await webpBomb();
    expect(bomb.length).toBeLessThan(50);
    expect(await sharp(bomb).metadata()).toMatchObject({ width: 16_383, height: 16_383 });
    await expect(normalisePicture(bomb)).rejects.toMatchObject({
      code: "IMAGE_TOO_LARGE",
      status: 413,
      detail: "This picture has 268.4 megapixels (16383 × 16383). Pictures may have up to 50.",
    });
  });

  it("refuse 64 megapixels of PNG and name both numbers", async () => {
    await expect(normalisePicture(pngBomb(8000, 8000, 3))).rejects.toMatchObject({
      code: "IMAGE_TOO_LARGE",
      detail: "This picture has 64.0 megapixels (8000 × 8000). Pictures may have up to 50.",
    });
  });

  // A decoder has 10 s by the clock, which a machine that is busy with other tests may need.
  it("accept exactly 50 megapixels and refuse one row more", { retry: 2 }, async () => {
    expect(await normalisePicture(pngBomb(10_000, 5000, 3))).toMatchObject({ width: 10_000, height: 5000 });
    await expect(normalisePicture(pngBomb(10_000, 5001, 3))).rejects.toMatchObject({ code: "IMAGE_TOO_LARGE" });
  });

  it("refuse more than 20 MB and name what was sent", async () => {
    const padded = Buffer.concat([await jpegOf(), Buffer.alloc(20.5 * 1024 * 1024)]);
    await expect(normalisePicture(padded)).rejects.toMatchObject({
      code: "IMAGE_TOO_LARGE",
      detail: "This picture has 20.5 MB. Pictures may have up to 20 MB.",
    });
    const within = padded.subarray(0, 20 * 1024 * 1024);
    expect((await normalisePicture(within)).width).toBe(40);
  });

  it("let many frames and bombs of text through without paying for them", async () => {
    expect(await normalisePicture(gifOfFrames(50_000))).toMatchObject({ width: 1, height: 1 });
    const zeros = deflateSync(Buffer.alloc(200 * 1024 * 1024), { level: 1 });
    const bomb = pngChunk("zTXt", Buffer.concat([Buffer.from("a\0\0"), zeros]));
    expect(await normalisePicture(withPngChunks(await pngOf(), bomb))).toMatchObject({ width: 40, height: 20 });
  });
});

describe("damage", () => {
  const noisy = (format: "jpeg" | "png" | "webp" | "gif" | "tiff" | "avif") =>
    sharp({
      create: {
        width: 120,
        height: 90,
        channels: 3,
        background: "grey",
        noise: { type: "gaussian", mean: 128, sigma: 40 },
      },
    })
      .toFormat(format)
      .toBuffer();

  it.each(["jpeg", "png", "webp", "gif", "tiff", "avif"] as const)(
    "is refused wherever a %s is cut",
    async (format) => {
      const whole = await noisy(format);
      expect((await normalisePicture(whole)).width).toBe(120);
      for (const share of [0.02, 0.2, 0.5, 0.8, 0.95]) {
        await expect(normalisePicture(whole.subarray(0, Math.ceil(whole.length * share)))).rejects.toMatchObject({
          status: expect.toSatisfy((status: number) => status === 400 || status === 415) as number,
        });
      }
    },
  );

  it("is refused in the middle of a JPEG that ends well", async () => {
    const jpeg = await noisy("jpeg");
    const middle = Math.floor(jpeg.length / 2);
    const torn = Buffer.concat([jpeg.subarray(0, middle), Buffer.from([0xff, 0xd9])]);
    await expect(normalisePicture(torn)).rejects.toMatchObject({ code: "INVALID_IMAGE" });
  });

  it("is refused where a PNG's pixels do not fit their checksum", async () => {
    const png = await noisy("png");
    png[Math.floor(png.length / 2)] = (png[Math.floor(png.length / 2)] ?? 0) ^ 0x10;
    await expect(normalisePicture(png)).rejects.toMatchObject({ code: "INVALID_IMAGE" });
  });

  it("is not what a JPEG has that is only odd", async () => {
    const jpeg = await jpegOf(400, 200);
    const stray = withJpegSegments(jpeg, jpegSegment(0xfe, Buffer.from("odd")), Buffer.alloc(3));
    const revision = withJpegSegments(
      jpeg,
      jpegSegment(0xe0, Buffer.from("JFIF\0\x09\x01\0\0\x01\0\x01\0\0", "latin1")),
    );
    const scan = Buffer.from(jpeg);
    const header = scan.indexOf(Buffer.from([0xff, 0xda]));
    scan[header + scan.readUInt16BE(header + 2)] = 0;
    for (const odd of [stray, revision, scan]) {
      await expect(sharp(odd, { failOn: "warning" }).raw().toBuffer()).rejects.toThrow(/VipsJpeg/);
      expect(await corners((await normalisePicture(odd)).bytes)).toBe("rgbw");
    }
    const cut = Buffer.concat([stray.subarray(0, Math.floor(stray.length * 0.8)), Buffer.from([0xff, 0xd9])]);
    await expect(normalisePicture(cut)).rejects.toMatchObject({ code: "INVALID_IMAGE" });
  });

  it("is an empty file too", async () => {
    await expect(normalisePicture(new Uint8Array(0))).rejects.toMatchObject({
      code: "INVALID_IMAGE",
      detail: "This file is empty. Please choose a picture.",
    });
  });
});
