import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import {
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

const SECRET = "SECRET-MARKER <script>alert(1)</script> <?php PK\x03\x04 %PDF-1.7";
const bytes = Buffer.from(SECRET, "latin1");
const zipped = (keyword: string) => Buffer.concat([Buffer.from(`${keyword}\0\0`), deflateSync(bytes)]);

const PLANTED: Record<string, () => Promise<Buffer>> = {
  "JPEG EXIF with GPS": async () =>
    withJpegSegments(await jpegOf(), jpegSegment(0xe1, Buffer.concat([Buffer.from("Exif\0\0"), exifBlock(1, SECRET)]))),
  "JPEG XMP": async () =>
    withJpegSegments(
      await jpegOf(),
      jpegSegment(0xe1, Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${SECRET}`)),
    ),
  "JPEG IPTC": async () =>
    withJpegSegments(
      await jpegOf(),
      jpegSegment(
        0xed,
        Buffer.concat([Buffer.from("Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x46\x1c\x02\x78\0\x40"), bytes]),
      ),
    ),
  "JPEG comment": async () => withJpegSegments(await jpegOf(), jpegSegment(0xfe, bytes)),
  "JPEG thumbnail (JFXX) and unknown segments": async () =>
    withJpegSegments(
      await jpegOf(),
      jpegSegment(0xe0, Buffer.concat([Buffer.from("JFXX\0\x10"), bytes])),
      jpegSegment(0xeb, bytes),
    ),
  "JPEG colour profile": async () =>
    withJpegSegments(await jpegOf(), jpegSegment(0xe2, Buffer.concat([Buffer.from("ICC_PROFILE\0\x01\x01"), bytes]))),
  "bytes behind a JPEG": async () => Buffer.concat([await jpegOf(), bytes]),
  "PNG tEXt": async () =>
    withPngChunks(await pngOf(), pngChunk("tEXt", Buffer.concat([Buffer.from("Comment\0"), bytes]))),
  "PNG zTXt": async () => withPngChunks(await pngOf(), pngChunk("zTXt", zipped("Comment"))),
  "PNG iTXt": async () =>
    withPngChunks(await pngOf(), pngChunk("iTXt", Buffer.from(`XML:com.adobe.xmp\0\0\0\0\0${SECRET}`))),
  "PNG eXIf": async () => withPngChunks(await pngOf(), pngChunk("eXIf", exifBlock(1, SECRET))),
  "PNG colour profile": async () => withPngChunks(await pngOf(), pngChunk("iCCP", zipped("SECRET"))),
  "PNG private chunk": async () => withPngChunks(await pngOf(), pngChunk("prVt", bytes)),
  "bytes behind a PNG": async () => Buffer.concat([await pngOf(), bytes]),
  "PNG with transparency": async () =>
    withPngChunks(await quarters(40, 20).ensureAlpha(0.5).png().toBuffer(), pngChunk("eXIf", exifBlock(1, SECRET))),
  "PNG that stays one": () =>
    Promise.resolve(withPngChunks(pngBomb(17_000, 1, 4), pngChunk("eXIf", exifBlock(1, SECRET)))),
  "WebP EXIF": () =>
    quarters(40, 20)
      .webp()
      .withExif({ IFD0: { ImageDescription: SECRET } })
      .toBuffer(),
  "WebP XMP": () => quarters(40, 20).webp().withXmp(`<x:xmpmeta>${SECRET}`).toBuffer(),
  "AVIF EXIF": () =>
    quarters(40, 20)
      .avif()
      .withExif({ IFD0: { ImageDescription: SECRET } })
      .toBuffer(),
  "TIFF tags": () =>
    quarters(40, 20)
      .tiff()
      .withExif({ IFD0: { ImageDescription: SECRET } })
      .toBuffer(),
  "GIF comment": async () => {
    const gif = await quarters(40, 20).gif().toBuffer();
    const comment = Buffer.concat([Buffer.from([0x21, 0xfe, bytes.length]), bytes, Buffer.from([0])]);
    const start = 13 + (((gif[10] ?? 0) & 0x80) === 0 ? 0 : 3 * 2 ** (((gif[10] ?? 0) & 7) + 1));
    return Buffer.concat([gif.subarray(0, start), comment, gif.subarray(start)]);
  },
};

/** What an output consists of, by its own format's rules. */
function parts(file: Buffer): string[] {
  const found: string[] = [];
  if (file[0] === 0xff) {
    for (let at = 2; file[at + 1] !== 0xda; at += 2 + file.readUInt16BE(at + 2))
      found.push((file[at + 1] ?? 0).toString(16));
  } else if (file[0] === 0x89) {
    for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at))
      found.push(file.toString("latin1", at + 4, at + 8));
  } else {
    for (let at = 12; at < file.length; at += 8 + file.readUInt32LE(at + 4) + (file.readUInt32LE(at + 4) % 2)) {
      found.push(file.toString("latin1", at, at + 4));
    }
  }
  return [...new Set(found)];
}

describe("metadata and stowaways", () => {
  it.each(Object.entries(PLANTED))("nothing of %s is kept", async (_place, make) => {
    const planted = await make();
    const picture = Buffer.from((await normalisePicture(planted)).bytes);
    const text = picture.toString("latin1");
    for (const marker of [
      "SECRET",
      "Exif",
      "<script",
      "<?php",
      "PK\x03\x04",
      "%PDF",
      "xmpmeta",
      "ICC_PROFILE",
      "8BIM",
    ]) {
      expect(text).not.toContain(marker);
    }
    // JFIF, tables, frame · header, density, data, end · extended header, data: no place for anything else.
    const allowed = new Set(["e0", "db", "c0", "c4", "IHDR", "pHYs", "IDAT", "IEND", "VP8X", "VP8L"]);
    expect(parts(picture).filter((part) => !allowed.has(part))).toEqual([]);
    expect(picture.subarray(-2).toString("hex") === "ffd9" || picture[0] !== 0xff).toBe(true);
  });
});
