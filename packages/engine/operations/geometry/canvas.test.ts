import { describe, expect, it } from "vitest";
import { apply, paramsOf } from "../../tests/operations";
import { colourful, copyOf, paint, pixelAt, statsOf } from "../../tests/rasters";
import { border } from "./border";
import { cropSide } from "./crop-side";
import { cropToPart } from "./crop-to-part";
import { dropShadow } from "./drop-shadow";
import { extend } from "./extend";
import { frame } from "./frame";
import { roundCorners } from "./round-corners";
import { trim } from "./trim";

/** Every pixel tells its place. */
const map = (width: number, height: number) => paint(width, height, (x, y) => [x, y, 0]);

const strip = { side: "left", percent: 10, pixels: 0 } as const;
const canvas = { width: 0, height: 0, side: "all", percent: 25, pixels: 0, fill: "white" } as const;

describe("crop-side", () => {
  it("cuts a share or an exact number of pixels off the side that was named", async () => {
    const right = await apply(cropSide, { ...strip, side: "right", percent: 20 }, map(50, 20));
    expect([right.width, right.height, pixelAt(right, 0, 0)[0]]).toEqual([40, 20, 0]);
    const top = await apply(cropSide, { ...strip, side: "top", pixels: 7 }, map(50, 20));
    expect([top.width, top.height, pixelAt(top, 0, 0)[1]]).toEqual([50, 13, 7]);
    const all = await apply(cropSide, { ...strip, side: "all" }, map(50, 20));
    expect([all.width, all.height, ...pixelAt(all, 0, 0).slice(0, 2)]).toEqual([40, 16, 5, 2]);
  });

  it("refuses to leave nothing", async () => {
    await expect(apply(cropSide, { ...strip, pixels: 50 }, map(50, 20))).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
    });
  });

  it("cuts less for a bit than usual", () => {
    const percentOf = (request: string): number => Number(paramsOf(request)["percent"]);
    expect(percentOf("cut a bit off the top")).toBeLessThan(percentOf("cut off the top"));
  });
});

describe("crop-to-part", () => {
  it("keeps the part that was named and nothing else", async () => {
    const middle = await apply(cropToPart, paramsOf("crop to the middle third"), map(60, 20));
    expect([middle.width, middle.height, pixelAt(middle, 0, 0)[0], pixelAt(middle, 19, 0)[0]]).toEqual([
      20, 20, 20, 39,
    ]);
    const bottom = await apply(cropToPart, paramsOf("crop to the bottom quarter"), map(60, 20));
    expect([bottom.width, bottom.height, pixelAt(bottom, 0, 0)[1]]).toEqual([60, 5, 15]);
  });
});

describe("trim", () => {
  const inside = colourful(40, 30);
  const framed = (left: number, top: number, noise = 0) =>
    paint(70, 50, (x, y) => {
      const [u, v] = [x - left, y - top];
      if (u >= 0 && v >= 0 && u < 40 && v < 30) return pixelAt(inside, u, v).slice(0, 3) as [number, number, number];
      const level = 240 + ((x * 7 + y * 3) % 2) * noise;
      return [level, level, level];
    });

  it("leaves exactly what is inside a plain border, noisy or not", async () => {
    for (const noise of [0, 8]) {
      const after = await apply(trim, {}, framed(11, 13, noise));
      expect([after.width, after.height]).toEqual([40, 30]);
      expect(after.data.equals(inside.data)).toBe(true);
    }
  });

  it("changes nothing without a border, nor where nothing else is", async () => {
    await expect(apply(trim, {}, colourful())).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
    await expect(
      apply(
        trim,
        {},
        paint(20, 20, () => [9, 9, 9]),
      ),
    ).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });
});

