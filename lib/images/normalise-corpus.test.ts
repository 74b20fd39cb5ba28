import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { checkResult, normalisePicture } from "./normalise";
import { makePreviews, smallPicture } from "./previews";

import sharp from "sharp";

/** Mean absolute difference of two greyscale thumbnails, of 255. */
const difference = (one: Buffer, other: Buffer): number =>
  one.reduce((sum, value, index) => sum + Math.abs(value - (other[index] ?? 0)), 0) / one.length;

const folder = process.env["TEST_IMAGES_DIR"];

/** Files of the corpus that must be refused, with the error and what its sentence names. */
const REFUSED: Readonly<Record<string, readonly [code: string, sentence: RegExp]>> = {
  "broken-truncated.jpg": ["INVALID_IMAGE", /damaged or cut short/],
  "empty.png": ["INVALID_IMAGE", /empty/],
  "not-an-image.txt.jpg": ["IMAGE_TYPE_NOT_SUPPORTED", /text file/],
  "photo-glass-312x442.bmp": ["IMAGE_TYPE_NOT_SUPPORTED", /BMP picture/],
  "svg-with-script.svg": ["IMAGE_TYPE_NOT_SUPPORTED", /SVG drawing/],
};

describe.skipIf(folder === undefined)("the picture corpus (skipped unless TEST_IMAGES_DIR names its folder)", () => {
  const files = folder === undefined ? [] : readdirSync(folder).filter((name) => !/\.md$|LICENSE/.test(name));
  const read = (name: string): Buffer => readFileSync(path.join(folder ?? "", name));

  it("is there", () => {
    expect(files.length).toBeGreaterThan(50);
  });

  it.each(files.filter((name) => !(name in REFUSED)))("accepts %s and keeps nothing but its pixels", async (name) => {
    const picture = await normalisePicture(read(name));
    expect(Buffer.from(picture.bytes).toString("latin1")).not.toMatch(/SECRET|Exif|ICC_PROFILE|xpacket|Photoshop/);
    const [, width, height] = /(\d+)x(\d+)\./.exec(name) ?? [];
    if (width !== undefined) expect([picture.width, picture.height]).toEqual([Number(width), Number(height)]);
  });

  it.each(["exif-gps-greenwich.jpg", "xmp-marker.jpg"])(
    "keeps no marker of %s in anything made of it",
    async (name) => {
      expect(read(name).includes("SECRET")).toBe(true);
      const original = await normalisePicture(read(name));
      const result = await checkResult(read(name));
      const previews = [await makePreviews(read(name)), await makePreviews(result.bytes)];
      const small = await smallPicture(read(name));
      for (const { bytes } of [original, result, small, ...previews.flatMap((made) => Object.values(made))]) {
        expect(Buffer.from(bytes).toString("latin1")).not.toMatch(/SECRET|Exif|EXIF|xpacket|XMP/);
      }
    },
  );

  it("turns every orientation upright", async () => {
    const upright = async (kind: string, orientation: number): Promise<Buffer> => {
      const picture = await normalisePicture(read(`orientation-${kind}-${orientation}.jpg`));
      expect([picture.width, picture.height]).toEqual(kind === "landscape" ? [600, 450] : [450, 600]);
      return sharp(picture.bytes).greyscale().resize(16, 12, { fit: "fill" }).raw().toBuffer();
    };
    const landscape = await Promise.all([2, 3, 4, 5, 6, 7, 8].map((orientation) => upright("landscape", orientation)));
    const portrait = await Promise.all([3, 6, 8].map((orientation) => upright("portrait", orientation)));
    // The pictures show their own number, and the first is brighter: near, not equal.
    for (const pictures of [landscape, portrait]) {
      for (const one of pictures) for (const other of pictures) expect(difference(one, other)).toBeLessThan(3);
    }
    const first = await upright("landscape", 1);
    for (const other of landscape) expect(difference(first, other)).toBeLessThan(20);
  });

  it.each(Object.entries(REFUSED))("refuses %s by name", async (name, [code, sentence]) => {
    const error: unknown = await normalisePicture(read(name)).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code });
    expect(String(error)).toMatch(sentence);
  });
});
