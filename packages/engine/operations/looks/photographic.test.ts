import { describe, expect, it } from "vitest";
import type { Operation } from "../../operation";
import type { Raster } from "../../pixels/raster";
import { apply } from "../../tests/operations";
import { type Pixel, alphaOf, colourful, copyOf, paint, pixelAt, statsOf } from "../../tests/rasters";
import { autumn } from "./autumn";
import { bleachBypass } from "./bleach-bypass";
import { cinematic } from "./cinematic";
import { crossProcess } from "./cross-process";
import { daguerreotype } from "./daguerreotype";
import { dreamy } from "./dreamy";
import { fade } from "./fade";
import { highKey } from "./high-key";
import { infrared } from "./infrared";
import { lomo } from "./lomo";
import { lowKey } from "./low-key";
import { neon } from "./neon";
import { noir } from "./noir";
import { oldPhoto } from "./old-photo";
import { pastel } from "./pastel";
import { polaroid } from "./polaroid";
import { technicolour } from "./technicolour";
import { vintage } from "./vintage";

const LOOKS = [
  autumn,
  bleachBypass,
  cinematic,
  crossProcess,
  daguerreotype,
  dreamy,
  fade,
  highKey,
  infrared,
  lomo,
  lowKey,
  neon,
  noir,
  oldPhoto,
  pastel,
  polaroid,
  technicolour,
  vintage,
];

const look = (operation: Operation, raster: Raster, amount = 1): Promise<Raster> =>
  apply(operation, { amount }, copyOf(raster));

/** Mean distance of all channels of two rasters of one size. */
const distance = (one: Raster, other: Raster): number =>
  one.data.reduce((sum, level, at) => sum + Math.abs(level - (other.data[at] ?? 0)), 0) / one.data.length;

/** What a look makes of one plain colour, measured in the calm middle of a picture. */
async function made(operation: Operation, colour: Pixel, amount = 1) {
  const { red, green, blue, light } = statsOf(
    await look(
      operation,
      paint(64, 64, () => colour),
      amount,
    ),
    { left: 20, top: 20, right: 44, bottom: 44 },
  );
  return { red, green, blue, light };
}

const BLACK: Pixel = [0, 0, 0];
const WHITE: Pixel = [255, 255, 255];
const GREY: Pixel = [128, 128, 128];
const LEAF: Pixel = [70, 130, 50];
const SKIN: Pixel = [214, 160, 130];
const SKY: Pixel = [90, 140, 215];

describe.each(LOOKS)("$name", (operation) => {
  it("is stronger the stronger it is asked for, and keeps size and alpha", async () => {
    const before = colourful(96, 72, (x) => (x < 20 ? 0 : 255 - x));
    const after = await Promise.all([0.5, 1, 1.6].map((amount) => look(operation, before, amount)));
    const distances = after.map((raster) => distance(before, raster));
    expect(distances[0]).toBeGreaterThan(1);
    expect(distances[1]).toBeGreaterThan((distances[0] ?? 0) * 1.2);
    expect(distances[2]).toBeGreaterThan((distances[1] ?? 0) * 1.04);
    for (const raster of after) {
      expect([raster.width, raster.height]).toEqual([96, 72]);
      expect(alphaOf(raster).equals(alphaOf(before))).toBe(true);
    }
  });

  it("keeps a ramp of greys a ramp", async () => {
    const ramp = paint(256, 8, (x) => [x, x, x]);
    const after = await look(operation, ramp, 1);
    const lights = Array.from(
      { length: 16 },
      (_, step) => statsOf(after, { left: step * 16, right: step * 16 + 16 }).light,
    );
    const middle = lights.slice(3, 13);
    expect(middle.toSorted((a, b) => a - b)).toEqual(middle);
  });
});

