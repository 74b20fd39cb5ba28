import { readFileSync } from "node:fs";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { pngChunk, withPngChunks } from "@/tests/pictures";
import { normalisePicture } from "../normalise";

// What Chromium 153 drew on a canvas for the same files and numbers.

const greys = async (...chunks: Buffer[]): Promise<Buffer> => {
  const raw = Buffer.from([30, 60, 90, 120, 150, 180, 210, 240].flatMap((value) => [value, value, value]));
  return withPngChunks(
    await sharp(raw, { raw: { width: 8, height: 1, channels: 3 } })
      .png()
      .toBuffer(),
    ...chunks,
  );
};

const u32 = (...values: number[]): Buffer => {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => bytes.writeUInt32BE(value, index * 4));
  return bytes;
};

const cicp = (primaries: number, transfer: number) => pngChunk("cICP", Buffer.from([primaries, transfer, 0, 1]));
const gama = (value: number) => pngChunk("gAMA", u32(value));
const chrm = (...points: number[]) => pngChunk("cHRM", u32(...points));
const SRGB = [31_270, 32_900, 64_000, 33_000, 30_000, 60_000, 15_000, 6000];

async function kept(bytes: Uint8Array): Promise<number[]> {
  return [
    ...(await sharp((await normalisePicture(bytes)).bytes)
      .raw()
      .toBuffer()),
  ];
}

describe("colours that a PNG tells without a profile", () => {
  it.each([
    ["sRGB by numbers", [cicp(1, 13)], [30, 60, 90, 120, 150, 180, 210, 240]],
    ["video's curve", [cicp(1, 1)], [18, 49, 81, 113, 144, 176, 208, 239]],
    ["gamma 2.2 by numbers", [cicp(1, 4)], [24, 57, 90, 121, 151, 181, 211, 240]],
    ["light itself", [cicp(1, 8)], [96, 133, 160, 183, 202, 219, 234, 248]],
    ["PQ", [cicp(9, 16)], [4, 26, 61, 114, 193, 242, 255, 255]],
    ["HLG", [cicp(9, 18)], [13, 39, 66, 92, 122, 166, 214, 243]],
    ["a gamma of 1", [gama(100_000)], [96, 133, 160, 183, 202, 219, 234, 248]],
    ["the usual gamma alone", [gama(45_455)], [30, 60, 90, 120, 150, 180, 210, 240]],
    ["the usual gamma with primaries", [gama(45_455), chrm(...SRGB)], [24, 57, 90, 121, 151, 181, 211, 240]],
    [
      "primaries alone",
      [chrm(31_270, 32_900, 64_000, 33_000, 21_000, 71_000, 15_000, 6000)],
      [30, 60, 90, 120, 150, 180, 210, 240],
    ],
    [
      "sRGB by name, and a gamma",
      [pngChunk("sRGB", Buffer.from([0])), gama(100_000)],
      [30, 60, 90, 120, 150, 180, 210, 240],
    ],
    ["numbers and a gamma", [cicp(1, 13), gama(100_000)], [30, 60, 90, 120, 150, 180, 210, 240]],
    ["nonsense", [gama(0), chrm(0, 0, 0, 0, 0, 0, 0, 0)], [30, 60, 90, 120, 150, 180, 210, 240]],
    [
      "primaries of no triangle",
      [gama(100_000), chrm(1, 1, 1, 1, 1, 1, 1, 1)],
      [96, 133, 160, 183, 202, 219, 234, 248],
    ],
  ])("are those of a browser: %s", async (_, chunks, seen) => {
    const greyOnly = (await kept(await greys(...chunks))).filter((__, index) => index % 3 === 1);
    for (const [index, value] of greyOnly.entries())
      expect(Math.abs(value - (seen[index] ?? 0))).toBeLessThanOrEqual(1);
  });

  it("are kept where it has 16 bits and a profile", async () => {
    const deep = sharp({ create: { width: 9, height: 9, channels: 3, background: { r: 224, g: 48, b: 32 } } });
    const png = await deep.toColourspace("rgb16").withIccProfile("srgb").png().toBuffer();
    expect((await sharp(png).metadata()).depth).toBe("ushort");
    for (const [index, value] of (await kept(png)).slice(0, 3).entries())
      expect(Math.abs(value - ([224, 48, 32][index] ?? 0))).toBeLessThanOrEqual(1);
  });
});

