import { inRows } from "../../in-slices";
import type { Raster } from "../../raster";
import { defineLook } from "./parts/define-look";
import { flattened } from "./parts/flattened";
import { mediumPhrases } from "./parts/medium-phrases";
import { packed } from "./parts/packed";
import { boxBlur, planesOf, type Values } from "./parts/planes";
import { textureOf } from "./parts/texture";
import { noiseReader } from "./parts/noise-reader";
import { atSize, workingCopy } from "./parts/working-copy";

/** Shorter side of the copy that is painted, in pixels. */
const SHEET = 760;

/** How far edges waver on the copy, in pixels, and over which distance. */
const WAVER = 2.2;
const WAVES = 22;

/** How much pigment gathers at the edges of a wash, and how unevenly it settles. */
const RIM = 0.5;
const CLOUDS = 0.2;

/** Difference in levels at which a rim is as dark as it gets, and the size of uneven patches on the copy, in pixels. */
const DARK_RIM = 26;
const PATCH = 50;

/** Levels by which the tooth of the paper shows. */
const TOOTH = 5;

/** Watercolour: light washes with wavering edges, pigment that gathers at the rims, and paper that shows. */
export const watercolour = defineLook({
  name: "watercolour",
  title: "a watercolour",
  examples: ["make it look like a watercolor", "turn it into a watercolour painting", "paint it in watercolours"],
  names: [
    "watercolour/watercolor/watercolours/watercolors/aquarelle painting/painted?",
    "water colour/colours painting/painted?",
  ],
  say: mediumPhrases("paint", [
    "watercolour/watercolor/watercolours/watercolors/aquarelle paint/paints/paper?",
    "water colour/colours",
  ]),
  changes: ["light", "contrast", "colour", "sharpness", "content"],
  look: "watercolour",
  means: "light washes with wavering rims on paper",
  async apply(raster, amount, { signal }) {
    const small = await workingCopy(raster, SHEET);
    const { width, height } = small;
    const size = Math.min(width, height) / SHEET;
    const flat = await flattened(small, Math.max(2, Math.round((3 + 2 * Math.min(1.6, amount)) * Math.sqrt(size))));
    signal.throwIfAborted();
    const wet = wavered(flat, width, height, size);
    signal.throwIfAborted();
    settle(wet, width, height, Math.min(1.5, amount), size);
    const full = await atSize(packed(wet, width, height), raster.width, raster.height);
    return onPaper(raster, full, Math.min(1, 0.4 + 0.6 * amount), signal);
  },
});

/** The planes read a little beside each place, as a hand is not exact. */
function wavered(planes: readonly Values[], width: number, height: number, size: number): [Values, Values, Values] {
  const out: [Values, Values, Values] = [
    new Float32Array(width * height),
    new Float32Array(width * height),
    new Float32Array(width * height),
  ];
  const reach = WAVER * size;
  const waves = noiseReader([41, 43], width, height, Math.max(4, WAVES * size));
  for (let y = 0; y < height; y++) {
    waves.moveTo(y);
    for (let x = 0; x < width; x++) {
      const column = Math.min(width - 1, Math.max(0, Math.round(x + reach * waves.at(0, x))));
      const row = Math.min(height - 1, Math.max(0, Math.round(y + reach * waves.at(1, x))));
      for (let plane = 0; plane < 3; plane++) {
        const target = out[plane];
        if (target !== undefined) target[y * width + x] = planes[plane]?.[row * width + column] ?? 0;
      }
    }
  }
  return out;
}

/** Lightens to washes, and lets pigment gather: more of it is darker and stronger in colour. */
function settle(planes: [Values, Values, Values], width: number, height: number, amount: number, size: number): void {
  const [, , , light] = planesOf(packed(planes, width, height));
  const soft = boxBlur(light, width, height, 1);
  const wide = boxBlur(light, width, height, Math.max(2, Math.round(4 * size)));
  const clouds = noiseReader([51], width, height, Math.max(8, PATCH * size));
  for (let y = 0; y < height; y++) {
    clouds.moveTo(y);
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const rim = Math.min(1, Math.max(0, ((wide[at] ?? 0) - (soft[at] ?? 0)) / DARK_RIM));
      const pigment = amount * (RIM * rim + CLOUDS * clouds.at(0, x));
      const grey = light[at] ?? 0;
      for (let channel = 0; channel < 3; channel++) {
        const plane = planes[channel];
        if (plane === undefined) continue;
        const level = Math.min(1, Math.max(0, (grey + ((plane[at] ?? 0) - grey) * 1.2) / 255));
        const wash = 1 - (1 - level) ** 1.25 * 0.86;
        plane[at] = 255 * Math.min(1, Math.max(0, wash - (wash - wash * wash) * pigment * 1.4));
      }
    }
  }
}

async function onPaper(raster: Raster, full: Raster, share: number, signal: AbortSignal): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const tooth = textureOf("grain", width, Math.max(1, Math.min(width, height) / 600));
  await inRows(width, height, signal, (y) => {
    tooth.moveTo(y);
    for (let x = 0, at = y * width * channels, from = y * width * 3; x < width; x++, at += channels, from += 3) {
      const paper = TOOTH * tooth.at(x);
      for (let channel = 0; channel < 3; channel++) {
        const was = data[at + channel] ?? 0;
        // White paper stays white; where pigment lies, it settles in the hollows.
        const wash = full.data[from + channel] ?? 0;
        const painted = wash * 0.985 + paper * (0.25 + (255 - wash) / 255);
        data[at + channel] = Math.min(255, Math.max(0, Math.round(was + (painted - was) * share)));
      }
    }
  });
  return raster;
}
