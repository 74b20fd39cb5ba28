import { editPicture } from "@mizual/engine";
import { readFileSync } from "node:fs";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { gifOfFrames, pngChunk, withPngChunks } from "@/tests/pictures";
import { checkResult, normalisePicture } from "./normalise";

const noisy = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: "grey", noise: { type: "gaussian", mean: 128, sigma: 40 } },
  });

const flat = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: { r: 12, g: 120, b: 200 } } });

const rgb = (bytes: Uint8Array) => sharp(bytes).removeAlpha().toColourspace("srgb").raw().toBuffer();

describe("what came lossless and stays small so", () => {
  it.each(["screenshot.png", "pixelart.png", "animated-3frames.gif"])("keeps each pixel: %s", async (name) => {
    const sent = readFileSync(`tests/files/${name}`);
    const picture = await normalisePicture(sent);
    expect(picture.extension).toBe("webp");
    expect(Buffer.compare(await rgb(picture.bytes), await rgb(sent))).toBe(0);
    expect(picture.size).toBeLessThan(2 * sent.length);
  });

  it("is lossless WebP too, and a file that is hardly compressed", async () => {
    expect((await normalisePicture(await flat(900, 700).webp({ lossless: true }).toBuffer())).extension).toBe("webp");
    expect((await normalisePicture(await flat(900, 700).png({ compressionLevel: 0 }).toBuffer())).extension).toBe(
      "webp",
    );
    expect((await normalisePicture(await flat(900, 700).tiff({ compression: "none" }).toBuffer())).extension).toBe(
      "webp",
    );
  });
});

it("is JPEG where a photo came as PNG, and where it came lossy", async () => {
  expect((await normalisePicture(await noisy(400, 300).png().toBuffer())).extension).toBe("jpg");
  expect((await normalisePicture(await noisy(400, 300).png({ compressionLevel: 0 }).toBuffer())).extension).toBe("jpg");
  expect((await normalisePicture(await flat(400, 300).webp({ quality: 80 }).toBuffer())).extension).toBe("jpg");
  expect((await normalisePicture(await flat(400, 300).tiff({ compression: "jpeg" }).toBuffer())).extension).toBe("jpg");
});

describe("notes", () => {
  it("say what is lost", async () => {
    const notes = async (bytes: Uint8Array) => (await normalisePicture(bytes)).notes;
    const frames = Buffer.alloc(8);
    frames.writeUInt32BE(3);
    expect(await notes(gifOfFrames(3))).toEqual(["FIRST_FRAME_ONLY"]);
    expect(await notes(gifOfFrames(1))).toEqual([]);
    expect(await notes(withPngChunks(await flat(9, 9).png().toBuffer(), pngChunk("acTL", frames)))).toEqual([
      "FIRST_FRAME_ONLY",
    ]);
    expect(await notes(await flat(9, 9).toColourspace("rgb16").png().toBuffer())).toEqual(["REDUCED_TO_8_BITS"]);
    expect(await notes(await flat(9, 9).jpeg().toBuffer())).toEqual([]);
    const frames2 = [await flat(9, 9).png().toBuffer(), await noisy(9, 9).png().toBuffer()];
    const animated = await sharp(frames2, { join: { animated: true } })
      .webp()
      .toBuffer();
    expect(await notes(animated)).toEqual(["FIRST_FRAME_ONLY"]);
    const pages = await sharp(frames2, { join: { animated: true } })
      .tiff({ compression: "none" })
      .toBuffer();
    expect(await notes(pages)).toEqual(["FIRST_PAGE_ONLY"]);
  });

  it.each([
    "http://ns.adobe.com/hdr-gain-map/1.0/",
    "http://ns.apple.com/HDRGainMap/1.0/",
    "urn:iso:std:iso:ts:21496:-1",
  ])("say that a photo's HDR layer is left out (%s)", async (name) => {
    const photo = await flat(9, 9).jpeg().toBuffer();
    const text = Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:hdr="${name}"/>`, "latin1");
    const head = Buffer.from([0xff, 0xe1, 0, text.length + 2]);
    const layered = Buffer.concat([photo.subarray(0, 2), head, text, photo.subarray(2)]);
    expect((await normalisePicture(layered)).notes).toEqual(["HDR_LAYER_LEFT_OUT"]);
  });
});

it("a lossless picture that is flipped changes no pixel", async () => {
  const sent = readFileSync("tests/files/screenshot.png");
  const picture = await normalisePicture(sent);
  const edited = await editPicture({ ...picture, prompt: "flip it" }, AbortSignal.timeout(60_000));
  const result = await checkResult(edited.bytes);
  expect(Buffer.compare(await rgb(result.bytes), await rgb(await sharp(sent).flop().png().toBuffer()))).toBe(0);
}, 60_000);
