import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { DOWNLOAD_FORMATS, downloadFormatOf, type DownloadFormat } from "@/lib/picture-formats";
import { quarters } from "@/tests/pictures";
import { testPicture } from "@/tests/test-picture";
import { convertPicture, measureFormats } from "./convert";

const FORMATS = Object.keys(DOWNLOAD_FORMATS) as DownloadFormat[];

describe("convertPicture", () => {
  it.each(FORMATS)("makes %s of a picture, and keeps its size", async (format) => {
    const made = await convertPicture(await testPicture(), { format, quality: 90 });
    const metadata = await sharp(made).metadata();
    expect(metadata).toMatchObject({ format: format === "avif" ? "heif" : format, width: 64, height: 48 });
    expect([metadata.exif, metadata.icc]).toEqual([undefined, undefined]);
  });

  it("is smaller with a lower quality, and keeps colours whole from 90 on", async () => {
    const source = await testPicture(320, 240);
    const at = (quality: number) => convertPicture(source, { format: "jpeg", quality });
    const [low, high] = [await at(40), await at(95)];
    expect(low.byteLength).toBeLessThan(high.byteLength);
    expect(await sharp(high).metadata()).toMatchObject({ chromaSubsampling: "4:4:4" });
    expect(await sharp(low).metadata()).toMatchObject({ chromaSubsampling: "4:2:0" });
  });

  it("is as small as it is wanted, and never larger than it is", async () => {
    const source = await testPicture(320, 240);
    const longest = (wanted: number) => convertPicture(source, { format: "webp", quality: 90, longest: wanted });
    expect(await sharp(await longest(100)).metadata()).toMatchObject({ width: 100, height: 75 });
    expect(await sharp(await longest(1000)).metadata()).toMatchObject({ width: 320, height: 240 });
    const sizes = await measureFormats(source, ["jpeg"], { quality: 60, longest: 100 });
    const made = await convertPicture(source, { format: "jpeg", quality: 60, longest: 100 });
    expect(sizes.jpeg).toEqual({ bytes: made.byteLength, exact: true });
  });

  it("puts white below what is transparent in JPEG, and keeps it elsewhere", async () => {
    const clear = await quarters(40, 20).ensureAlpha(0).png().toBuffer();
    const jpeg = await convertPicture(clear, { format: "jpeg", quality: 95 });
    expect([...(await sharp(jpeg).raw().toBuffer()).subarray(0, 3)]).toEqual([255, 255, 255]);
    for (const format of ["png", "webp", "avif"] as const) {
      const made = await convertPicture(clear, { format, quality: 90 });
      expect((await sharp(made).ensureAlpha().raw().toBuffer())[3]).toBe(0);
    }
  });

  it("names PNG where a format has no room", async () => {
    const long = await quarters(16_400, 4).png().toBuffer();
    await expect(convertPicture(long, { format: "webp", quality: 90 })).rejects.toMatchObject({
      code: "IMAGE_TOO_LARGE",
      detail: expect.stringContaining("take PNG") as string,
    });
  });
});

describe("measureFormats", () => {
  it("measures a small picture whole", async () => {
    const bytes = await testPicture();
    const sizes = await measureFormats(bytes, FORMATS);
    for (const format of FORMATS) {
      const made = await convertPicture(bytes, { format, quality: DOWNLOAD_FORMATS[format].quality ?? 100 });
      expect(sizes[format]).toEqual({ bytes: made.byteLength, exact: true });
    }
  });

  it("says about how large a photo will be", async () => {
    const photo = await sharp("public/samples/harvesters.webp").jpeg({ quality: 95 }).toBuffer();
    const sizes = await measureFormats(photo, FORMATS);
    for (const format of ["jpeg", "png", "webp"] as const) {
      const made = await convertPicture(photo, { format, quality: DOWNLOAD_FORMATS[format].quality ?? 100 });
      expect(sizes[format]?.exact).toBe(false);
      expect((sizes[format]?.bytes ?? 0) / made.byteLength, format).toBeGreaterThan(0.6);
      expect((sizes[format]?.bytes ?? 0) / made.byteLength, format).toBeLessThan(1.6);
    }
  });
});

describe("what is measured", () => {
  it("is a small part of a long strip too, in the formats that hold it and are asked for", async () => {
    const strip = await quarters(400, 20_000).png().toBuffer();
    const sizes = await measureFormats(strip, ["png", "jpeg", "webp", "avif"]);
    expect(sizes).toEqual({
      png: { bytes: expect.any(Number) as number, exact: false },
      jpeg: { bytes: expect.any(Number) as number, exact: false },
    });
    expect(Object.keys(await measureFormats(await testPicture(), ["webp"]))).toEqual(["webp"]);
  });
});

describe("downloadFormatOf", () => {
  it.each([
    ["jpeg", "image/jpeg", false, "jpeg"],
    ["heic", "image/jpeg", false, "jpeg"],
    ["png", "image/jpeg", false, "png"],
    ["avif", "image/jpeg", false, "avif"],
    ["webp", "image/webp", true, "webp"],
    ["gif", "image/webp", false, "png"],
    ["jpeg", "image/webp", true, "png"],
    ["jpeg", "image/webp", false, "jpeg"],
    ["jpeg", "image/png", null, "png"],
    [null, "image/jpeg", null, "jpeg"],
    [null, "image/png", null, "png"],
    [null, null, null, "png"],
  ] as const)("of %s, stored as %s, transparent %s: %s", (source, stored, hasAlpha, format) => {
    expect(downloadFormatOf(source, stored, hasAlpha)).toBe(format);
  });
});