describe("the looks of film", () => {
  it.each([vintage, polaroid, fade, oldPhoto, pastel])("$name lifts black", async (operation) => {
    expect((await made(operation, BLACK)).light).toBeGreaterThan(10);
  });

  it.each([cinematic, noir, lowKey, lomo, bleachBypass])("$name keeps black black", async (operation) => {
    expect((await made(operation, BLACK)).light).toBeLessThan(6);
  });

  it.each([vintage, polaroid, oldPhoto])("$name makes white warm", async (operation) => {
    const white = await made(operation, WHITE);
    expect(white.red - white.blue).toBeGreaterThan(12);
    expect(white.light).toBeGreaterThan(200);
  });

  it("cinematic parts warm lights from cool shadows", async () => {
    const dark = await made(cinematic, [70, 70, 70]);
    const pale = await made(cinematic, [200, 200, 200]);
    expect(dark.blue).toBeGreaterThan(dark.red + 5);
    expect(pale.red).toBeGreaterThan(pale.blue + 5);
  });

  it("cross-process turns shadows blue and lights yellow", async () => {
    const dark = await made(crossProcess, [50, 50, 50]);
    const pale = await made(crossProcess, [215, 215, 215]);
    expect(dark.blue).toBeGreaterThan(dark.red + 15);
    expect(pale.red).toBeGreaterThan(pale.blue + 25);
  });

  it("high-key brightens and low-key darkens", async () => {
    expect((await made(highKey, GREY)).light).toBeGreaterThan(165);
    expect((await made(lowKey, GREY)).light).toBeLessThan(85);
    expect((await made(lowKey, WHITE)).light).toBeGreaterThan(220);
  });

  it.each([noir, daguerreotype, oldPhoto])("$name leaves no difference of hue", async (operation) => {
    const [leaf, skin] = [await made(operation, LEAF), await made(operation, SKIN)];
    const tone = (colour: typeof leaf): number => colour.red - colour.blue;
    expect(Math.abs(tone(leaf) - tone(skin))).toBeLessThan(20);
  });

  it("noir is grey and steeper than the picture", async () => {
    const after = await look(noir, colourful());
    expect(statsOf(after).colour).toBe(0);
    expect((await made(noir, [70, 70, 70])).light).toBeLessThan(55);
    expect((await made(noir, [190, 190, 190])).light).toBeGreaterThan(205);
  });

  it("bleach-bypass takes colour out and contrast in; technicolour puts colour in", async () => {
    const before = statsOf(colourful());
    const bleached = statsOf(await look(bleachBypass, colourful()));
    expect(bleached.colour).toBeLessThan(before.colour * 0.8);
    expect(statsOf(await look(technicolour, colourful())).colour).toBeGreaterThan(before.colour * 1.15);
  });

  it("lomo darkens the corners, not the middle", async () => {
    const after = await look(
      lomo,
      paint(120, 90, () => [150, 150, 150]),
    );
    const corner = statsOf(after, { right: 8, bottom: 8 }).light;
    const middle = statsOf(after, { left: 50, right: 70, top: 35, bottom: 55 }).light;
    expect(corner).toBeLessThan(middle * 0.6);
    expect(middle).toBeGreaterThan(140);
  });

  it("vintage has grain, which stands still", async () => {
    const grey = paint(64, 64, () => GREY);
    const once = await look(vintage, grey);
    expect(statsOf(once, { left: 24, right: 40, top: 24, bottom: 40 }).edges).toBeGreaterThan(1);
    expect((await look(vintage, grey)).data.equals(once.data)).toBe(true);
  });
});

describe("looks of certain colours", () => {
  it("autumn turns leaves orange and leaves sky, skin and greys alone", async () => {
    const leaf = await made(autumn, LEAF);
    expect(leaf.red).toBeGreaterThan(leaf.green + 20);
    expect(leaf.green).toBeGreaterThan(leaf.blue);
    for (const colour of [SKY, SKIN, GREY]) {
      const after = await made(autumn, colour);
      expect(Math.abs(after.red - colour[0])).toBeLessThan(14);
      expect(Math.abs(after.green - colour[1])).toBeLessThan(14);
      expect(Math.abs(after.blue - colour[2])).toBeLessThan(22);
    }
  });

  it("infrared makes leaves light and pale and the sky dark", async () => {
    const leaf = await made(infrared, LEAF);
    expect(leaf.light).toBeGreaterThan(170);
    expect(leaf.red - leaf.green).toBeGreaterThan(5);
    const sky = await made(infrared, SKY);
    expect(sky.light).toBeLessThan(0.65 * (SKY[0] * 0.2126 + SKY[1] * 0.7152 + SKY[2] * 0.0722));
  });

  it("neon sends warm things to magenta, cool ones to cyan", async () => {
    const warm = await made(neon, SKIN);
    const cool = await made(neon, SKY);
    expect(Math.min(warm.red, warm.blue)).toBeGreaterThan(warm.green + 20);
    expect(Math.min(cool.green, cool.blue)).toBeGreaterThan(cool.red + 40);
  });

  it("pastel is light and keeps hues apart", async () => {
    const [leaf, skin] = [await made(pastel, LEAF), await made(pastel, SKIN)];
    expect(leaf.light).toBeGreaterThan(140);
    expect(leaf.green).toBeGreaterThan(leaf.red + 15);
    expect(skin.red).toBeGreaterThan(skin.green + 15);
  });

  it("dreamy lets a light shine over its edge", async () => {
    const lamp = paint(120, 90, (x) => (x < 60 ? WHITE : [40, 40, 40]));
    const after = await look(dreamy, lamp);
    expect(pixelAt(after, 62, 45)[1]).toBeGreaterThan(pixelAt(after, 110, 45)[1] + 8);
  });

  it("an old photograph has specks", async () => {
    const after = await look(
      oldPhoto,
      paint(200, 150, () => GREY),
    );
    const middle = { left: 60, right: 140, top: 45, bottom: 105 };
    const plain = await look(
      vintage,
      paint(200, 150, () => GREY),
    );
    expect(statsOf(after, middle).spread).toBeGreaterThan(statsOf(plain, middle).spread);
  });
});
