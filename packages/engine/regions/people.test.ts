import { expect, it } from "vitest";
import type { Face } from "../nets/look-for-faces";
import type { Mask, Raster } from "../pixels/raster";
import type { PlannedOperation } from "../plan";
import { render } from "../render";
import { HEADS, type Photograph, photograph } from "../tests/photographs";
import { copyOf } from "../tests/rasters";
import { quietWork } from "../work";
import { findMask } from "./find-mask";
import { cheeksOf } from "./people/face-mask";
import { facesOf } from "./people/people-mask";

// Judged by what somebody marked on photographs, not by what draws or finds here.

const NAMES = Object.keys(HEADS) as Photograph[];
const WITH_PEOPLE = NAMES.filter((name) => HEADS[name].length > 0);
const WITHOUT = NAMES.filter((name) => HEADS[name].length === 0);

const shareAt = (
  { values, width, height }: { values: Uint8Array; width: number; height: number },
  x: number,
  y: number,
) => (values[Math.floor(y * height) * width + Math.floor(x * width)] ?? 0) / 255;

it("finds every face that was marked, that of a child in somebody's arms as well, and no other", async () => {
  const missed: string[] = [];
  for (const name of WITH_PEOPLE) {
    const { width, height, ...raster } = await photograph(name);
    const faces = await facesOf({ width, height, ...raster }, quietWork());
    const isIn = (x: number, y: number): boolean =>
      faces.some(
        (face) => Math.hypot(face.left + face.width / 2 - x, face.top + face.height / 2 - y) < face.width * 0.6,
      );
    for (const [x, y] of HEADS[name]) if (!isIn(x * width, y * height)) missed.push(`${name} at ${x}, ${y}`);
    expect(faces.length, name).toBeLessThanOrEqual(HEADS[name].length);
  }
  expect(missed).toEqual([]);
});

it.each(WITHOUT)("finds no face where there is none: %s", async (name) => {
  expect(await facesOf(await photograph(name), quietWork())).toEqual([]);
});

it.each(WITH_PEOPLE)("finds the people of %s, and not what is at the upper edge", async (name) => {
  const mask = await findMask(await photograph(name), [{ name: "person" }], quietWork());
  for (const [x, y] of HEADS[name]) expect(shareAt(mask, x, y + 0.02), `${x}, ${y}`).toBeGreaterThan(0.8);
  for (const x of [0.02, 0.5, 0.98]) expect(shareAt(mask, x, 0.01)).toBe(0);
});

it("takes people for the subject, where the picture is about them, and the rest for the background", async () => {
  const raster = await photograph("two-men-at-table");
  const background = await findMask(raster, [{ name: "background" }], quietWork());
  for (const [x, y] of HEADS["two-men-at-table"]) expect(shareAt(background, x, y)).toBe(0);
  expect(shareAt(background, 0.3, 0.1)).toBe(1);
});

/** Pixels to each side of a place that are looked at. */
const AROUND = 12;

/** Red of the pixels around a place, row by row. */
function redAround({ data, width, height, channels }: Raster, [x, y]: readonly [number, number]): number[][] {
  const side = Array.from({ length: 2 * AROUND + 1 }, (_, index) => index - AROUND);
  return side.map((down) =>
    side.map(
      (across) => data[((Math.round(y * height) + down) * width + Math.round(x * width) + across) * channels] ?? 0,
    ),
  );
}

/** How much one pixel differs from the next around a place. */
const detail = (raster: Raster, place: readonly [number, number]): number =>
  redAround(raster, place)
    .flatMap((row) => row.slice(1).map((level, index) => Math.abs(level - (row[index] ?? 0))))
    .reduce((sum, step) => sum + step, 0);

const HIDERS: Readonly<Record<string, PlannedOperation["params"]>> = {
  pixelate: { share: 0.025, pixels: 0 },
  blur: { share: 0.006 },
  "black-out": { colour: "black" },
};

it.each(Object.entries(HIDERS))("%s covers each face whole, and tells how many there were", async (name, params) => {
  const before = await photograph("three-men");
  const notes: string[] = [];
  const planned = [{ name, params, within: [{ name: "face" as const }], words: `${name} the faces` }];
  const after = await render(copyOf(before), planned, { ...quietWork(), note: (text) => notes.push(text) });
  expect(notes).toEqual([
    expect.stringMatching(/^3 faces were found and covered, and nothing else of these people; look for others/),
  ]);
  // No finder finds them again (a few blocks in the colours of a head above a shirt it may take for one), …
  if (name !== "pixelate") expect(await facesOf(after, quietWork())).toEqual([]);
  // … little detail is left, …
  for (const head of HEADS["three-men"]) expect(detail(after, head)).toBeLessThan(detail(before, head) * 0.75);
  // … and away from them nothing is another.
  expect(redAround(after, [0.1, 0.7])).toEqual(redAround(before, [0.1, 0.7]));
});

