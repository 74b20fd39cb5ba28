import { inRows } from "../../in-slices";
import type { Raster } from "../../raster";
import type { Work } from "../../work";
import { defineLook } from "./parts/define-look";
import { flattened } from "./parts/flattened";
import { alongFlow, flowOf } from "./parts/flow";
import { hashNoise } from "./parts/hash-noise";
import { mediumPhrases } from "./parts/medium-phrases";
import { packed } from "./parts/packed";
import { planesOf } from "./parts/planes";
import { atSize, workingCopy } from "./parts/working-copy";

/** Shorter side of the copy that is painted, in pixels. */
const CANVAS = 850;

/** Half the length of a brush stroke there. */
const STROKE = 12;

/** How much the ridges of paint catch the light, in levels. */
const RIDGES = 15;

/** Colour of paint is a little richer than that of things. */
const RICH = 1.14;

/** Oil paint: flat strokes that follow the shapes, with ridges of bristles that catch the light. */
export const oilPainting = defineLook({
  name: "oil-painting",
  title: "an oil painting",
  examples: ["make it look like an oil painting", "turn it into a painting", "painterly look"],
  names: ["oil/acrylic painting/painted/paint/paints?", "oils", "painterly/painted", "canvas painting"],
  say: mediumPhrases("paint", [
    "painting",
    "oil/acrylic painting?",
    "painting on canvas?",
    "oil/acrylic on canvas",
    "oils",
  ]),
  changes: ["light", "contrast", "colour", "sharpness", "content"],
  look: "oil-painting",
  means: "flat strokes that follow the shapes, with ridges of paint",
  async apply(raster, amount, work) {
    const size = Math.min(1, Math.min(raster.width, raster.height) / CANVAS);
    const small = await workingCopy(raster, CANVAS);
    const radius = Math.max(2, Math.round((2 + 2 * Math.min(1.8, amount)) * Math.sqrt(size)));
    const painted = await strokes(small, radius, work);
    const full = await atSize(painted, raster.width, raster.height);
    return laidOver(raster, full, Math.min(1, 0.4 + 0.6 * amount), work);
  },
});

async function strokes(small: Raster, radius: number, { signal }: Work): Promise<Raster> {
  const { width, height } = small;
  const flat = await flattened(small, radius);
  signal.throwIfAborted();
  const [, , , light] = planesOf(packed(flat, width, height));
  const flow = await flowOf(light, width, height, 3 * radius);
  const noise = Float32Array.from(
    { length: width * height },
    (_, at) => 127 * hashNoise(at % width, (at / width) | 0, 5),
  );
  const [bristles = noise] = alongFlow([noise], flow, STROKE / 2, 2);
  signal.throwIfAborted();
  const [red = flat[0], green = flat[1], blue = flat[2]] = alongFlow(flat, flow, 3);
  for (let at = 0; at < width * height; at++) {
    // Light from the upper left over the heights of the paint.
    const slope = (bristles[at] ?? 0) - (bristles[at - width - 1] ?? bristles[at] ?? 0);
    const ridge = Math.min(1, Math.max(-1, slope / 60)) * RIDGES;
    const r = red[at] ?? 0;
    const g = green[at] ?? 0;
    const b = blue[at] ?? 0;
    const grey = (r + g + b) / 3;
    red[at] = grey + (r - grey) * RICH + ridge;
    green[at] = grey + (g - grey) * RICH + ridge;
    blue[at] = grey + (b - grey) * RICH + ridge;
  }
  return packed([red, green, blue], width, height);
}

async function laidOver(raster: Raster, full: Raster, share: number, { signal }: Work): Promise<Raster> {
  const { data, width, height, channels } = raster;
  await inRows(width, height, signal, (y) => {
    for (let x = 0, at = y * width * channels, from = y * width * 3; x < width; x++, at += channels, from += 3) {
      for (let channel = 0; channel < 3; channel++) {
        const was = data[at + channel] ?? 0;
        data[at + channel] = Math.round(was + ((full.data[from + channel] ?? 0) - was) * share);
      }
    }
  });
  return raster;
}