/** One pixel a third from the left and top. */
async function third(name: string): Promise<{ pixel: number[]; notes: readonly string[] }> {
  const picture = await normalisePicture(readFileSync(`tests/files/${name}`));
  const { data, info } = await sharp(picture.bytes).raw().toBuffer({ resolveWithObject: true });
  const at = (Math.floor(info.height / 3) * info.width + Math.floor(info.width / 3)) * info.channels;
  return { pixel: [...data.subarray(at, at + info.channels)], notes: picture.notes };
}

describe("colours that an AVIF tells without a profile", () => {
  it.each([
    ["display-p3-nclx.avif", [0, 125, 0], []],
    ["bt2020-pq-10bit.avif", [0, 125, 0], ["HDR_CONVERTED"]],
    ["premultiplied-alpha.avif", [20, 122, 16, 128], []],
    ["animated.avif", [224, 48, 32], ["FIRST_FRAME_ONLY", "REDUCED_TO_8_BITS"]],
  ])("are those of a browser: %s", async (name, seen, notes) => {
    const found = await third(name);
    expect(found.notes).toEqual(notes);
    expect(found.pixel).toHaveLength(seen.length);
    // JPEG of quality 95 costs up to 2, an edge of the gamut as much.
    for (const [index, value] of found.pixel.entries())
      expect(Math.abs(value - (seen[index] ?? 0))).toBeLessThanOrEqual(3);
  });

  it("count before a profile, which is not applied as well", async () => {
    const red = sharp({ create: { width: 8, height: 8, channels: 3, background: { r: 224, g: 48, b: 32 } } });
    const p3 = await red.clone().withIccProfile("p3").png().toBuffer();
    const raw = await sharp(p3, { ignoreIcc: true }).raw().toBuffer();
    const plain = await sharp(raw, { raw: { width: 8, height: 8, channels: 3 } })
      .png()
      .toBuffer();
    const alone = await kept(withPngChunks(plain, cicp(12, 13)));
    expect(Math.abs((alone[0] ?? 0) - 224)).toBeLessThanOrEqual(2);
    expect(await kept(withPngChunks(p3, cicp(12, 13)))).toEqual(alone);
    expect(await kept(withPngChunks(p3, cicp(1, 13)))).toEqual([...raw]);
  });

  it("are read in all of 16 bits", async () => {
    // Light of 0.0005 to 0.008: eight-bit steps of it are 0.004 apart.
    const light = [33, 66, 131, 262, 524];
    const deep = Buffer.alloc(light.length * 6);
    light.forEach((value, x) => [0, 2, 4].forEach((at) => deep.writeUInt16LE(value, x * 6 + at)));
    const raw = { width: light.length, height: 1, channels: 3, premultiplied: false } as const;
    const png = await sharp(new Uint16Array(deep.buffer, deep.byteOffset, deep.length / 2), { raw })
      .toColourspace("rgb16")
      .png()
      .toBuffer();
    expect((await sharp(png).metadata()).depth).toBe("ushort");
    const seen = (await kept(withPngChunks(png, gama(100_000)))).filter((_, index) => index % 3 === 0);
    // IEC 61966-2-1: below 0.0031308 of light, 12.92 times as much.
    for (const [index, value] of seen.entries()) {
      const share = (light[index] ?? 0) / 65_535;
      const expected = share <= 0.0031308 ? 12.92 * share : 1.055 * share ** (1 / 2.4) - 0.055;
      expect(Math.abs(value - 255 * expected)).toBeLessThanOrEqual(1);
    }
  });
});
