import { crc32, deflateSync } from "node:zlib";
import type { Sharp } from "sharp";
import sharp from "sharp";

const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
};

/** One PNG chunk with its right checksum. */
export function pngChunk(type: string, data: Uint8Array): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  return Buffer.concat([u32(data.length), body, u32(crc32(body))]);
}

/** Puts chunks behind the header chunk of a PNG. */
export function withPngChunks(png: Buffer, ...chunks: Buffer[]): Buffer {
  return Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)]);
}

/** A valid black PNG of any size in a few kilobytes: each pixel costs a decoder as much as the next. */
export function pngBomb(width: number, height: number, channels: 3 | 4): Buffer {
  const header = Buffer.concat([u32(width), u32(height), Buffer.from([8, channels === 3 ? 2 : 6, 0, 0, 0])]);
  const data = deflateSync(Buffer.alloc(height * (1 + width * channels)), { level: 9 });
  const signature = Buffer.from("89504e470d0a1a0a", "hex");
  return Buffer.concat([
    signature,
    pngChunk("IHDR", header),
    pngChunk("IDAT", data),
    pngChunk("IEND", Buffer.alloc(0)),
  ]);
}

/** A valid lossless WebP of 16383×16383 in 38 bytes: 268 megapixels, just within the usual limit of decoders. */
export async function webpBomb(): Promise<Buffer> {
  const dot = { width: 1, height: 1, channels: 3, background: "black" } as const;
  const bytes = await sharp({ create: dot }).webp({ lossless: true }).toBuffer();
  bytes.writeUInt32LE((bytes.readUInt32LE(21) & 0xf0000000) + 0x3ffe + 0x3ffe * 0x4000, 21);
  return bytes;
}

/** A GIF of many 1×1 frames on a screen of `side` × `side`. */
export function gifOfFrames(count: number, side = 1): Buffer {
  const size = Buffer.from([side & 255, side >> 8, side & 255, side >> 8]);
  const header = Buffer.concat([Buffer.from("GIF89a"), size, Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255])]);
  const frame = Buffer.from("2c0000000001000100000202440100", "hex");
  return Buffer.concat([header, ...Array.from({ length: count }, () => frame), Buffer.from([0x3b])]);
}

/** One JPEG segment. */
export function jpegSegment(marker: number, data: Uint8Array): Buffer {
  const length = data.length + 2;
  return Buffer.concat([Buffer.from([0xff, marker, length >> 8, length & 255]), data]);
}

/** Puts segments behind the start of a JPEG. */
export function withJpegSegments(jpeg: Buffer, ...segments: Buffer[]): Buffer {
  return Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);
}

/** A big-endian EXIF block with an orientation (0x0112), a description (0x010e) and a GPS directory. */
export function exifBlock(orientation: number, description = "x"): Buffer {
  const text = Buffer.from(`${description.padEnd(4, " ")}\0`, "latin1");
  const entry = (tag: number, type: number, count: number, value: Buffer): Buffer =>
    Buffer.concat([Buffer.from([tag >> 8, tag & 255, 0, type]), u32(count), value]);
  const directory = 8 + 2 + 3 * 12 + 4;
  const gps = directory + text.length;
  return Buffer.concat([
    Buffer.from("4d4d002a00000008", "hex"),
    Buffer.from([0, 3]),
    entry(0x010e, 2, text.length, u32(directory)),
    entry(0x0112, 3, 1, Buffer.from([orientation >> 8, orientation & 255, 0, 0])),
    entry(0x8825, 4, 1, u32(gps)),
    u32(0),
    text,
    Buffer.from([0, 1]),
    entry(0x0001, 2, 2, Buffer.from("N\0\0\0")),
    u32(0),
  ]);
}

/** Four coloured quarters (red, green / blue, white), so that every turn and flip shows. */
export function quarters(width: number, height: number): Sharp {
  const colours = [
    [255, 0, 0],
    [0, 255, 0],
    [0, 0, 255],
    [255, 255, 255],
  ] as const;
  const data = Buffer.alloc(width * height * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const colour = colours[(y < height / 2 ? 0 : 2) + (x < width / 2 ? 0 : 1)] ?? colours[0];
      data.set(colour, (y * width + x) * 3);
    }
  }
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** The four quarters as a JPEG and as a PNG. */
export const jpegOf = (width = 40, height = 20) =>
  quarters(width, height).jpeg({ quality: 100, chromaSubsampling: "4:4:4" }).toBuffer();
export const pngOf = (width = 40, height = 20) => quarters(width, height).png().toBuffer();

const COLOURS = { r: [255, 0, 0], g: [0, 255, 0], b: [0, 0, 255], w: [255, 255, 255] } as const;

/** The colours of the four quarters, row by row, by their first letters. */
export async function corners(bytes: Uint8Array): Promise<string> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const nearest = (x: number, y: number): string => {
    const at = (Math.floor(y * info.height) * info.width + Math.floor(x * info.width)) * info.channels;
    const far = (colour: readonly number[]) =>
      colour.reduce((sum, value, index) => sum + Math.abs(value - (data[at + index] ?? 0)), 0);
    return Object.entries(COLOURS).sort(([, a], [, b]) => far(a) - far(b))[0]?.[0] ?? "";
  };
  return nearest(0.25, 0.25) + nearest(0.75, 0.25) + nearest(0.25, 0.75) + nearest(0.75, 0.75);
}
