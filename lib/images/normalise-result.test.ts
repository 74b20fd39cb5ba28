import { deflateSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { exifBlock, pngBomb, pngChunk, quarters, webpBomb, withPngChunks } from "@/tests/pictures";
import { checkResult, storedResult } from "./normalise";

import sharp from "sharp";

const pixels = (bytes: Uint8Array) => sharp(bytes).raw().toBuffer();
const chunks = (file: Buffer): string[] => {
  const found: string[] = [];
  for (let at = 8; at < file.length; at += 12 + file.readUInt32BE(at))
    found.push(file.toString("latin1", at + 4, at + 8));
  return found;
};

/** A grey PNG of 200×300 by its header, with so many rows, one of them perhaps with a filter that there is not. */
function pngOf(rows: number, broken: number | null): Buffer {
  const [width, height] = [200, 300];
  const line = 1 + width * 3;
  const rawRows = Buffer.alloc(rows * line, 100);
  for (let y = 0; y < rows; y += 1) rawRows[y * line] = y === broken ? 9 : 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]);
  const chunks = [pngChunk("IHDR", header), pngChunk("IDAT", deflateSync(rawRows)), pngChunk("IEND", Buffer.alloc(0))];
  return Buffer.concat([signature, ...chunks]);
}

describe("checkResult", () => {
  it("keeps a plain PNG's compressed pixels as they are where WebP cannot hold them", async () => {
    const png = await quarters(16_400, 20).png({ compressionLevel: 1 }).toBuffer();
    const result = await checkResult(png);
    expect(result).toMatchObject({
      contentType: "image/png",
      extension: "png",
      width: 16_400,
      height: 20,
      size: result.bytes.length,
    });
    expect(result.sha256).toMatch(/^[0-9a-f]{64}$/);
    const start = png.indexOf("IDAT");
    const data = png.subarray(start, start + png.readUInt32BE(start - 4));
    expect(Buffer.from(result.bytes).includes(data)).toBe(true);
  });

  it.each(["jpeg", "webp", "png"] as const)("changes nothing of its own results: from %s", async (format) => {
    const bytes = await quarters(40, 20)
      .withDensity(300)
      .toFormat(format, { palette: format === "png" })
      .toBuffer();
    const once = await checkResult(bytes);
    expect(await checkResult(once.bytes)).toEqual(once);
    expect(await storedResult(once.bytes)).toEqual(once);
    expect(once).toMatchObject({ contentType: "image/webp", hasAlpha: false });
    expect(await pixels(once.bytes)).toEqual(await pixels(bytes));
  });

  it.each(["lossy", "lossless"] as const)(
    "keeps with loss what was so, where nothing is transparent: %s",
    async (keeping) => {
      const opaque = await quarters(40, 20).ensureAlpha(1).png().toBuffer();
      const made = await checkResult(opaque, keeping);
      expect(made).toMatchObject({ extension: keeping === "lossy" ? "jpg" : "webp", hasAlpha: false });
      expect(await sharp(made.bytes).metadata()).toMatchObject({
        channels: 3,
        ...(keeping === "lossy" && { chromaSubsampling: "4:4:4" }),
      });
      expect(await storedResult(made.bytes)).toEqual(made);
      const half = await quarters(40, 20).ensureAlpha(0.5).png().toBuffer();
      expect(await checkResult(half, keeping)).toMatchObject({ extension: "webp", hasAlpha: true });
    },
  );

  it.each([40, 16_400])("takes everything but pixels out of a PNG of %i pixels", async (width) => {
    const secret = Buffer.from("Comment\0SECRET-MARKER");
    const png = await quarters(width, 20).png().toBuffer();
    const planted = Buffer.concat([
      withPngChunks(
        png,
        pngChunk("tEXt", secret),
        pngChunk("tIME", secret),
        pngChunk("prVt", secret),
        pngChunk("caBX", secret),
      ),
      secret,
    ]);
    const result = Buffer.from((await checkResult(planted)).bytes);
    if (width > 40) expect(chunks(result)).toEqual(["IHDR", "IDAT", "IEND"]);
    expect(result.includes("SECRET")).toBe(false);
    expect(await pixels(result)).toEqual(await pixels(png));
  });

  it("applies the orientation and colours that a PNG carries", async () => {
    const turned = withPngChunks(await quarters(40, 20).png().toBuffer(), pngChunk("eXIf", exifBlock(6)));
    expect(await checkResult(turned)).toMatchObject({ width: 20, height: 40 });
    const p3 = await quarters(40, 20).withIccProfile("p3").png().toBuffer();
    const result = Buffer.from((await checkResult(p3)).bytes);
    expect((await sharp(result).metadata()).icc).toBeUndefined();
    expect((await pixels(result))[0]).toBeGreaterThan(250);
  });

  it("keeps transparency, also that of a colour key", async () => {
    const half = await quarters(40, 20).ensureAlpha(0.5).png().toBuffer();
    expect(await pixels((await checkResult(half)).bytes)).toEqual(await pixels(half));
    const keyed = withPngChunks(
      await quarters(40, 20).png().toBuffer(),
      pngChunk("tRNS", Buffer.from([0, 255, 0, 0, 0, 0])),
    );
    const { bytes } = await checkResult(keyed);
    expect((await pixels(bytes))[3]).toBe(0);
  });

  it.each(["jpeg", "webp"] as const)("turns %s into WebP without losing anything more", async (format) => {
    const sent = await quarters(40, 20)
      .toFormat(format)
      .withExif({ IFD0: { ImageDescription: "SECRET" } })
      .toBuffer();
    const result = await checkResult(sent);
    expect(result).toMatchObject({ contentType: "image/webp", extension: "webp", width: 40, height: 20 });
    expect(await pixels(result.bytes)).toEqual(await pixels(sent));
    expect(Buffer.from(result.bytes).includes("SECRET")).toBe(false);
  });

  it("turns grey, palette and 16-bit PNG into 8-bit RGB", async () => {
    const sent = [
      await quarters(40, 20).toColourspace("b-w").png().toBuffer(),
      await quarters(40, 20).png({ palette: true }).toBuffer(),
      await quarters(40, 20).toColourspace("rgb16").png().toBuffer(),
    ];
    for (const bytes of sent) {
      const result = await checkResult(bytes);
      expect(await sharp(result.bytes).metadata()).toMatchObject({
        channels: 3,
        depth: "uchar",
        space: "srgb",
        isPalette: false,
      });
    }
  });

  const png = () => quarters(400, 200).png({ compressionLevel: 0 }).toBuffer();
  it.each([
    ["has all its rows", 300, null, true],
    ["lacks the last of them", 299, null, false],
    ["has a last one that cannot be read", 300, 299, false],
  ] as const)(
    "reads a PNG to its last row, where the file itself is whole: one that %s",
    async (_what, rows, broken, isGood) => {
      const checking = checkResult(pngOf(rows, broken));
      if (isGood) expect(await checking).toMatchObject({ width: 200, height: 300 });
      else await expect(checking).rejects.toMatchObject({ code: "PROVIDER_BAD_RESULT" });
    },
  );

  it.each([
    ["nothing", () => Promise.resolve(Buffer.alloc(0))],
    ["a web page", () => Promise.resolve(Buffer.from("<html>502 Bad Gateway</html>"))],
    ["JSON", () => Promise.resolve(Buffer.from('{"error":"moderated"}'))],
    ["an SVG drawing", () => Promise.resolve(Buffer.from("<svg/>"))],
    ["half a PNG", async () => (await png()).subarray(0, 40_000)],
    ["half a JPEG", async () => (await quarters(400, 200).jpeg().toBuffer()).subarray(0, 900)],
    ["too many pixels", () => Promise.resolve(pngBomb(8000, 8000, 3))],
    ["a bomb", webpBomb],
    [
      "a PNG with a wrong checksum",
      async () => {
        const bytes = await png();
        bytes.writeUInt8(bytes.readUInt8(30_000) ^ 1, 30_000);
        return bytes;
      },
    ],
  ])("refuses %s", async (_what, make) => {
    await expect(checkResult(await make())).rejects.toMatchObject({
      code: "PROVIDER_BAD_RESULT",
      cause: expect.any(Error) as Error,
    });
  });
});
