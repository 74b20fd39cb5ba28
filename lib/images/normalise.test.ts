import { describe, expect, it } from "vitest";
import {
  corners,
  exifBlock,
  jpegOf,
  jpegSegment,
  pngBomb,
  pngChunk,
  pngOf,
  quarters,
  withJpegSegments,
  withPngChunks,
} from "@/tests/pictures";
import { normalisePicture } from "./normalise";

import sharp from "sharp";

const pixelAt = async (bytes: Uint8Array, x = 0, y = 0): Promise<number[]> => {
  const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
  const at = (y * info.width + x) * info.channels;
  return [...data.subarray(at, at + info.channels)];
};

describe("what is kept", () => {
  it("is a JPEG of quality 95 without chroma subsampling, with what it is and its hash", async () => {
    const sent = await jpegOf();
    const picture = await normalisePicture(sent);
    expect(picture).toMatchObject({ contentType: "image/jpeg", extension: "jpg", width: 40, height: 20 });
    expect(picture.size).toBe(picture.bytes.length);
    expect(picture.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(await sharp(picture.bytes).metadata()).toMatchObject({
      format: "jpeg",
      space: "srgb",
      channels: 3,
      chromaSubsampling: "4:4:4",
    });
    const direct = await sharp(sent).jpeg({ quality: 95, chromaSubsampling: "4:4:4" }).toBuffer();
    expect(Buffer.compare(direct, picture.bytes)).toBe(0);
  });

  it("is the same for the same bytes", async () => {
    const bytes = await jpegOf();
    expect((await normalisePicture(bytes)).sha256).toBe((await normalisePicture(new Uint8Array(bytes))).sha256);
  });

  it("is a lossless WebP where anything is transparent", async () => {
    const half = { width: 9, height: 5, channels: 4, background: { r: 10, g: 20, b: 30, alpha: 0.5 } } as const;
    const picture = await normalisePicture(await sharp({ create: half }).png().toBuffer());
    expect(picture).toMatchObject({ contentType: "image/webp", extension: "webp", width: 9, height: 5 });
    expect(await pixelAt(picture.bytes)).toEqual([10, 20, 30, 128]);
  });

  it("has no alpha channel where that hides nothing", async () => {
    const picture = await normalisePicture(await quarters(40, 20).ensureAlpha(1).png().toBuffer());
    expect((await sharp(picture.bytes).metadata()).hasAlpha).toBe(false);
    const lossy = await quarters(40, 20).ensureAlpha(1).webp({ quality: 90 }).toBuffer();
    expect((await normalisePicture(lossy)).extension).toBe("jpg");
    expect(await corners(picture.bytes)).toBe("rgbw");
  });

  it("keeps the transparency of a palette", async () => {
    const clear = { width: 4, height: 4, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } as const;
    const picture = await normalisePicture(await sharp({ create: clear }).png({ palette: true }).toBuffer());
    expect((await pixelAt(picture.bytes))[3]).toBe(0);
  });

  it("is a PNG where what is transparent is longer than a WebP's side", async () => {
    await expect(normalisePicture(pngBomb(70_000, 2, 3))).rejects.toMatchObject({ code: "IMAGE_TOO_LARGE" });
    expect(await normalisePicture(pngBomb(2, 17_000, 4))).toMatchObject({ extension: "png", width: 2, height: 17_000 });
  });

  it.each(["png", "webp", "gif", "tiff", "avif"] as const)("comes from %s too", async (format) => {
    const picture = await normalisePicture(await quarters(40, 20).toFormat(format).toBuffer());
    const extension = format === "png" || format === "gif" ? "webp" : "jpg";
    expect(picture).toMatchObject({ extension, width: 40, height: 20, notes: [] });
    expect(await corners(picture.bytes)).toBe("rgbw");
  });

  it.each([
    [1, 1],
    [1, 500],
    [500, 1],
    [3, 7],
  ])("can be as small as %d×%d", async (width, height) => {
    expect(await normalisePicture(await jpegOf(width, height))).toMatchObject({ width, height });
  });
});

describe("orientation", () => {
  const UPRIGHT = { 1: "rgbw", 2: "grwb", 3: "wbgr", 4: "bwrg", 5: "rbgw", 6: "brwg", 7: "wgbr", 8: "gwrb" } as const;

  it.each(Object.entries(UPRIGHT))("%s of a JPEG is applied", async (orientation, upright) => {
    const exif = Buffer.concat([Buffer.from("Exif\0\0"), exifBlock(Number(orientation))]);
    const picture = await normalisePicture(withJpegSegments(await jpegOf(), jpegSegment(0xe1, exif)));
    expect(await corners(picture.bytes)).toBe(upright);
    expect([picture.width, picture.height]).toEqual(Number(orientation) > 4 ? [20, 40] : [40, 20]);
    expect((await sharp(picture.bytes).metadata()).orientation).toBeUndefined();
  });

  it("6 of a PNG, with and without transparency, is applied", async () => {
    const chunk = pngChunk("eXIf", exifBlock(6));
    const opaque = await normalisePicture(withPngChunks(await pngOf(), chunk));
    expect([opaque.width, opaque.height, await corners(opaque.bytes)]).toEqual([20, 40, "brwg"]);
    const clear = await normalisePicture(
      withPngChunks(await quarters(40, 20).ensureAlpha(0.5).png().toBuffer(), chunk),
    );
    expect([clear.extension, clear.width, clear.height, await corners(clear.bytes)]).toEqual(["webp", 20, 40, "brwg"]);
  });

  it.each([0, 9, 255, 65_535])("%d, which does not exist, is ignored", async (orientation) => {
    const exif = Buffer.concat([Buffer.from("Exif\0\0"), exifBlock(orientation)]);
    const picture = await normalisePicture(withJpegSegments(await jpegOf(), jpegSegment(0xe1, exif)));
    expect([picture.width, picture.height, await corners(picture.bytes)]).toEqual([40, 20, "rgbw"]);
  });
});

describe("colour", () => {
  it("of a wider space is converted, not relabelled", async () => {
    const p3 = await quarters(40, 20).withIccProfile("p3").png().toBuffer();
    expect((await sharp(p3).metadata()).hasProfile).toBe(true);
    const raw = await sharp(p3, { ignoreIcc: true }).raw().toBuffer();
    const picture = await normalisePicture(p3);
    expect((await sharp(picture.bytes).metadata()).hasProfile).toBe(false);
    // sRGB's red is a smaller number in P3; converted back it is pure again.
    expect(raw[0]).toBeLessThan(245);
    expect((await pixelAt(picture.bytes, 5, 5))[0]).toBeGreaterThan(250);
  });

  it("in 16 bits, grey or CMYK becomes 8-bit RGB", async () => {
    const deep = await quarters(40, 20).toColourspace("rgb16").png().toBuffer();
    expect((await sharp(deep).metadata()).depth).toBe("ushort");
    const grey = await quarters(40, 20).toColourspace("b-w").jpeg().toBuffer();
    const cmyk = await quarters(40, 20).toColourspace("cmyk").jpeg().toBuffer();
    expect((await sharp(cmyk).metadata()).space).toBe("cmyk");
    for (const bytes of [deep, grey, cmyk]) {
      const picture = await normalisePicture(bytes);
      expect(await sharp(picture.bytes).metadata()).toMatchObject({
        space: "srgb",
        channels: 3,
        depth: "uchar",
        hasProfile: false,
      });
    }
    expect(await corners((await normalisePicture(deep)).bytes)).toBe("rgbw");
    expect(await corners((await normalisePicture(cmyk)).bytes)).toBe("rgbw");
  });

  it("keeps 16-bit transparency", async () => {
    const deep = await quarters(40, 20).ensureAlpha(0.5).toColourspace("rgb16").png().toBuffer();
    const [, , , alpha] = await pixelAt((await normalisePicture(deep)).bytes);
    expect(alpha).toBeGreaterThan(125);
    expect(alpha).toBeLessThan(130);
  });

  it.each(["all of it", "its tables"])("survives a profile that is broken in %s", async (part) => {
    const jpeg = await quarters(40, 20).withIccProfile("p3").jpeg({ quality: 100 }).toBuffer();
    const start = jpeg.indexOf("ICC_PROFILE") + 14;
    jpeg.fill(7, part === "all of it" ? start : start + 128, start + 300);
    expect(await corners((await normalisePicture(jpeg)).bytes)).toBe("rgbw");
  });
});

describe("first frame", () => {
  it("is what is kept of many", async () => {
    const frame = (background: string) =>
      sharp({ create: { width: 8, height: 8, channels: 3, background } })
        .png()
        .toBuffer();
    for (const format of ["gif", "webp"] as const) {
      const two = await sharp([await frame("red"), await frame("blue")], { join: { animated: true } })
        .toFormat(format)
        .toBuffer();
      expect((await sharp(two).metadata()).pages).toBe(2);
      const picture = await normalisePicture(two);
      expect([picture.width, picture.height, await corners(picture.bytes)]).toEqual([8, 8, "rrrr"]);
    }
  });
});
