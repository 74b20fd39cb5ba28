import { readFileSync } from "node:fs";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { jpegOf, jpegSegment, pngBomb, pngOf, quarters, withJpegSegments } from "@/tests/pictures";
import { DecodeTimeout } from "./decoder";
import { inspectPicture } from "./inspect";
import { RESULT_LIMITS } from "./limits";
import { checkResult, normalisePicture } from "./normalise";
import { pictureRefusal } from "./refusal";

const WEBCAM = readFileSync("tests/files/webcam-stray-bytes-before-restart.jpg");

const noisy = () =>
  sharp({
    create: {
      width: 700,
      height: 700,
      channels: 3,
      background: "grey",
      noise: { type: "gaussian", mean: 128, sigma: 40 },
    },
  });

describe("a JPEG that every viewer shows whole", () => {
  it("has the pixels that a lenient decoder makes of it, uploaded or sent by an editor", async () => {
    const shown = await sharp(WEBCAM, { failOn: "none" }).raw().toBuffer();
    const result = await checkResult(WEBCAM);
    expect(Buffer.compare(await sharp(result.bytes).raw().toBuffer(), shown)).toBe(0);
    expect(await normalisePicture(WEBCAM)).toMatchObject({ extension: "jpg", width: 160, height: 120 });
  });

  it("may lack its end or go on after it, as an editor's result too", async () => {
    const jpeg = await jpegOf(400, 200);
    for (const odd of [jpeg.subarray(0, -2), Buffer.concat([jpeg, Buffer.alloc(1000, 7)])]) {
      expect(await normalisePicture(odd)).toMatchObject({ width: 400 });
      expect(await checkResult(odd)).toMatchObject({ width: 400 });
    }
    const cut = jpeg.subarray(0, Math.floor(jpeg.length * 0.7));
    await expect(normalisePicture(cut)).rejects.toMatchObject({ code: "INVALID_IMAGE" });
    await expect(checkResult(cut)).rejects.toMatchObject({ code: "PROVIDER_BAD_RESULT" });
  });

  // libvips keeps one text of errors for the process: with rules on it, some of these were refused, and others
  // were for the wrong reason.
  it("is taken, and a cut one refused by its own name, whatever else is decoded meanwhile", async () => {
    const jpeg = await noisy().jpeg().toBuffer();
    const stray = withJpegSegments(jpeg, jpegSegment(0xfe, Buffer.from("odd")), Buffer.alloc(3));
    const png = await noisy().png().toBuffer();
    const bad = [png.subarray(0, png.length / 2), jpeg.subarray(0, 20_000)];
    const outcome = (bytes: Uint8Array) =>
      normalisePicture(bytes).then(
        ({ width }) => width,
        (error: unknown) => (error instanceof AppError ? error.code : String(error)),
      );
    const files = Array.from({ length: 60 }, (_, index) => [stray, WEBCAM, ...bad][index % 4] ?? stray);
    const outcomes = await Promise.all(files.map(outcome));
    expect(outcomes).toEqual(files.map((file) => (file === stray ? 700 : file === WEBCAM ? 160 : "INVALID_IMAGE")));
  }, 60_000);
});

describe("pictureRefusal", () => {
  const jpeg = async (marker: number, bits: number) => {
    const file = await jpegOf();
    const frame = file.indexOf(Buffer.from([0xff, 0xc0]));
    file[frame + 1] = marker;
    file[frame + 4] = bits;
    return file;
  };

  it.each([
    "Input image exceeds pixel limit",
    "timeout: 42% complete",
    "out of memory --- size == 190MB",
    "VipsJpeg: Unsupported JPEG process: SOF type 0xc3",
    "vipspng: libpng read error",
  ])("takes nothing from a text that may be another picture's: %j", async (message) => {
    const cause = new Error(message);
    expect(pictureRefusal(cause, await jpegOf(), "jpeg")).toMatchObject({ code: "INVALID_IMAGE", cause });
  });

  it.each([
    ["a lossless JPEG", 0xc3, 8],
    ["a JPEG with arithmetic coding", 0xc9, 8],
    ["a JPEG of 12 bits", 0xc1, 12],
    ["a hierarchical JPEG", 0xc5, 8],
  ])("names %s by its bytes", async (name, marker, bits) => {
    expect(pictureRefusal(new Error("x"), await jpeg(marker, bits), "jpeg")).toMatchObject({
      code: "IMAGE_TYPE_NOT_SUPPORTED",
      detail: expect.stringContaining(name) as string,
    });
  });

  it("names a TIFF's compression by its bytes", () => {
    const tiff = Buffer.from("49492a0008000000010003010300010000004d880000000000000000", "hex");
    expect(pictureRefusal(new Error("x"), tiff, "tiff").detail).toContain("compression number 34893");
  });

  it("knows what took too long by our own clock, and what our own memory had no room for", async () => {
    const file = await jpegOf();
    expect(pictureRefusal(new DecodeTimeout("x"), file, "jpeg").detail).toContain("too long");
    expect(pictureRefusal(new RangeError("Array buffer allocation failed"), file, "jpeg").code).toBe("UNAVAILABLE");
    const own = new AppError("UNAVAILABLE");
    expect(pictureRefusal(own, file, "jpeg")).toBe(own);
    expect(pictureRefusal("a string", file, "jpeg").code).toBe("INVALID_IMAGE");
  });
});

describe("a side of more than 30,000 pixels", () => {
  /** A PNG whose header says this, whatever pixels follow. */
  async function pngSaying(width: number, height: number): Promise<Buffer> {
    const file = await pngOf();
    file.writeUInt32BE(width, 16);
    file.writeUInt32BE(height, 20);
    return file;
  }

  it("is named for a JPEG", async () => {
    const jpeg = await jpegOf();
    jpeg.writeUInt16BE(65_501, jpeg.indexOf(Buffer.from([0xff, 0xc0])) + 7);
    await expect(normalisePicture(jpeg)).rejects.toMatchObject({
      code: "IMAGE_TOO_LARGE",
      detail: expect.stringContaining("65501 × 20 pixels. A side may have up to 30000") as string,
    });
  });

  it("is refused by the header of each format, whatever little the file and its pixels are", async () => {
    const tiff = await sharp({ create: { width: 30_001, height: 1, channels: 3, background: "red" } })
      .tiff({ compression: "deflate" })
      .toBuffer();
    const webp = await quarters(40, 20).webp({ lossless: true }).withXmp("<x:xmpmeta>").toBuffer();
    webp.writeUIntLE(50_000 - 1, 24, 3);
    for (const file of [await pngSaying(50_000_000, 1), await pngSaying(1, 50_000_000), tiff, webp])
      await expect(normalisePicture(file)).rejects.toMatchObject({ code: "IMAGE_TOO_LARGE", status: 413 });
  });

  it("is the first that is too much", async () => {
    expect(await normalisePicture(pngBomb(30_000, 1, 3))).toMatchObject({ width: 30_000, height: 1 });
    await expect(normalisePicture(pngBomb(30_001, 1, 3))).rejects.toMatchObject({ code: "IMAGE_TOO_LARGE" });
  });

  it("is not looked at by a decoder in what comes back from an editor or with a parent either", async () => {
    await expect(checkResult(await pngSaying(50_000_000, 1))).rejects.toMatchObject({
      code: "PROVIDER_BAD_RESULT",
      cause: expect.objectContaining({ code: "IMAGE_TOO_LARGE" }) as Error,
    });
    const tall = await pngSaying(1, 50_000_000);
    expect(() => inspectPicture(tall, RESULT_LIMITS)).toThrow(AppError);
  });
});
