import { readFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { Raster } from "../../pixels/raster";
import { cleanFringe } from "../../regions/subject/on-background";
import { decode } from "../../render";
import { apply } from "../../tests/operations";
import { colourful, copyOf, paint, pixelAt, statsOf } from "../../tests/rasters";
import { backgroundBlur } from "../focus/background-blur";
import { circleCrop } from "../geometry/circle-crop";
import { cropToSubject } from "../geometry/crop-to-subject";
import { extend } from "../geometry/extend";
import { rotate } from "../geometry/rotate";
import { backgroundColour } from "./background-colour";
import { backgroundGradient } from "./background-gradient";
import { removeBackground } from "./remove-background";

/** An orange disc off the centre of a quiet blue-grey ground. */
const disc = () =>
  paint(240, 180, (x, y) => {
    const noise = (x * 13 + y * 7) % 5;
    return Math.hypot(x - 140, y - 95) < 45 ? [230 - noise, 120 + noise, 30] : [90 + noise, 100 + noise, 120];
  });

/** A disc that has been cut out before. */
const cutOut = () => paint(80, 60, (x, y) => [200, 50, 50, Math.hypot(x - 40, y - 30) < 20 ? 255 : 0]);

const transparentRoom = { width: 0, height: 0, side: "right", percent: 12, pixels: 0, fill: "transparent" };

describe("the background", () => {
  it("becomes transparent; the subject stays as it is", async () => {
    const after = await apply(removeBackground, {}, disc());
    expect(after.channels).toBe(4);
    expect(pixelAt(after, 5, 5)).toEqual([0, 0, 0, 0]);
    expect(pixelAt(after, 140, 95)).toEqual(pixelAt(disc(), 140, 95));
  });

  it("leaves the subject its thin parts, such as the stems of fruit", async () => {
    const bytes = await readFile(path.join(process.cwd(), "public/samples/fruit.webp"));
    const fruit = await decode(await sharp(bytes).resize(600).png().toBuffer());
    const after = await apply(removeBackground, {}, fruit);
    const alphaAt = (across: number, down: number) =>
      pixelAt(after, Math.round(across * after.width), Math.round(down * after.height))[3];
    expect(alphaAt(0.539, 0.35)).toBeGreaterThan(200);
    expect(alphaAt(0.5, 0.33)).toBe(0);
  });

  it("becomes a colour, and the subject stays", async () => {
    const after = await apply(backgroundColour, { colour: "white" }, disc());
    expect(after.channels).toBe(3);
    expect(pixelAt(after, 5, 5)).toEqual([255, 255, 255, 255]);
    expect(pixelAt(after, 140, 95)).toEqual(pixelAt(disc(), 140, 95));
  });

  it("becomes a gradient that runs from the one colour to the other", async () => {
    const after = await apply(backgroundGradient, { from: "black", to: "white", direction: "down" }, disc());
    const [top, bottom] = [statsOf(after, { bottom: 4 }).light, statsOf(after, { top: 176 }).light];
    expect(top).toBeLessThan(8);
    expect(bottom).toBeGreaterThan(247);
    expect(pixelAt(after, 140, 95)).toEqual(pixelAt(disc(), 140, 95));
  });

  it("is what is transparent, where a picture has been cut out before", async () => {
    const after = await apply(backgroundColour, { colour: "blue" }, cutOut());
    expect(pixelAt(after, 2, 2)).toEqual([0, 72, 255, 255]);
    expect(pixelAt(after, 40, 30)).toEqual([200, 50, 50, 255]);
    await expect(apply(removeBackground, {}, cutOut())).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });

  it.each([
    ["turned", (raster: Raster) => apply(rotate, { degrees: 5 }, raster)],
    ["cropped to a circle", (raster: Raster) => apply(circleCrop, {}, raster)],
    ["with transparent room on one side", (raster: Raster) => apply(extend, transparentRoom, raster)],
  ])("is looked for in a picture that was %s, whose corners are no background", async (_what, altered) => {
    const before = await altered(disc());
    const blurred = await apply(backgroundBlur, { share: 0.03 }, copyOf(before));
    const edges = (raster: Raster) => statsOf(raster, { left: 35, top: 80, right: 55, bottom: 110 }).edges;
    expect(edges(blurred)).toBeLessThan(edges(before) * 0.7);
    const after = await apply(removeBackground, {}, before);
    const middle = { x: Math.round(after.width / 2) + 14, y: Math.round(after.height / 2) };
    expect(pixelAt(after, middle.x, middle.y)[3]).toBe(255);
    expect(pixelAt(after, 45, Math.round(after.height / 2))[3]).toBe(0);
  });

  it("stays where no subject is found", async () => {
    const plain = paint(120, 90, () => [120, 120, 120]);
    await expect(apply(removeBackground, {}, plain)).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });

  it("leaves none of its colour in the subject's soft edge", async () => {
    // Red subject on the left, green ground on the right, a mixed column between them.
    const picture = paint(60, 40, (x) => (x < 29 ? [200, 20, 20] : x > 31 ? [20, 200, 20] : [110, 110, 20]));
    const values = Uint8Array.from({ length: 60 * 40 }, (_, index) =>
      index % 60 < 29 ? 255 : index % 60 > 31 ? 0 : 128,
    );
    const after = await cleanFringe(picture, { values, width: 60, height: 40 }, new AbortController().signal);
    const [red, green] = pixelAt(after, 29, 20);
    expect(red).toBeGreaterThan(175);
    expect(green).toBeLessThan(50);
    expect(pixelAt(after, 10, 20)).toEqual([200, 20, 20, 255]);
    expect(pixelAt(after, 50, 20)).toEqual([20, 200, 20, 255]);
  });
});

describe("crop-to-subject", () => {
  it("crops around it, with room, in the ratio that was said", async () => {
    const after = await apply(cropToSubject, { width: 1, height: 1, room: 12 }, disc());
    expect(after.width).toBe(after.height);
    expect(after.width).toBeGreaterThan(90);
    expect(after.width).toBeLessThan(140);
    const middle = pixelAt(after, Math.floor(after.width / 2), Math.floor(after.height / 2));
    expect(middle[0]).toBeGreaterThan(200);
    const free = await apply(cropToSubject, { width: 0, height: 0, room: 2 }, disc());
    expect(free.width).toBeLessThan(after.width);
  });

  it("changes nothing where there is no subject", async () => {
    const plain = paint(120, 90, () => [120, 120, 120]);
    await expect(apply(cropToSubject, { width: 0, height: 0, room: 2 }, plain)).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
    });
    expect(colourful().width).toBe(120);
  });
});
