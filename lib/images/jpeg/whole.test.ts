import { readFileSync } from "node:fs";
import type { Sharp } from "sharp";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { wholeJpeg } from "./whole";

const END = Buffer.from([0xff, 0xd9]);

/** Something with detail everywhere, so that each part of the file stands for a part of the picture; always the same. */
function noisy(width = 150, height = 110): Sharp {
  let state = 1;
  const data = Uint8Array.from({ length: width * height * 3 }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return 64 + (state >>> 25);
  });
  return sharp(data, { raw: { width, height, channels: 3 } });
}

const KINDS: readonly [string, (picture: Sharp) => Promise<Buffer>][] = [
  ["sequential", (picture) => picture.jpeg({ chromaSubsampling: "4:2:0" }).toBuffer()],
  ["of full chroma", (picture) => picture.jpeg({ chromaSubsampling: "4:4:4", quality: 100 }).toBuffer()],
  ["progressive", (picture) => picture.jpeg({ progressive: true }).toBuffer()],
  [
    "progressive of full chroma",
    (picture) => picture.jpeg({ progressive: true, quality: 100, chromaSubsampling: "4:4:4" }).toBuffer(),
  ],
  ["with codes of its own", (picture) => picture.jpeg({ optimiseCoding: true, quality: 30 }).toBuffer()],
  ["grey", (picture) => picture.greyscale().jpeg().toBuffer()],
  ["of four inks", (picture) => picture.toColourspace("cmyk").jpeg().toBuffer()],
];

describe.each(KINDS)("a JPEG that is %s", (_, encode) => {
  it("is whole, to the byte", async () => {
    const jpeg = await encode(noisy());
    expect(Buffer.compare((await wholeJpeg(jpeg)) ?? END, jpeg)).toBe(0);
  });

  it("is whole without its end marker, and with bytes after it", async () => {
    const jpeg = await encode(noisy());
    for (const odd of [jpeg.subarray(0, -2), Buffer.concat([jpeg, Buffer.from("trailing \xff\xd8\xff\xe1", "latin1")])])
      expect(Buffer.compare((await wholeJpeg(odd)) ?? END, jpeg)).toBe(0);
  });

  it("is not whole wherever it is cut, with an end marker or without", async () => {
    const jpeg = await encode(noisy());
    for (let share = 0.05; share < 0.99; share += 0.05) {
      const cut = jpeg.subarray(0, Math.floor(jpeg.length * share));
      expect(await wholeJpeg(cut)).toBeNull();
      expect(await wholeJpeg(Buffer.concat([cut, END]))).toBeNull();
    }
    expect(await wholeJpeg(jpeg.subarray(0, -6))).toBeNull();
  });
});

describe("stray bytes", () => {
  it("before restart markers are left out", async () => {
    const whole = await wholeJpeg(readFileSync("tests/files/webcam-stray-bytes-before-restart.jpg"));
    await expect(
      sharp(whole ?? END, { failOn: "warning" })
        .raw()
        .toBuffer(),
    ).resolves.toHaveLength(160 * 120 * 3);
  });

  it("that are too many and of all kinds are no padding", async () => {
    const jpeg = await noisy().jpeg().toBuffer();
    const padded = (padding: Buffer) => Buffer.concat([jpeg.subarray(0, -2), padding, END]);
    expect(await wholeJpeg(padded(Buffer.alloc(5000)))).not.toBeNull();
    expect(await wholeJpeg(padded(Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 200))))).toBeNull();
  });
});

describe("what browsers do not read either", () => {
  it.each([
    ["12 bits", 0xc1, 12],
    ["lossless", 0xc3, 8],
    ["arithmetic coding", 0xc9, 8],
  ])("is never whole: %s", async (_, marker, bits) => {
    const jpeg = await noisy().jpeg().toBuffer();
    const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]));
    jpeg[frame + 1] = marker;
    jpeg[frame + 4] = bits;
    expect(await wholeJpeg(jpeg)).toBeNull();
  });

  it("gives up when its time is over", async () => {
    expect(await wholeJpeg(await noisy().jpeg().toBuffer(), () => true)).toBeNull();
  });

  it("ends for any bytes", async () => {
    const jpeg = await noisy(64, 64).jpeg({ progressive: true }).toBuffer();
    for (let seed = 1; seed < 300; seed += 1) {
      const bytes = Buffer.from(jpeg);
      for (let change = 0; change < 5; change += 1)
        bytes[(seed * 7919 + change * 104_729) % bytes.length] = (seed * 31 + change * 77) & 255;
      const whole = await wholeJpeg(bytes);
      expect(whole === null || whole.length <= bytes.length + 2).toBe(true);
    }
  });
});
