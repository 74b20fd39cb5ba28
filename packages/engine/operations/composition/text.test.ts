import { describe, expect, it } from "vitest";
import { apply, paramsOf } from "../../tests/operations";
import { alphaOf, copyOf, paint, pixelAt, statsOf } from "../../tests/rasters";
import { quietWork } from "../../work";
import { beforeAfter } from "./before-after";
import { caption } from "./caption";
import { watermark } from "./watermark";
import { writeText } from "./write-text";

const dark = () => paint(300, 200, () => [40, 50, 60]);
const plain = {
  text: "Hello",
  place: "top",
  colour: "auto",
  outline: "none",
  percent: 12,
  pixels: 0,
  bold: false,
} as const;

/** Pixels that are no longer as they were, and the box around them. */
function changed(before: ReturnType<typeof dark>, after: ReturnType<typeof dark>) {
  const box = { left: Infinity, top: Infinity, right: 0, bottom: 0, count: 0 };
  for (let y = 0; y < before.height; y++) {
    for (let x = 0; x < before.width; x++) {
      if (pixelAt(before, x, y).join() === pixelAt(after, x, y).join()) continue;
      box.left = Math.min(box.left, x);
      box.right = Math.max(box.right, x);
      box.top = Math.min(box.top, y);
      box.bottom = Math.max(box.bottom, y);
      box.count++;
    }
  }
  return box;
}

describe("write-text", () => {
  it("writes where it was told, inside the margins", async () => {
    const top = changed(dark(), await apply(writeText, plain, dark()));
    expect(top.bottom).toBeLessThan(60);
    expect(Math.abs(top.left + top.right - 300)).toBeLessThan(8);
    const corner = changed(dark(), await apply(writeText, { ...plain, place: "bottom-right" }, dark()));
    expect(corner.top).toBeGreaterThan(140);
    expect(corner.left).toBeGreaterThan(150);
    expect(corner.right).toBeLessThan(300);
  });

  it("is light on dark, dark on light, or of the colour that was said", async () => {
    const light = paint(300, 200, () => [240, 240, 235]);
    expect(statsOf(await apply(writeText, plain, dark())).light).toBeGreaterThan(statsOf(dark()).light);
    expect(statsOf(await apply(writeText, plain, copyOf(light))).light).toBeLessThan(statsOf(light).light);
    const red = await apply(writeText, { ...plain, colour: "red" }, dark());
    expect(statsOf(red).red).toBeGreaterThan(statsOf(dark()).red);
    expect(statsOf(red).red - 40).toBeGreaterThan(4 * (statsOf(red).blue - 60));
  });

  it("fits long text into the picture on several lines, and grows with size and weight", async () => {
    const long = "The quick brown fox jumps over the lazy dog and runs away from all of them ".repeat(4).trim();
    const box = changed(dark(), await apply(writeText, { ...plain, text: long, place: "centre" }, dark()));
    expect(box.left).toBeGreaterThan(5);
    expect(box.right).toBeLessThan(295);
    expect(box.top).toBeGreaterThan(5);
    const count = async (params: object): Promise<number> =>
      changed(dark(), await apply(writeText, { ...plain, percent: 8, ...params }, dark())).count;
    expect(await count({ percent: 12 })).toBeGreaterThan(await count({}));
    expect(await count({ outline: "black" })).toBeGreaterThan(0);
    const wide = (bold: boolean) =>
      apply(writeText, { ...plain, bold }, dark()).then((after) => changed(dark(), after));
    expect((await wide(true)).right).toBeGreaterThan((await wide(false)).right);
  });

  it("writes Greek and Cyrillic and what looks like markup, and names what it cannot write", async () => {
    for (const text of ["Καλημέρα", "Привет, мир", "</svg><script>&amp;", "Äpfel č ő"]) {
      expect(changed(dark(), await apply(writeText, { ...plain, text }, dark())).count).toBeGreaterThan(100);
    }
    for (const [text, script] of [
      ["你好", "Chinese"],
      ["مرحبا", "Arabic"],
      ["party 🎉", "emoji"],
    ] as const) {
      await expect(apply(writeText, { ...plain, text }, dark())).rejects.toMatchObject({
        code: "NOT_UNDERSTOOD",
        detail: expect.stringContaining(script) as unknown,
      });
    }
  });

  it("shows on what is transparent, and leaves alpha elsewhere", async () => {
    const clear = paint(200, 100, () => [0, 0, 0, 0]);
    const alpha = alphaOf(await apply(writeText, plain, clear));
    expect(Math.max(...alpha)).toBe(255);
    expect(alpha[200 * 99]).toBe(0);
  });

  it("hears colours of letters and outline apart", () => {
    expect(paramsOf('write "Hi" at the top in red letters with a yellow outline')).toMatchObject({
      colour: "red",
      outline: "yellow",
    });
    expect(paramsOf('write "Hi" with a black outline')).toMatchObject({
      colour: "auto",
      outline: "black",
      place: "bottom",
    });
  });
});

describe("watermark and caption", () => {
  it("is fainter than text", async () => {
    const marked = await apply(watermark, { text: "Hello", place: "top", opacity: 0.4 }, dark());
    const written = await apply(writeText, { ...plain, percent: 4 }, dark());
    const brightest = (raster: typeof marked): number => raster.data.reduce((most, level) => Math.max(most, level), 0);
    expect(brightest(marked)).toBeGreaterThan(70);
    expect(brightest(marked)).toBeLessThan(brightest(written) - 40);
  });

  it("puts a bar with words below, and keeps the picture", async () => {
    const after = await apply(caption, { text: "A lake", bar: "white" }, dark());
    expect(after.width).toBe(300);
    expect(after.height).toBeGreaterThan(210);
    expect(after.data.subarray(0, dark().data.length).equals(dark().data)).toBe(true);
    const bar = statsOf(after, { top: 200 });
    expect(bar.light).toBeGreaterThan(180);
    expect(bar.edges).toBeGreaterThan(1);
  });
});

describe("before-after", () => {
  const original = () => paint(150, 100, () => [200, 40, 40]);
  const work = { ...quietWork(), version: () => Promise.resolve(original()) };

  it("puts the original left of the result, in one height", async () => {
    const after = await beforeAfter.apply(dark(), { layout: "side", labels: false }, work);
    expect(after.height).toBe(200);
    expect(after.width).toBe(602);
    expect(pixelAt(after, 150, 100)).toEqual([200, 40, 40, 255]);
    expect(pixelAt(after, 450, 100)).toEqual([40, 50, 60, 255]);
    expect(beforeAfter.needs({ layout: "side", labels: true })).toEqual([0]);
  });

  it("stacks them, with labels and with alpha when one has it", async () => {
    const clear = paint(300, 200, () => [40, 50, 60, 128]);
    const after = await beforeAfter.apply(clear, { layout: "stacked", labels: true }, work);
    expect([after.width, after.height, after.channels]).toEqual([300, 402, 4]);
    expect(pixelAt(after, 150, 150)).toEqual([200, 40, 40, 255]);
    expect(pixelAt(after, 150, 350)).toEqual([40, 50, 60, 128]);
    expect(statsOf(after, { right: 100, bottom: 40 }).edges).toBeGreaterThan(0.5);
  });
});
