import { describe, expect, it } from "vitest";
import { paramsOf } from "../../tests/operations";
import { LINES, pageOnGround, writtenPage } from "../../tests/pages";
import { photograph } from "../../tests/photographs";
import { copyOf, pixelAt } from "../../tests/rasters";
import type { Raster } from "../../pixels/raster";
import type { Corners } from "../../regions/sheet-score";
import { quietWork } from "../../work";
import { scan } from "./scan";

const CORNERS: Corners = [
  { x: 130, y: 60 },
  { x: 560, y: 85 },
  { x: 610, y: 650 },
  { x: 80, y: 670 },
];
const picture = await pageOnGround(writtenPage(450, 600, 11), CORNERS, 700, 720);

async function scanned(request: string, raster: Raster = picture): Promise<{ raster: Raster; notes: string[] }> {
  const notes: string[] = [];
  const work = { ...quietWork(), note: (text: string) => void notes.push(text) };
  return { raster: await scan.apply(copyOf(raster), paramsOf(request), work), notes };
}

/** The level of the paper between the lines, at shares of the width. */
const between = (raster: Raster, share: number): readonly number[] =>
  pixelAt(
    raster,
    Math.round(raster.width * share),
    Math.round((raster.height * (LINES.first + 2.5 * LINES.apart + LINES.height / 2)) / 600),
  );

/** The shares of all points that are black or white, and that have a colour. */
function pointsOf({ data, width, height, channels }: Raster) {
  let [plain, coloured] = [0, 0];
  for (let at = 0; at < data.length; at += channels) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
    if (red < 8 || red > 247) plain++;
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 4) coloured++;
  }
  return { plain: plain / (width * height), coloured: coloured / (width * height) };
}

describe("scan", () => {
  it("lays the sheet flat in its proportions, and makes its paper white wherever the light was", async () => {
    const { raster, notes } = await scanned("scan this document");
    expect(raster.width / raster.height).toBeGreaterThan(0.68);
    expect(raster.width / raster.height).toBeLessThan(0.88);
    for (const share of [0.05, 0.5, 0.95])
      for (const level of between(raster, share).slice(0, 3)) expect(level).toBeGreaterThan(240);
    // The first stem of the first letter.
    const row = Math.round((raster.height * (LINES.first + LINES.height / 2)) / 600);
    const levels = Array.from(
      { length: 12 },
      (_, x) => pixelAt(raster, Math.round((raster.width * (LINES.left - 4 + x)) / 450), row)[1] ?? 255,
    );
    expect(Math.min(...levels)).toBeLessThan(110);
    expect(notes).toEqual(["The sheet was found by its four edges and laid flat"]);
  });

  it("leaves ink and paper alone in black and white, in the light and in the shade", async () => {
    const { raster } = await scanned("scan it in black and white");
    expect(pointsOf(raster).coloured).toBe(0);
    expect(pointsOf(raster).plain).toBeGreaterThan(0.9);
    for (const share of [0.05, 0.95]) expect(between(raster, share)[0]).toBe(255);
  });

  it("changes nothing but the shape where only that is asked for", async () => {
    const { raster } = await scanned("flatten the page");
    // Lit from the left, as it was.
    expect((between(raster, 0.1)[0] ?? 0) - (between(raster, 0.9)[0] ?? 0)).toBeGreaterThan(40);
  });

  it("evens the light of a page without edges, and says so", async () => {
    const page = writtenPage(450, 600, 11, [60, 55, 50], [178, 170, 150]);
    const { raster, notes } = await scanned("scan it", page);
    expect([raster.width, raster.height]).toEqual([450, 600]);
    expect(between(raster, 0.9)[2]).toBeGreaterThan(240);
    expect(notes[0]).toMatch(/^No sheet's edges were found/u);
  });

  it("turns text black and white without touching the shape", async () => {
    const { raster, notes } = await scanned("make it black and white text");
    expect([raster.width, raster.height]).toEqual([700, 720]);
    expect(notes).toEqual([]);
  });

  it.each(["dog-on-grass", "rose"] as const)("takes a photograph for no document: %s", async (name) => {
    await expect(scanned("scan this", await photograph(name))).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
  });
});
