import { expect, it } from "vitest";
import { decode } from "../../render";
import { makeScene } from "../../bench/scene";
import type { Raster } from "../../pixels/raster";
import { type Photograph, photograph } from "../../tests/photographs";
import { copyOf, pixelAt } from "../../tests/rasters";
import { quietWork } from "../../work";
import { redEye } from "./red-eye";

/** Where the pupils of the woman before the red wall are, marked by hand, in pixels, and their radius. */
const PUPILS = {
  "woman-red-wall": [
    [0.484, 0.248],
    [0.585, 0.242],
  ],
} as const;

const RADIUS = 0.008;

type Marks = ReadonlyArray<readonly [across: number, down: number]>;

/** Red discs with the white of a flash in their middle, where somebody marked pupils. */
function withFlash(raster: Raster, marks: Marks): Raster {
  const out = copyOf(raster);
  const radius = RADIUS * out.width;
  for (const [across, down] of marks) {
    const [middleX, middleY] = [Math.round(across * out.width), Math.round(down * out.height)];
    for (let y = Math.ceil(middleY - radius); y <= middleY + radius; y++) {
      for (let x = Math.ceil(middleX - radius); x <= middleX + radius; x++) {
        const from = Math.hypot(x - middleX, y - middleY);
        if (from > radius) continue;
        const colour = from < radius / 4 ? [245, 245, 245] : [190, 35, 30];
        out.data.set(colour, (y * out.width + x) * out.channels);
      }
    }
  }
  return out;
}

const mended = (raster: Raster, note = (_text: string): void => {}) =>
  redEye.apply(copyOf(raster), {}, { ...quietWork(), note });

it("takes the red out of pupils, tells how many, and leaves the rest, a red wall too", async () => {
  const marks = PUPILS["woman-red-wall"];
  const before = withFlash(await photograph("woman-red-wall"), marks);
  const notes: string[] = [];
  const after = await mended(before, (text) => notes.push(text));
  expect(notes).toEqual(["2 red pupils were found and mended"]);
  for (const [across, down] of marks) {
    const [x, y] = [Math.round(across * before.width), Math.round(down * before.height)];
    const [red, green, blue] = pixelAt(after, x + Math.round((RADIUS * before.width) / 2), y);
    expect(Math.max(red, green, blue)).toBeLessThan(60);
    expect(red - Math.min(green, blue)).toBeLessThan(20);
    // The light of the flash in it is no red.
    expect(pixelAt(after, x, y)).toEqual(pixelAt(before, x, y));
  }
  let changed = 0;
  for (let at = 0; at < before.data.length; at++) if (before.data[at] !== after.data[at]) changed++;
  expect(changed / before.data.length).toBeLessThan(0.004);
});

it("mends the eyes of the scene that it is measured on", async () => {
  const scene = await decode(await makeScene(600, 400, "red-eyed"));
  const after = await mended(scene);
  const [red, green] = pixelAt(after, 274, 148);
  expect(red - green).toBeLessThan(20);
});

it.each(["woman-red-wall", "three-men", "two-men-at-table", "man-on-bench"] as const satisfies readonly Photograph[])(
  "says of %s, whose eyes are not red, that they are not",
  async (name) => {
    await expect(mended(await photograph(name))).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
      detail: expect.stringMatching(/^No red pupils were found/) as string,
    });
  },
);

it("says that there is no face, however red a picture is", async () => {
  await expect(mended(await photograph("rose"))).rejects.toMatchObject({
    detail: expect.stringMatching(/^No face was found/) as string,
  });
});
