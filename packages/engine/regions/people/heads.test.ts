import { describe, expect, it } from "vitest";
import { HEADS, type Photograph, photograph } from "../../tests/photographs";
import { quietWork } from "../../work";
import { headsOf, holds, largestInside, placeWindow, type Span, windowOnPeople } from "./heads";

const RATIOS = [1, 4 / 5, 16 / 9, 9 / 16];

/** Half the side of a head about its middle, as a share of the picture's height: of the smallest in these photographs. */
const HALF = 0.04;

const withPeople = (Object.keys(HEADS) as Photograph[]).filter((name) => HEADS[name].length > 0);

describe("windows on people", () => {
  it.each(withPeople)("keep the heads of %s that centred ones would cut", async (name) => {
    const picture = await photograph(name);
    const heads = await headsOf(picture, quietWork());
    const marked = HEADS[name].map(([x, y]): Span => ({
      left: x * picture.width - HALF * picture.height,
      top: (y - HALF) * picture.height,
      width: 2 * HALF * picture.height,
      height: 2 * HALF * picture.height,
    }));
    for (const ratio of RATIOS) {
      const window = placeWindow(heads, picture, largestInside(picture, ratio));
      // Of two men at the ends of a table only one fits into an upright picture.
      const isWide = name === "two-men-at-table" && ratio < 1;
      const whole = marked.filter((head) => holds(window, head)).length;
      expect({ ratio, whole }).toEqual({ ratio, whole: isWide ? 1 : marked.length });
    }
  });

  it("are centred where nobody is, with nothing told", async () => {
    const picture = await photograph("daisy");
    const notes: string[] = [];
    const size = { width: picture.height, height: picture.height };
    const window = await windowOnPeople(picture, size, { ...quietWork(), note: (text) => notes.push(text) });
    expect(window).toEqual({ ...size, left: Math.floor((picture.width - size.width) / 2), top: 0 });
    expect(notes).toEqual([]);
  });
});

describe("placeWindow", () => {
  const picture = { width: 1000, height: 400 };
  const head = (left: number, side = 60): Span => ({ left, top: 100, width: side, height: side });
  const leftOf = (heads: Span[], width: number): number => placeWindow(heads, picture, { width, height: 400 }).left;

  it("has people in the middle, the larger ones more so, and stays inside the picture", () => {
    expect(Math.abs(leftOf([head(200)], 300) - 80)).toBeLessThan(5);
    expect(leftOf([head(10)], 300)).toBe(0);
    expect(leftOf([head(300, 120), head(600)], 600)).toBeLessThan(leftOf([head(300), head(600)], 600));
  });

  it("leaves out whom it cannot hold rather than cut somebody, the smaller one first", () => {
    const heads = [head(100, 120), head(700, 60)];
    const window = placeWindow(heads, picture, { width: 400, height: 400 });
    expect(heads.map((one) => holds(window, one))).toEqual([true, false]);
    expect(window.left + window.width).toBeLessThanOrEqual(700);
  });

  it("shows as much as it can of a head that is larger than itself", () => {
    const window = placeWindow([{ left: 100, top: 0, width: 500, height: 400 }], picture, { width: 300, height: 400 });
    expect(window.left).toBeGreaterThanOrEqual(100);
    expect(window.left + window.width).toBeLessThanOrEqual(600);
  });
});
