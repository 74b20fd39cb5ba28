import { describe, expect, it } from "vitest";
import { isSegmented, segmentOutline, widthOfSegments } from "../../draw/segment-digits";
import { apply, paramsOf } from "../../tests/operations";
import { paint, pixelAt, statsOf } from "../../tests/rasters";
import { dateStamp } from "./date-stamp";
import { meme } from "./meme";

const grey = () => paint(300, 220, () => [120, 120, 120]);

/** Shares of a part's pixels that are nearly white, and nearly black. */
function shares(raster: ReturnType<typeof grey>, top: number, bottom: number): [white: number, black: number] {
  let [white, black] = [0, 0];
  for (let y = top; y < bottom; y++) {
    for (let x = 0; x < raster.width; x++) {
      const [level] = pixelAt(raster, x, y);
      if (level > 240) white++;
      if (level < 15) black++;
    }
  }
  const all = (bottom - top) * raster.width;
  return [white / all, black / all];
}

describe("meme", () => {
  it("writes white letters with a black line at both ends, and nothing between", async () => {
    const after = await apply(meme, { top: "when you", bottom: "forget" }, grey());
    for (const [from, to] of [
      [0, 60],
      [160, 220],
    ] as const) {
      const [white, black] = shares(after, from, to);
      expect(white).toBeGreaterThan(0.03);
      expect(black).toBeGreaterThan(0.02);
    }
    expect(statsOf(after, { top: 92, bottom: 128 }).edges).toBe(0);
  });

  it("leaves the end alone for which nothing was said", async () => {
    const after = await apply(meme, { top: "", bottom: "hi" }, grey());
    expect(shares(after, 0, 110)).toEqual([0, 0]);
    expect(shares(after, 110, 220)[0]).toBeGreaterThan(0);
  });

  it("makes long lines smaller until they fit into their end", async () => {
    const text = "one does not simply walk into a room that is full of sleeping cats ".repeat(2).trim();
    const after = await apply(meme, { top: text, bottom: "" }, grey());
    expect(shares(after, 0, 100)[0]).toBeGreaterThan(0.05);
    expect(shares(after, 100, 220)).toEqual([0, 0]);
  });

  it("tells the lines apart in whichever order they are said", () => {
    expect(paramsOf('meme text bottom "b" top "a"')).toEqual({ top: "a", bottom: "b" });
    expect(paramsOf("meme text on top so close and at the bottom yet so far")).toEqual({
      top: "so close",
      bottom: "yet so far",
    });
  });
});

describe("date-stamp", () => {
  it("is orange, in its corner, and nowhere else", async () => {
    const after = await apply(
      dateStamp,
      { text: "24.12.1999", place: "bottom-right" },
      paint(400, 300, () => [20, 30, 40]),
    );
    const corner = statsOf(after, { left: 220, top: 250 });
    expect(corner.red - 20).toBeGreaterThan(4 * (corner.blue - 40));
    expect(corner.red - 20).toBeGreaterThan(3);
    expect(statsOf(after, { right: 200 }).edges).toBe(0);
    expect(statsOf(after, { bottom: 240 }).edges).toBe(0);
  });

  it("takes the date as it was said, and no other words", () => {
    expect(paramsOf("add a date stamp 12th of May 1998")["text"]).toBe("12 5 1998");
    expect(paramsOf("add the date '98 5 12 at the top")).toEqual({ text: "'98 5 12", place: "top-right" });
    expect(() => paramsOf('add a date stamp "Rome"')).toThrow();
  });

  it("fits into a small picture", async () => {
    const after = await apply(
      dateStamp,
      { text: "24.12.1999", place: "top-left" },
      paint(40, 30, () => [20, 30, 40]),
    );
    expect([after.width, after.height]).toEqual([40, 30]);
    expect(statsOf(after, { left: 38 }).edges).toBe(0);
  });
});

describe("digits of seven strokes", () => {
  it("are all there are, each with strokes of its own", () => {
    expect(isSegmented("'98 5-12:04/1.")).toBe(true);
    expect(isSegmented("May")).toBe(false);
    const digits = Array.from("0123456789", (digit) => JSON.stringify(segmentOutline(digit, 100)));
    expect(new Set(digits).size).toBe(10);
  });

  it("stand one after another", () => {
    expect(widthOfSegments("11")).toBeGreaterThan(1.5 * widthOfSegments("1"));
    const right = Math.max(...segmentOutline("88", 50).map((command) => ("x" in command ? command.x : 0)));
    expect(right).toBeLessThanOrEqual(widthOfSegments("88") * 50);
    expect(right).toBeGreaterThan(widthOfSegments("88") * 45);
  });
});
