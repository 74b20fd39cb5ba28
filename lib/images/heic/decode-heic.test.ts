import { readFileSync } from "node:fs";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import {
  auxiliaryItem,
  exifItem,
  gridItem,
  type HeicItem,
  heicOf,
  iccColr,
  imir,
  irot,
  ispe,
  nclxColr,
  tileItem,
} from "@/tests/heic";
import { corners } from "@/tests/pictures";
import { normalisePicture } from "../normalise";
import { decodeHeic } from "./decode-heic";

const TILES = (["red", "green", "blue", "white"] as const).map((colour) => tileItem(colour));

/** Red and green above blue and white: `rgbw`. */
const tiled = (properties: Buffer[] = [], more: HeicItem[] = [], width = 128, height = 128): Buffer =>
  heicOf([gridItem(width, height, ...properties), ...TILES.map((tile) => ({ ...tile, isHidden: true })), ...more]);

async function first(bytes: Uint8Array): Promise<number[]> {
  return [...(await sharp(bytes).raw().toBuffer()).subarray(0, 3)];
}

describe("a HEIC photo", () => {
  it("is read as another decoder reads it", async () => {
    const pixels = await decodeHeic(readFileSync("tests/files/iphone-like.heic"), 50_000_000);
    expect(pixels).toMatchObject({ width: 240, height: 160, channels: 3, bits: 16 });
    // By heif-convert (libheif 1.15.1) to PNG: 224, 48, 32 at the top left.
    const deep = new Uint16Array(pixels.data.buffer, 0, 3);
    expect([...deep].map((value) => Math.round(value / 257))).toEqual([224, 48, 32]);
    expect(await normalisePicture(readFileSync("tests/files/iphone-like.heic"))).toMatchObject({
      extension: "jpg",
      width: 240,
      height: 160,
      notes: ["REDUCED_TO_8_BITS"],
    });
  });

  it("is put together of its tiles, and cut to its size", async () => {
    expect(await corners((await normalisePicture(tiled())).bytes)).toBe("rgbw");
    expect(await normalisePicture(tiled([], [], 120, 100))).toMatchObject({ width: 120, height: 100 });
  });

  it.each([
    ["turned by a quarter", [irot(1)], "gwrb"],
    ["turned by a half", [irot(2)], "wbgr"],
    ["turned by three quarters", [irot(3)], "brwg"],
    ["mirrored top to bottom", [imir(0)], "bwrg"],
    ["mirrored left to right", [imir(1)], "grwb"],
    ["turned and mirrored", [irot(1), imir(1)], "wgbr"],
  ])("is %s as it says", async (_, properties, seen) => {
    expect(await corners((await normalisePicture(tiled(properties, [], 128, 128))).bytes)).toBe(seen);
  });

  it("is turned once where the camera's data says it too", async () => {
    expect(await corners((await normalisePicture(tiled([irot(3)], [exifItem(6)]))).bytes)).toBe("brwg");
    expect(await corners((await normalisePicture(tiled([], [exifItem(6)]))).bytes)).toBe("rgbw");
  });

  it.each([
    ["a depth map", "urn:mpeg:hevc:2015:auxid:2", []],
    ["a gain map, and says so", "urn:com:apple:photo:2020:aux:hdrgainmap", ["HDR_LAYER_LEFT_OUT"]],
  ])("leaves out %s", async (_, meaning, notes) => {
    const picture = await normalisePicture(tiled([], [auxiliaryItem("white", meaning)]));
    expect(await corners(picture.bytes)).toBe("rgbw");
    expect(picture).toMatchObject({ extension: "jpg", notes });
  });

  it("keeps its transparency", async () => {
    const alpha = auxiliaryItem("grey-10bit", "urn:mpeg:mpegB:cicp:systems:auxiliary:alpha");
    const picture = await normalisePicture(heicOf([tileItem("red"), alpha]));
    expect(picture.extension).toBe("webp");
    expect((await sharp(picture.bytes).raw().toBuffer())[3]).toBeCloseTo(128, -1);
  });

  it("is its main picture, and says so, where there are several", async () => {
    const picture = await normalisePicture(heicOf([tileItem("blue"), tileItem("red"), tileItem("green")]));
    expect((await first(picture.bytes))[2]).toBeGreaterThan(240);
    expect(picture.notes).toEqual(["MAIN_PICTURE_ONLY"]);
  });

  it("gets the colours of its profile, or of its numbers", async () => {
    const base = { create: { width: 1, height: 1, channels: 3, background: "red" } } as const;
    const p3 = (await sharp(await sharp(base).withIccProfile("p3").png().toBuffer()).metadata()).icc;
    const icc = await normalisePicture(heicOf([tileItem("white", iccColr(p3 ?? Buffer.alloc(0)))]));
    expect(Math.min(...(await first(icc.bytes)))).toBeGreaterThan(250);
    // By Chromium 153, for the same numbers in a PNG.
    const hdr = await normalisePicture(heicOf([tileItem("grey-10bit", nclxColr(9, 16, 9))]));
    expect(hdr.notes).toEqual(["HDR_CONVERTED"]);
    for (const value of await first(hdr.bytes)) expect(Math.abs(value - 131)).toBeLessThan(4);
  });
});

describe("what is no HEIC photo that can be read", () => {
  it("is refused by its pixels before a decoder sees it", async () => {
    await expect(normalisePicture(tiled([ispe(30_000, 30_000)]))).rejects.toMatchObject({ code: "IMAGE_TOO_LARGE" });
  });

  it("is refused by the decoder's own limit where a grid is larger than it says", async () => {
    const grid = gridItem(128, 128);
    grid.data.writeUInt16BE(60_000, 4);
    grid.data.writeUInt16BE(60_000, 6);
    const bytes = heicOf([grid, ...TILES]);
    await expect(normalisePicture(bytes)).rejects.toMatchObject({ code: "INVALID_IMAGE" });
  });

  it("is named where its coding is another", async () => {
    const coded = { ...tileItem("red"), type: "vvc1" };
    await expect(normalisePicture(heicOf([coded]))).rejects.toMatchObject({
      code: "IMAGE_TYPE_NOT_SUPPORTED",
      detail: expect.stringContaining("H.266") as string,
    });
  });

  it("is damaged where it is cut, and where its pixels are nonsense", async () => {
    const whole = tiled();
    for (const share of [0.1, 0.5, 0.8, 0.97])
      await expect(normalisePicture(whole.subarray(0, Math.ceil(whole.length * share)))).rejects.toMatchObject({
        code: "INVALID_IMAGE",
      });
    const nonsense = { ...tileItem("red"), data: Buffer.alloc(40, 7) };
    await expect(normalisePicture(heicOf([nonsense]))).rejects.toMatchObject({ code: "INVALID_IMAGE" });
  });
});