describe("extend", () => {
  it("reaches a ratio without touching the picture", async () => {
    for (const fill of ["white", "blur", "mirror"]) {
      const after = await apply(extend, { ...canvas, width: 16, height: 9, fill }, map(90, 90));
      expect([after.width, after.height]).toEqual([160, 90]);
      expect(pixelAt(after, 35, 40)).toEqual([0, 40, 0, 255]);
      expect(pixelAt(after, 124, 89)).toEqual([89, 89, 0, 255]);
    }
  });

  it("fills with the colour, the mirror image, or nothing", async () => {
    const sided = { ...canvas, side: "left", pixels: 10 } as const;
    expect(pixelAt(await apply(extend, { ...sided, fill: "black" }, map(20, 20)), 3, 5)).toEqual([0, 0, 0, 255]);
    expect(pixelAt(await apply(extend, { ...sided, fill: "mirror" }, map(20, 20)), 9, 5)).toEqual([0, 5, 0, 255]);
    expect(pixelAt(await apply(extend, { ...sided, fill: "mirror" }, map(20, 20)), 0, 5)).toEqual([9, 5, 0, 255]);
    expect(pixelAt(await apply(extend, { ...sided, fill: "transparent" }, map(20, 20)), 3, 5)[3]).toBe(0);
  });

  it("extends the left and the right for both sides, and neither top nor bottom", async () => {
    const after = await apply(extend, { ...canvas, side: "sides", percent: 10 }, map(50, 20));
    expect([after.width, after.height]).toEqual([60, 20]);
    expect(pixelAt(after, 5, 0)).toEqual([0, 0, 0, 255]);
    expect(pixelAt(after, 4, 0)).toEqual([255, 255, 255, 255]);
    expect(pixelAt(after, 55, 0)).toEqual([255, 255, 255, 255]);
  });

  it("blurs only what is outside, and has no seam", async () => {
    const after = await apply(extend, { ...canvas, side: "right", fill: "blur" }, colourful(200, 100));
    expect([after.width, after.height]).toEqual([250, 100]);
    expect(statsOf(after, { left: 225 }).edges).toBeLessThan(statsOf(after, { right: 200 }).edges / 3);
    expect(
      Math.abs(statsOf(after, { left: 200, right: 202 }).light - statsOf(after, { left: 198, right: 200 }).light),
    ).toBeLessThan(4);
  });

  it("leaves nothing that could be read mirrored next to the picture", async () => {
    const lines = paint(400, 200, (x) => (x % 8 < 4 ? [230, 230, 230] : [30, 30, 30]));
    const after = await apply(extend, { ...canvas, side: "right", fill: "blur" }, lines);
    const inside = statsOf(after, { left: 380, right: 400 }).edges;
    expect(statsOf(after, { left: 404, right: 416 }).edges).toBeLessThan(inside / 4);
  });

  it("refuses before it takes memory for more than 50 megapixels", async () => {
    await expect(apply(extend, { ...canvas, pixels: 20_000 }, map(10, 10))).rejects.toMatchObject({
      code: "NOT_UNDERSTOOD",
      detail: expect.stringContaining("megapixels") as unknown,
    });
  });
});

