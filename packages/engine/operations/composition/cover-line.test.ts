import { describe, expect, it } from "vitest";
import { paramsOf } from "../../tests/operations";
import { LINES, pageOnGround, writtenPage } from "../../tests/pages";
import { photograph } from "../../tests/photographs";
import { copyOf, pixelAt } from "../../tests/rasters";
import type { Raster } from "../../pixels/raster";
import { quietWork } from "../../work";
import { coverLine } from "./cover-line";

const PAGE = writtenPage(480, 560, 9);

async function covered(request: string, raster: Raster = PAGE): Promise<{ raster: Raster; notes: string[] }> {
  const notes: string[] = [];
  const work = { ...quietWork(), note: (text: string) => void notes.push(text) };
  return { raster: await coverLine.apply(copyOf(raster), paramsOf(request), work), notes };
}

/** For each line from the top whether all of its ink is gone, and whether none of it is. */
function fates(after: Raster, lines = 9): string[] {
  return Array.from({ length: lines }, (_, line) => {
    let [ink, kept] = [0, 0];
    for (let y = LINES.first + line * LINES.apart; y < LINES.first + line * LINES.apart + LINES.height; y++) {
      for (let x = 0; x < 480; x++) {
        const [before, now] = [pixelAt(PAGE, x, y)[0] ?? 0, pixelAt(after, x, y)[0] ?? 0];
        if (before > 100) continue;
        ink++;
        if (now === before) kept++;
      }
    }
    return kept === ink ? "kept" : kept === 0 ? "gone" : "half";
  });
}

const only = (...lines: number[]): string[] =>
  Array.from({ length: 9 }, (_, line) => (lines.includes(line + 1) ? "gone" : "kept"));

describe("cover-line", () => {
  it.each([
    ["black out line 3", 3],
    ["blur the first line", 1],
    ["pixelate the second line of text", 2],
    ["redact the last line", 9],
    ["hide the third line from the bottom", 7],
    ["cover the fourth line with white", 4],
    ["hide the line in the middle", 5],
    ["put a black bar over line 8", 8],
  ])("%s: all of line %i, and no other", async (request, line) => {
    const { raster, notes } = await covered(request);
    expect(fates(raster)).toEqual(only(line));
    expect(notes[0]).toMatch(new RegExp(`^9 lines of text were found, and line ${line} from the top was covered`, "u"));
  });

  it("covers all that is found, and says how many", async () => {
    const { raster, notes } = await covered("black out all the text");
    expect(fates(raster)).toEqual(only(1, 2, 3, 4, 5, 6, 7, 8, 9));
    expect(notes[0]).toMatch(/^9 lines of text were found and covered/u);
  });

  it("leaves no letter of what is blurred or pixelated: rows of one column are one level", async () => {
    for (const request of ["blur line 3", "pixelate line 3"]) {
      const { raster } = await covered(request);
      const top = LINES.first + 2 * LINES.apart;
      for (let x = LINES.left; x < 250; x++) {
        const levels = Array.from({ length: LINES.height }, (_, row) => pixelAt(raster, x, top + row).join());
        expect(new Set(levels).size).toBe(1);
      }
    }
  });

  it("finds lines of light letters on a dark ground", async () => {
    const dark = writtenPage(480, 560, 9, [225, 225, 225], [24, 26, 30]);
    const { notes } = await covered("black out line 3", dark);
    expect(notes[0]).toMatch(/^9 lines/u);
  });

  it("finds the lines of a page that is seen aslant", async () => {
    const corners = [
      { x: 150, y: 80 },
      { x: 590, y: 130 },
      { x: 610, y: 700 },
      { x: 90, y: 640 },
    ] as const;
    const { notes } = await covered("black out line 2", await pageOnGround(PAGE, corners, 720, 760));
    expect(notes[0]).toMatch(/^9 lines of text were found, and line 2/u);
  });

  it("covers nothing where there are fewer lines, no middle one, or none for certain", async () => {
    await expect(covered("black out line 10")).rejects.toMatchObject({ code: "NOTHING_CHANGED" });
    await expect(covered("hide the middle line", writtenPage(480, 560, 8))).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
    });
    await expect(covered("blur the text", await photograph("three-on-wall"))).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
    });
  });
});
