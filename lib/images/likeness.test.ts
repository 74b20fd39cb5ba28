import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { expect, it } from "vitest";
import { showsResult, type StoredVersion } from "./likeness";

// A painting in a photo's fine texture, as it is kept.
const kept = await sharp(await readFile("public/samples/harvesters.webp"))
  .jpeg({ quality: 95, chromaSubsampling: "4:4:4" })
  .toBuffer();
const { width, height } = await sharp(kept).metadata();
const result: StoredVersion = { width, height, read: async () => kept };
const shows = (sent: Uint8Array) => showsResult(sent, result, []);

it.each([
  ["JPEG of quality 75", () => sharp(kept).jpeg({ quality: 75 })],
  ["WebP", () => sharp(kept).webp({ quality: 75 })],
  ["AVIF", () => sharp(kept).avif({ quality: 70, effort: 0 })],
  ["a smaller JPEG", () => sharp(kept).resize({ width: 800 }).jpeg({ quality: 85 })],
])("the same picture is told as %s", async (_, encoded) => {
  expect(await shows(await encoded().toBuffer())).toBe(true);
});

it.each([
  ["at the left", 0.2, 0.6],
  ["in the middle", 0.5, 0.45],
  ["at the top", 0.7, 0.1],
])("a spot of one hundredth of the width that somebody painted %s is another picture", async (_, x, y) => {
  const side = Math.round(width / 100);
  const spot = { create: { width: side, height: side, channels: 3, background: "#7a3020" } } as const;
  const painted = await sharp(kept)
    .composite([
      { input: await sharp(spot).png().toBuffer(), left: Math.round(width * x), top: Math.round(height * y) },
    ])
    .jpeg({ quality: 85 })
    .toBuffer();
  expect(await shows(painted)).toBe(false);
});

it("what is warmer, mirrored or of another shape is another picture", async () => {
  expect(await shows(await sharp(kept).modulate({ brightness: 1.08 }).jpeg().toBuffer())).toBe(false);
  expect(await shows(await sharp(kept).flop().jpeg().toBuffer())).toBe(false);
  expect(
    await shows(
      await sharp(kept)
        .resize(width, height - 200, { fit: "cover" })
        .jpeg()
        .toBuffer(),
    ),
  ).toBe(false);
});
