import { describe, expect, it } from "vitest";
import { paramsOf } from "../../tests/operations";
import { type Photograph, photograph } from "../../tests/photographs";
import { copyOf, paint, pixelAt, statsOf } from "../../tests/rasters";
import type { Raster } from "../../pixels/raster";
import { foliage, grain } from "../../tests/scenes";
import { quietWork } from "../../work";
import { restorePrint } from "./restore-print";

async function restored(request: string, raster: Raster): Promise<{ raster: Raster; notes: string[] }> {
  const notes: string[] = [];
  const work = { ...quietWork(), note: (text: string) => void notes.push(text) };
  return { raster: await restorePrint.apply(copyOf(raster), paramsOf(request), work), notes };
}

/** A soft picture with the grain of a print. */
const portrait = paint(480, 360, (x, y) => {
  const light = 105 + 45 * Math.sin(x / 110) + 30 * Math.cos(y / 80) + 3 * grain(x, y);
  return [Math.round(light + 12), Math.round(light), Math.round(light - 14)];
});

const isScratch = (x: number, y: number): boolean =>
  (Math.abs(x - 140 - y * 0.08) < 1.2 && y > 40 && y < 330) || (Math.abs(y - 250 - x * 0.05) < 1 && x > 200 && x < 420);
const isSpeck = (x: number, y: number): boolean => Math.hypot(x - 300, y - 90) < 2 || Math.hypot(x - 60, y - 200) < 2;

const damaged = paint(480, 360, (x, y) =>
  isScratch(x, y) || isSpeck(x, y)
    ? [238, 234, 226]
    : (pixelAt(portrait, x, y).slice(0, 3) as [number, number, number]),
);

function distance(one: Raster, other: Raster): number {
  let sum = 0;
  for (const [at, level] of one.data.entries()) sum += Math.abs(level - (other.data[at] ?? 0));
  return sum / one.data.length;
}

describe("restore-print", () => {
  it("fills scratches and specks so that less than a tenth of their harm is left", async () => {
    const { raster, notes } = await restored("remove the dust and scratches", damaged);
    expect(distance(raster, portrait)).toBeLessThan(0.1 * distance(damaged, portrait));
    expect(notes[0]).toMatch(/^2 scratches and 2 specks were found and filled/u);
  });

  it.each(["rose", "dog-on-grass", "woman-in-street", "three-men", "daisy"] satisfies Photograph[])(
    "hardly changes a photograph without scratches: %s",
    async (name) => {
      const before = await photograph(name);
      const after = await restored("remove the scratches", before).catch(() => null);
      expect(after === null ? 0 : distance(after.raster, before)).toBeLessThan(0.25);
    },
  );

  it("finds none in leaves, and says so", async () => {
    await expect(restored("remove the scratches", paint(320, 240, foliage))).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
    });
  });

  it("gives a faded print its range and neutral light back", async () => {
    const faded = paint(120, 90, (x, y) => {
      const level = ((x * 2 + y) % 100) / 100;
      return [Math.round(110 + 110 * level), Math.round(95 + 95 * level), Math.round(80 + 70 * level)];
    });
    const { raster } = await restored("fix the faded colours", faded);
    expect(statsOf(raster).spread).toBeGreaterThan(statsOf(faded).spread * 1.4);
    expect(statsOf(raster).red - statsOf(raster).blue).toBeLessThan((statsOf(faded).red - statsOf(faded).blue) * 0.4);
  });

  it("leaves colours that are not faded, and says so", async () => {
    const { notes } = await restored(
      "restore this old photo",
      paint(480, 360, (x, y) => {
        if (isScratch(x, y)) return [238, 234, 226];
        const [red, green, blue] = pixelAt(portrait, x, y);
        return y < 12 ? [4, 4, 4] : y > 350 ? [252, 252, 252] : [red, green, blue];
      }),
    );
    expect(notes.at(-1)).toMatch(/^The colours have their full range/u);
    await expect(restored("fix the faded colours", await photograph("dog-on-grass"))).rejects.toMatchObject({
      code: "NOTHING_CHANGED",
    });
  });
});