describe("border and frame", () => {
  it("adds a border of the colour and width, and keeps the picture", async () => {
    const after = await apply(border, { colour: "red", percent: 4, pixels: 5 }, map(30, 20));
    expect([after.width, after.height]).toEqual([40, 30]);
    expect(pixelAt(after, 0, 0)).toEqual([255, 0, 0, 255]);
    expect(pixelAt(after, 5, 5)).toEqual([0, 0, 0, 255]);
    expect(pixelAt(after, 34, 24)).toEqual([29, 19, 0, 255]);
  });

  it("looks like metal when it is called gold: lighter and darker, and never where the picture is", async () => {
    const after = await apply(border, { colour: "gold", percent: 4, pixels: 12 }, map(120, 80));
    expect(pixelAt(after, 12, 12)).toEqual([0, 0, 0, 255]);
    expect(pixelAt(after, 131, 91)).toEqual([119, 79, 0, 255]);
    const along = Array.from({ length: 120 }, (_, x) => pixelAt(after, 12 + x, 6));
    for (const [red, green, blue] of along) expect(red > green && green > blue).toBe(true);
    const reds = along.map(([red]) => red);
    expect(Math.max(...reds) - Math.min(...reds)).toBeGreaterThan(30);
  });

  it("is wider when thick than usual, and thinner when thin", () => {
    const [thin, usual, thick] = ["thin ", "", "thick "].map((size) =>
      Number(paramsOf(`add a ${size}white border`)["percent"]),
    );
    expect(thin).toBeLessThan(usual ?? 0);
    expect(usual).toBeLessThan(thick ?? 0);
  });

  it("frames a picture without touching it: moulding outside, mat inside", async () => {
    const picture = map(200, 120);
    const after = await apply(frame, { style: "dark-wood", width: 1 }, copyOf(picture));
    const across = (after.width - 200) / 2;
    const down = (after.height - 120) / 2;
    expect(pixelAt(after, across, down)).toEqual([0, 0, 0, 255]);
    expect(pixelAt(after, across + 199, down + 119)).toEqual([199, 119, 0, 255]);
    expect(statsOf(after, { bottom: 4 }).light).toBeLessThan(90);
    expect(statsOf(after, { top: 12, bottom: 15, left: 40, right: 200 }).light).toBeGreaterThan(200);
  });
});

describe("an instant picture with words", () => {
  it("has them below the picture, which stays as it is", async () => {
    const plain = await apply(frame, { style: "polaroid", width: 1 }, map(200, 160));
    const after = await apply(frame, { style: "polaroid", width: 1, text: "Rome" }, map(200, 160));
    const bottom = 170;
    expect([after.width, after.height]).toEqual([plain.width, plain.height]);
    expect(statsOf(plain, { top: bottom }).edges).toBe(0);
    expect(statsOf(after, { top: bottom }).edges).toBeGreaterThan(0.5);
    const rows = bottom * after.width * after.channels;
    expect(after.data.subarray(0, rows).equals(plain.data.subarray(0, rows))).toBe(true);
  });
});

describe("round-corners and drop-shadow", () => {
  it("takes the corners away, with smooth edges, and nothing else", async () => {
    const after = await apply(roundCorners, { percent: 6, pixels: 10 }, colourful(60, 40));
    expect(pixelAt(after, 0, 0)[3]).toBe(0);
    expect(pixelAt(after, 59, 39)[3]).toBe(0);
    expect(pixelAt(after, 10, 0)[3]).toBe(255);
    expect(pixelAt(after, 30, 20)[3]).toBe(255);
    const alphas = Array.from({ length: 60 }, (_, x) => pixelAt(after, x, 1)[3]);
    expect(alphas.some((alpha) => alpha > 0 && alpha < 255)).toBe(true);
  });

  it("rounds a lot clearly more than usual, and a bit less", () => {
    const [bit, usual, lot] = [" a bit", "", " a lot"].map((much) =>
      Number(paramsOf(`round the corners${much}`)["percent"]),
    );
    expect(lot).toBeGreaterThan(2 * (usual ?? 0));
    expect(usual).toBeGreaterThan(1.5 * (bit ?? 0));
  });

  it("lays a shadow on transparent room, darker below, and stronger when asked", async () => {
    const shadow = async (darkness: number) => {
      const after = await apply(dropShadow, { darkness }, colourful(200, 160));
      const room = (after.width - 200) / 2;
      expect(pixelAt(after, 0, 0)[3]).toBe(0);
      expect(pixelAt(after, room + 100, room + 80)[3]).toBe(255);
      const [above, below] = [pixelAt(after, room + 100, room - 1)[3], pixelAt(after, room + 100, room + 160)[3]];
      expect(below).toBeGreaterThan(above);
      return below;
    };
    expect(await shadow(0.7)).toBeGreaterThan(await shadow(0.3));
  });
});
