import { createHash, randomBytes } from "node:crypto";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { countTurns } from "@/tests/count-turns";
import { plainPng } from "./png";
import { pictureHash } from "./stored-picture";

const LARGE = 64 * 1024 * 1024;

const noise = (width: number, height: number): Promise<Buffer> =>
  sharp(randomBytes(width * height * 3), { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 0 })
    .toBuffer();

const typesOf = (png: Buffer): string[] => {
  const types: string[] = [];
  for (let offset = 8; offset < png.length; offset += 12 + png.readUInt32BE(offset)) {
    types.push(png.toString("latin1", offset + 4, offset + 8));
  }
  return types;
};

describe("a plain PNG", () => {
  it("has its header and pixels, as they were, and nothing else", async () => {
    const png = await noise(900, 700);
    expect(typesOf(png)).toContain("pHYs");
    const plain = await plainPng(png);
    expect(new Set(typesOf(plain ?? Buffer.alloc(0)))).toEqual(new Set(["IHDR", "IDAT", "IEND"]));
    const [before, after] = await Promise.all([
      sharp(png).raw().toBuffer(),
      sharp(plain ?? undefined)
        .raw()
        .toBuffer(),
    ]);
    expect(after.equals(before)).toBe(true);
  });

  it("is not copied when it is plain already", async () => {
    const plain = (await plainPng(await noise(90, 70))) ?? Buffer.alloc(0);
    const again = await plainPng(plain);
    expect(again?.buffer).toBe(plain.buffer);
    expect(again?.equals(plain)).toBe(true);
  });

  it("is none when a byte of its pixels is another", async () => {
    const png = await noise(900, 700);
    png[png.length - 100] = (png[png.length - 100] ?? 0) ^ 1;
    expect(await plainPng(png)).toBeNull();
  });

  it("leaves the event loop to others meanwhile", async () => {
    const png = await noise(5_000, 4_000);
    expect(await countTurns(plainPng(png))).toBeGreaterThan(2);
  });
});

describe("a picture's hash", () => {
  it.each([0, 1, 262_144, 262_145, 1_000_003])("is that of all its %i bytes", async (length) => {
    const bytes = randomBytes(length);
    expect(await pictureHash(bytes)).toBe(createHash("sha256").update(bytes).digest("hex"));
  });

  it("leaves the event loop to others meanwhile", async () => {
    expect(await countTurns(pictureHash(new Uint8Array(LARGE)))).toBeGreaterThan(5);
  });
});
