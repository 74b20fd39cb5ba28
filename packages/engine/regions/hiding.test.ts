import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { Raster } from "../pixels/raster";
import { decode, render } from "../render";
import { understand } from "../tests/operations";
import { copyOf, paint, pixelAt } from "../tests/rasters";
import { quietWork } from "../work";

/** One pixel dark, one light: whatever is left as it was shows. */
const checked = (width: number, height: number): Raster =>
  paint(width, height, (x, y) => ((x + y) % 2 === 0 ? [20, 20, 20] : [235, 235, 235]));

/** What comes of the words as a person types them. */
async function done(raster: Raster, words: string): Promise<Raster> {
  const planned = understand(words).operations.map(({ operation, params, within, words }) => ({
    name: operation.name,
    params,
    within,
    words,
  }));
  expect(planned, words).not.toEqual([]);
  return render(copyOf(raster), planned, quietWork());
}

/** Shares of the pixels that are the same as before, inside and outside of what `isIn` says. */
function kept(before: Raster, after: Raster, isIn: (across: number, down: number) => boolean) {
  const counts = { inside: [0, 0], outside: [0, 0] } as const;
  for (let y = 0; y < before.height; y++) {
    for (let x = 0; x < before.width; x++) {
      const side = counts[isIn((x + 0.5) / before.width, (y + 0.5) / before.height) ? "inside" : "outside"];
      const isSame = pixelAt(before, x, y).join() === pixelAt(after, x, y).join();
      (side as [number, number])[0] += isSame ? 1 : 0;
      (side as [number, number])[1]++;
    }
  }
  return { inside: counts.inside[0] / counts.inside[1], outside: counts.outside[0] / counts.outside[1] };
}

const PLACES: ReadonlyArray<readonly [string, (across: number, down: number) => boolean]> = [
  ["left half", (x) => x < 0.5],
  ["right side", (x) => x > 0.5],
  ["top", (_, y) => y < 0.5],
  ["bottom half", (_, y) => y > 0.5],
  ["top left corner", (x, y) => x < 0.5 && y < 0.5],
  ["left third", (x) => x < 1 / 3],
  ["middle third", (x) => x > 1 / 3 && x < 2 / 3],
  ["bottom third", (_, y) => y > 2 / 3],
  ["bottom right corner", (x, y) => x > 0.5 && y > 0.5],
];

describe("what hides a place", () => {
  it.each(
    ["pixelate", "blur", "black out", "strongly blur"].flatMap((act) =>
      PLACES.map((place) => [act, ...place] as const),
    ),
  )("%s the %s: all of it, to its line, and nothing beyond", async (act, place, isIn) => {
    const picture = checked(120, 90);
    const { inside, outside } = kept(picture, await done(picture, `${act} the ${place}`), isIn);
    expect(inside).toBe(0);
    expect(outside).toBe(1);
  });

  it("covers the middle whole, and at the edges all that is not the middle", async () => {
    const picture = checked(120, 90);
    const isMiddle = (x: number, y: number): boolean => Math.hypot(x - 0.5, y - 0.5) < 0.41;
    expect(kept(picture, await done(picture, "black out the centre"), isMiddle).inside).toBe(0);
    const around = await done(picture, "blur the edges");
    expect(kept(picture, around, (x, y) => Math.hypot(x - 0.5, y - 0.5) > 0.42).inside).toBe(0);
  });

  it("covers all that has a colour, with a rim about it", async () => {
    const ball = paint(200, 160, (x, y) =>
      Math.hypot(x - 90, y - 80) < 40 ? [200 - (x % 9), 30, 35] : [90, 120, 90 + (y % 7)],
    );
    const after = await done(ball, "black out the red area");
    expect(kept(ball, after, (x, y) => Math.hypot(x * 200 - 90.5, y * 160 - 80.5) < 40.5).inside).toBe(0);
  });

  it.each(["pixelate", "blur"])("%ss a part at a strength that no eye undoes", async (act) => {
    const letters = await sharp(await readFile("public/samples/harvesters.webp"))
      .resize(800, 600, { fit: "fill" })
      .png()
      .toBuffer();
    const picture = await decode(letters);
    const after = await done(picture, `${act} the left half`);
    // What is left of structure finer than an eighth of the part's shorter side (400 pixels).
    const fine = async (raster: Raster): Promise<number> => {
      const { data } = await sharp(raster.data, { raw: { width: 800, height: 600, channels: 3 } })
        .extract({ left: 0, top: 0, width: 400, height: 600 })
        .resize(16, 24, { fit: "fill" })
        .greyscale()
        .raw()
        .toBuffer({ resolveWithObject: true });
      let sum = 0;
      for (let index = 0; index < data.length - 1; index++) {
        if (index % 16 !== 15) sum += Math.abs((data[index + 1] ?? 0) - (data[index] ?? 0));
      }
      return sum;
    };
    expect(await fine(after)).toBeLessThan((await fine(picture)) * 0.75);
  });

  it("stays soft where nothing is hidden", async () => {
    const picture = paint(120, 90, () => [100, 100, 100]);
    const after = await done(picture, "darken the left half");
    const levels = new Set(Array.from({ length: 60 }, (_, x) => pixelAt(after, x, 45)[0]));
    expect(levels.size).toBeGreaterThan(8);
  });
});
