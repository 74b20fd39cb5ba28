import { readFileSync } from "node:fs";
import sharp from "sharp";
import { expect, it } from "vitest";
import { AppError } from "./errors";
import { normalisePicture } from "./images/normalise";
import { beginsLikePicture, CHOOSER_ACCEPT, type PictureFormat, READABLE_KINDS } from "./picture-formats";

const flat = () => sharp({ create: { width: 20, height: 10, channels: 3, background: "red" } });

const FILES: Record<PictureFormat, () => Promise<Buffer>> = {
  jpeg: () => flat().jpeg().toBuffer(),
  png: () => flat().png().toBuffer(),
  webp: () => flat().webp().toBuffer(),
  avif: () => flat().avif({ effort: 0 }).toBuffer(),
  heic: async () => readFileSync("tests/files/tile-red.heic"),
  gif: () => flat().gif().toBuffer(),
  tiff: () => flat().tiff().toBuffer(),
};

it.each(Object.entries(FILES))("%s is offered, told of, recognised and read", async (format, make) => {
  const file = await make();
  expect(beginsLikePicture(file.subarray(0, 32))).toBe(true);
  expect((await normalisePicture(file)).width).toBeGreaterThan(0);
  expect(CHOOSER_ACCEPT.split(",")).toContain(`image/${format}`);
  expect(READABLE_KINDS.toLowerCase()).toContain(format);
  expect(new AppError("IMAGE_TYPE_NOT_SUPPORTED").detail).toContain(READABLE_KINDS);
});

it("names nothing that is not read", () => {
  expect(READABLE_KINDS).toBe("JPEG, PNG, WebP, AVIF, HEIC, GIF or TIFF");
  expect(CHOOSER_ACCEPT.split(",").filter((each) => each.startsWith("image/"))).toHaveLength(
    Object.keys(FILES).length + 1,
  );
});

it.each(["BM", "%PDF-1.7", "<svg", "\0\0\0\x18ftypisom", "RIFF\0\0\0\0AVI LIST", ""])("%j is no picture", (start) => {
  expect(beginsLikePicture(Buffer.from(start, "latin1"))).toBe(false);
});
