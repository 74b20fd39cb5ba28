import { describe, expect, it } from "vitest";
import { loadOpenCv } from "../pixels/opencv";
import { pageOnGround, writtenPage } from "../tests/pages";
import { photograph } from "../tests/photographs";
import { paint } from "../tests/rasters";
import { foliage, meadow } from "../tests/scenes";
import { findSheet } from "./find-sheet";
import type { Corners } from "./sheet-score";
import { sheetSize } from "./sheet-size";

const { signal } = new AbortController();

const ASLANT: Corners = [
  { x: 160, y: 90 },
  { x: 520, y: 130 },
  { x: 585, y: 640 },
  { x: 90, y: 600 },
];

describe("findSheet", () => {
  it("finds the corners of a page on a rough ground to a pixel or two", async () => {
    const picture = await pageOnGround(writtenPage(420, 560, 10), ASLANT, 700, 720);
    const sheet = await findSheet(picture, await loadOpenCv(), signal);
    expect(sheet).not.toBeNull();
    for (const [index, { x, y }] of (sheet?.corners ?? []).entries()) {
      expect(Math.hypot(x - (ASLANT[index]?.x ?? 0), y - (ASLANT[index]?.y ?? 0))).toBeLessThan(2);
    }
  });

  it.each(["autumn-path", "dog-on-grass", "rose", "woman-in-street", "three-on-wall"] as const)(
    "sees none in a photograph of something else: %s",
    async (name) => expect(await findSheet(await photograph(name), await loadOpenCv(), signal)).toBeNull(),
  );

  it("sees none in textures", async () => {
    for (const texture of [foliage, meadow]) {
      expect(await findSheet(paint(320, 240, texture), await loadOpenCv(), signal)).toBeNull();
    }
  });
});

describe("sheetSize", () => {
  /** How a camera with this focal length, in pixels of 1600 × 1200, sees a sheet of 210 × 297 that is turned about both axes. */
  const seen = (focal: number, tilt: number, turn: number): Corners => {
    const place = (u: number, v: number) => {
      const [x, z] = [u * Math.cos(turn), u * Math.sin(turn)];
      const [y, depth] = [v * Math.cos(tilt) - z * Math.sin(tilt), 600 + v * Math.sin(tilt) + z * Math.cos(tilt)];
      return { x: 800 + (focal * x) / depth, y: 600 + (focal * y) / depth };
    };
    return [place(-105, -148.5), place(105, -148.5), place(105, 148.5), place(-105, 148.5)];
  };

  it.each([
    [0.5, 0.3],
    [-0.6, 0.2],
    [0.4, -0.4],
    [0, 0],
  ])("tells the true proportions of a sheet tilted by %f and turned by %f", (tilt, turn) => {
    const { width, height } = sheetSize(seen(1700, tilt, turn), { width: 1600, height: 1200 });
    expect(width / height).toBeGreaterThan((210 / 297) * 0.97);
    expect(width / height).toBeLessThan((210 / 297) * 1.03);
  });
});