/** Whether a place of a head is whole in a mask, or not at all. */
const isCovered = (mask: { values: Uint8Array; width: number; height: number }, [x, y]: readonly [number, number]) =>
  shareAt(mask, x, y) === 1;

it.each([
  ["the one on the left", { at: "left", one: true }, [true, false, false]],
  ["the one in the middle", { at: "centre", one: true }, [false, true, false]],
  ["all on the right", { at: "right" }, [false, true, true]],
  ["all but the one on the right", { at: "right", one: true, others: true }, [true, true, false]],
] as const)("hides of three faces %s, whole", async (_which, which, covered) => {
  const notes: string[] = [];
  const work = { ...quietWork(), note: (text: string) => notes.push(text) };
  const mask = await findMask(await photograph("three-men"), [{ name: "face", ...which }], work, "", "wholly");
  expect(HEADS["three-men"].map((head) => isCovered(mask, head))).toEqual(covered);
  expect(notes).toEqual([
    expect.stringMatching(new RegExp(`^${covered.filter(Boolean).length} of 3 faces found w(?:as|ere) covered`, "u")),
  ]);
});

it("covers no face where it is open which one is meant, or none is there", async () => {
  const raster = await photograph("two-men-at-table");
  const open = findMask(raster, [{ name: "face", at: "centre", one: true }], quietWork(), "", "wholly");
  await expect(open).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  const none = findMask(raster, [{ name: "face", at: "background" }], quietWork(), "", "wholly");
  await expect(none).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
});

it("lays a bar over the eyes, and leaves the chin", async () => {
  const raster = await photograph("woman-red-wall");
  const [face] = await facesOf(raster, quietWork());
  const mask = await findMask(raster, [{ name: "eyes" }], quietWork(), "", "wholly");
  for (const [x, y] of face?.eyes ?? []) expect(isCovered(mask, [x / raster.width, y / raster.height])).toBe(true);
  const chin = (face?.top ?? 0) + (face?.height ?? 0) * 0.95;
  expect(shareAt(mask, 0.53, chin / raster.height)).toBe(0);
  expect(new Set(mask.values)).toEqual(new Set([0, 255]));
});

it("takes for skin what has the colour of a face's own cheeks, lighter and darker ones alike", async () => {
  for (const name of ["woman-red-wall", "two-men-at-table"] as const) {
    const mask = await findMask(await photograph(name), [{ name: "skin" }], quietWork());
    for (const [x, y] of HEADS[name]) expect(shareAt(mask, x, y + 0.01), name).toBeGreaterThan(0.5);
    expect(shareAt(mask, 0.05, 0.95), name).toBe(0);
  }
});

/** How light the cheeks of the test's faces are, about, in Oklab: from fair ones to dark ones. */
const TONES = [
  ["woman-red-wall", 1, 0.77],
  ["man-on-bench", 1, 0.63],
  ["two-men-at-table", 1, 0.37],
  ["two-men-at-table", 0.6, 0.27],
] as const;

it.each(TONES)(
  "takes the cheeks of every face for skin, whatever its tone: %s at %f of its light",
  async (name, light, tone) => {
    const raster = copyOf(await photograph(name));
    for (let at = 0; at < raster.data.length; at++) raster.data[at] = Math.round((raster.data[at] ?? 0) * light);
    const faces = await facesOf(raster, quietWork());
    expect(faces).toHaveLength(HEADS[name].length);
    const darkest = Math.min(...faces.map((face) => cheeksOf(face, raster)[0]));
    expect(Math.abs(darkest - tone)).toBeLessThan(0.05);
    const mask = await findMask(raster, [{ name: "skin" }], quietWork());
    for (const face of faces) expect(meanOnCheeks(mask, face)).toBeGreaterThan(0.85);
  },
);

/** How far a mask covers the middle of a face, below the eyes, 0..1. */
function meanOnCheeks({ values, width, height }: Mask, face: Face): number {
  const [left, right] = [face.left + face.width * 0.25, face.left + face.width * 0.75];
  const [top, bottom] = [face.top + face.height * 0.45, face.top + face.height * 0.75];
  let [sum, count] = [0, 0];
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, bottom); y++) {
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(width, right); x++) {
      sum += (values[y * width + x] ?? 0) / 255;
      count++;
    }
  }
  return sum / count;
}

it("speaks of no covered faces where they are what is left out", async () => {
  const notes: string[] = [];
  const work = { ...quietWork(), note: (text: string) => notes.push(text) };
  const within = [{ name: "face" as const, except: true }];
  await render(await photograph("man-on-bench"), [{ name: "blur", params: { share: 0.006 }, within, words: "" }], work);
  expect(notes).toEqual([]);
});
