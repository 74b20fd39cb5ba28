import * as fc from "fast-check";
import type { Sharp } from "sharp";
import { describe, expect, it } from "vitest";
import { exifBlock, jpegSegment, pngBomb, webpBomb, withJpegSegments } from "@/tests/pictures";
import { headerSize } from "./header-size";

import sharp from "sharp";

const blank = (width: number, height: number, channels: 3 | 4 = 3) =>
  sharp({ create: { width, height, channels, background: { r: 1, g: 2, b: 3, alpha: 0.5 } } });

describe("headerSize", () => {
  it.each([
    ["jpeg", (picture: Sharp) => picture.jpeg()],
    ["jpeg", (picture: Sharp) => picture.jpeg({ progressive: true })],
    ["png", (picture: Sharp) => picture.png()],
    ["webp", (picture: Sharp) => picture.webp()],
    ["webp", (picture: Sharp) => picture.webp({ lossless: true })],
    ["gif", (picture: Sharp) => picture.gif()],
    ["avif", (picture: Sharp) => picture.avif({ effort: 0 })],
    ["tiff", (picture: Sharp) => picture.tiff()],
    ["tiff", (picture: Sharp) => picture.tiff({ bigtiff: true })],
  ] as const)("reads %s as the decoder does", async (format, encode) => {
    for (const [width, height] of [
      [640, 48],
      [1, 1],
      [300, 1001],
    ] as const) {
      expect(headerSize(await encode(blank(width, height)).toBuffer(), format)).toEqual({ width, height });
    }
  });

  it("reads extended WebP (transparent, animated)", async () => {
    const file = await blank(500, 70, 4).webp().toBuffer();
    expect(file.toString("latin1", 12, 16)).toBe("VP8X");
    expect(headerSize(file, "webp")).toEqual({ width: 500, height: 70 });
  });

  it("reads sizes that no decoder should see", async () => {
    expect(headerSize(await webpBomb(), "webp")).toEqual({ width: 16_383, height: 16_383 });
    const png = pngBomb(1, 1, 3);
    png.writeUInt32BE(0x7fffffff, 16);
    expect(headerSize(png, "png")).toEqual({ width: 0x7fffffff, height: 1 });
  });

  it("takes a JPEG's own size, not that of the thumbnail inside it", async () => {
    const [picture, thumbnail] = [await blank(600, 400).jpeg().toBuffer(), await blank(60, 40).jpeg().toBuffer()];
    const exif = jpegSegment(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), exifBlock(1), thumbnail]));
    expect(headerSize(withJpegSegments(picture, exif), "jpeg")).toEqual({ width: 600, height: 400 });
  });

  it("takes the largest size that an AVIF declares", async () => {
    const file = await blank(64, 64).avif({ effort: 0 }).toBuffer();
    const at = file.indexOf("ispe");
    file.writeUInt32BE(60_000, at + 8);
    expect(headerSize(file, "avif")).toEqual({ width: 60_000, height: 64 });
  });

  it("finds no sense in a JPEG with two frames, no frame or a height of nothing", async () => {
    const jpeg = await blank(600, 400).jpeg().toBuffer();
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    const segment = jpeg.subarray(frame, frame + 2 + jpeg.readUInt16BE(frame + 2));
    expect(headerSize(withJpegSegments(jpeg, segment), "jpeg")).toBeNull();
    expect(headerSize(Buffer.concat([jpeg.subarray(0, frame), Buffer.from([0xff, 0xd9])]), "jpeg")).toBeNull();
    jpeg.writeUInt16BE(0, frame + 5);
    expect(headerSize(jpeg, "jpeg")).toBeNull();
  });

  it("finds no sense in a JPEG of more scans than any camera writes", async () => {
    const jpeg = await blank(400, 200).jpeg({ progressive: true }).toBuffer();
    const scan = jpeg.subarray(jpeg.lastIndexOf(Buffer.from([0xff, 0xda])), -2);
    const repeated = (count: number) =>
      Buffer.concat([jpeg.subarray(0, -2), ...Array.from({ length: count }, () => scan), jpeg.subarray(-2)]);
    expect(headerSize(repeated(20), "jpeg")).toEqual({ width: 400, height: 200 });
    expect(headerSize(repeated(2000), "jpeg")).toBeNull();
  });

  it("finds no sense in a TIFF directory that is not there, or that points at itself", () => {
    const tiff = Buffer.from("49492a00080000000000", "hex");
    expect(headerSize(tiff, "tiff")).toBeNull();
    tiff.writeUInt32LE(0xfffffff0, 4);
    expect(headerSize(tiff, "tiff")).toBeNull();
    tiff.writeUInt32LE(0, 4);
    expect(headerSize(tiff, "tiff")).toBeNull();
  });

  it("answers a size or null for any bytes", () => {
    const starts = {
      jpeg: "ffd8ffe0",
      png: "89504e470d0a1a0a0000000d49484452",
      webp: "52494646000000005745425056503858",
      avif: "00000014667479706176696600000000",
      gif: "474946383961",
      tiff: "49492a0008000000",
    } as const;
    const format = fc.constantFrom(...(Object.keys(starts) as (keyof typeof starts)[]));
    fc.assert(
      fc.property(format, fc.uint8Array({ maxLength: 200 }), (name, bytes) => {
        const size = headerSize(Buffer.concat([Buffer.from(starts[name], "hex"), bytes]), name);
        expect(size === null || (size.width > 0 && size.height > 0)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});
