import type { StopSignal } from "../../stop-signal";
import { tentBlur } from "../../pixels/box-filter";
import { type Sheet, enlarged } from "../../pixels/cubic-rows";
import { textureOf } from "../../pixels/grain";
import { inRows } from "../../pixels/in-slices";
import { kuwahara } from "../../pixels/kuwahara";
import { noiseReader } from "../../pixels/noise";
import { lumaPlane } from "../../pixels/plane";
import type { Raster } from "../../pixels/raster";
import { workingCopy } from "../../pixels/resize";
import { fillRow } from "../../pixels/stretched-rows";
import { defineLook, mediumPhrases } from "../define-look";

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

/** The level of a wash by that of the picture, in parts of a level, and by how much pigment that gathers darkens it. */
const PARTS = 8;
const WASHES = Float32Array.from(
  { length: 255 * PARTS + 1 },
  (_, part) => 255 * (1 - (1 - part / (255 * PARTS)) ** 1.25 * 0.86),
);
const DEPTHS = WASHES.map((wash) => 1.4 * (wash - (wash * wash) / 255));

/** Levels by which the tooth of the paper shows. */
const TOOTH = 5;

/** Watercolour: light washes with wavering edges, pigment that gathers at the rims, and paper that shows. */
export const watercolour = defineLook({
  name: "watercolour",
  title: "a watercolour",
  examples: ["make it look like a watercolor", "turn it into a watercolour painting", "paint it in watercolours"],
  names: ["watercolour/watercolor/watercolours/watercolors painted"],
  things: [
    "watercolour/watercolor/watercolours/watercolors/aquarelle painting?",
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
    const size = Math.min(small.width, small.height) / SHEET;
    const radius = Math.max(2, Math.round((3 + 2 * Math.min(1.6, amount)) * Math.sqrt(size)));
    const wet = wavered(kuwahara(small, radius, signal), size);
    signal.throwIfAborted();
    settle(wet, Math.min(1.5, amount), size);
    signal.throwIfAborted();
    return onPaper(raster, wet, Math.min(1, 0.4 + 0.6 * amount), signal);
  },
});

/** The picture read a little beside each place, as a hand is not exact. */
function wavered({ data, width, height }: Raster, size: number): Raster {
  const out = Buffer.alloc(width * height * 3);
  const reach = WAVER * size;
  const waves = noiseReader([41, 43], width, height, Math.max(4, WAVES * size));
  const [right, down] = [new Float32Array(width), new Float32Array(width)];
  for (let y = 0, to = 0; y < height; y++) {
    waves.moveTo(y);
    fillRow(waves, 0, right);
    fillRow(waves, 1, down);
    for (let x = 0; x < width; x++, to += 3) {
      const column = Math.min(width - 1, Math.max(0, Math.floor(x + reach * (right[x] ?? 0) + 0.5)));
      const row = Math.min(height - 1, Math.max(0, Math.floor(y + reach * (down[x] ?? 0) + 0.5)));
      const from = (row * width + column) * 3;
      out[to] = data[from] ?? 0;
      out[to + 1] = data[from + 1] ?? 0;
      out[to + 2] = data[from + 2] ?? 0;
    }
  }
  return { data: out, width, height, channels: 3 };
}

/** Lightens to washes, and lets pigment gather: more of it is darker and stronger in colour. Overwrites the picture. */
function settle(wet: Raster, amount: number, size: number): void {
  const { data, width, height } = wet;
  const light = lumaPlane(wet);
  const soft = tentBlur(light, 1).values;
  const wide = tentBlur(light, Math.max(2, Math.round(4 * size))).values;
  const clouds = noiseReader([51], width, height, Math.max(8, PATCH * size));
  const cloud = new Float32Array(width);
  for (let y = 0, at = 0, to = 0; y < height; y++) {
    clouds.moveTo(y);
    fillRow(clouds, 0, cloud);
    for (let x = 0; x < width; x++, at++) {
      const rim = Math.min(1, Math.max(0, ((wide[at] ?? 0) - (soft[at] ?? 0)) / DARK_RIM));
      const pigment = amount * (RIM * rim + CLOUDS * (cloud[x] ?? 0));
      const grey = light.values[at] ?? 0;
      for (const end = to + 3; to < end; to++) {
        const level = Math.min(255, Math.max(0, grey + ((data[to] ?? 0) - grey) * 1.2));
        const part = (level * PARTS + 0.5) | 0;
        data[to] = bounded((WASHES[part] ?? 0) - (DEPTHS[part] ?? 0) * pigment + 0.5);
      }
    }
  }
}

function onPaper(raster: Raster, wet: Sheet, share: number, signal: StopSignal): Raster {
  const { data, width, height, channels } = raster;
  const full = enlarged(wet, width, height);
  const { row } = full;
  const kept = 1 - share;
  const tooth = textureOf("grain", width, Math.max(1, Math.min(width, height) / 600));
  inRows(width, height, signal, (y) => {
    full.moveTo(y);
    tooth.moveTo(y);
    for (let x = 0, at = y * width * channels, from = 0; x < width; x++, at += channels, from += 3) {
      // White paper stays white; where pigment lies, it settles in the hollows.
      const paper = TOOTH * tooth.at(x);
      const wash = (0.985 - paper / 255) * share;
      const bare = 1.25 * paper * share + 0.5;
      data[at] = bounded((data[at] ?? 0) * kept + (row[from] ?? 0) * wash + bare);
      data[at + 1] = bounded((data[at + 1] ?? 0) * kept + (row[from + 1] ?? 0) * wash + bare);
      data[at + 2] = bounded((data[at + 2] ?? 0) * kept + (row[from + 2] ?? 0) * wash + bare);
    }
  });
  return raster;
}

const bounded = (level: number): number => (level <= 0 ? 0 : level >= 255 ? 255 : level | 0);
