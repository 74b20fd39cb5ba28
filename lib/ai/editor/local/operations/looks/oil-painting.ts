import { inRows } from "../../in-slices";
import type { Raster } from "../../raster";
import type { Work } from "../../work";
import { defineLook } from "./parts/define-look";
import { enlarged, type Sheet } from "./parts/enlarged";
import { flattened } from "./parts/flattened";
import { alongFlow, flowOf } from "./parts/flow";
import { hashNoise } from "./parts/hash-noise";
import { mediumPhrases } from "./parts/medium-phrases";
import { lightOf, type Values } from "./parts/planes";
import { workingCopy } from "./parts/working-copy";

/** Shorter side of the copy that is painted, in pixels. */
const CANVAS = 720;

/**
 * How colours and noise are drawn along a stroke, and how that noise becomes bristles: a few short steps and
 * then a few long ones reach about 10 pixels both ways, as many short ones would.
 */
const SMEAR = { reach: 1, stride: 1.9 };
const BRISTLES = { reach: 2, stride: 4.2 };

/** How much the ridges of paint catch the light, in levels. */
const RIDGES = 15;

/** Colour of paint is a little richer than that of things. */
const RICH = 1.14;

/** Oil paint: flat strokes that follow the shapes, with ridges of bristles that catch the light. */
export const oilPainting = defineLook({
  name: "oil-painting",
  title: "an oil painting",
  examples: ["make it look like an oil painting", "turn it into a painting", "painterly look"],
  names: ["painterly/painted"],
  things: ["painting", "oil/acrylic painting/painted/paint/paints?", "oils", "canvas painting"],
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
    const radius = Math.max(2, Math.round((1.7 + 1.7 * Math.min(1.8, amount)) * Math.sqrt(size)));
    const painted = await strokes(small, radius, RIDGES * Math.min(1.8, amount), work);
    return laidOver(raster, painted, Math.min(1, 0.4 + 0.6 * amount), work);
  },
});

async function strokes(small: Raster, radius: number, ridges: number, { signal }: Work): Promise<Sheet> {
  const { width, height } = small;
  const fine = Math.sqrt(Math.min(1, Math.min(width, height) / CANVAS));
  const flat = await flattened(small, radius, signal);
  const flow = flowOf(lightOf(flat), width, height, 3 * radius);
  const smear = { reach: SMEAR.reach, stride: SMEAR.stride * fine };
  const smeared = await alongFlow(withNoise(flat), width, height, flow, { ...smear, channels: 4 }, signal);
  const noise = new Float32Array(width * height);
  for (let at = 0; at < noise.length; at++) noise[at] = smeared[4 * at + 3] ?? 0;
  const bristles = await alongFlow(noise, width, height, flow, { ...BRISTLES, stride: BRISTLES.stride * fine }, signal);
  const data = new Uint8ClampedArray(width * height * 3);
  const most = ridges * fine;
  for (let at = 0, from = 0, to = 0; at < bristles.length; at++, from += 4, to += 3) {
    // Light from the upper left over the heights of the paint.
    const here = bristles[at] ?? 0;
    const slope = here - (bristles[at - width - 1] ?? here);
    const ridge = Math.min(1, Math.max(-1, slope / 56)) * most;
    const red = smeared[from] ?? 0;
    const green = smeared[from + 1] ?? 0;
    const blue = smeared[from + 2] ?? 0;
    const grey = (red + green + blue) / 3;
    data[to] = grey + (red - grey) * RICH + ridge;
    data[to + 1] = grey + (green - grey) * RICH + ridge;
    data[to + 2] = grey + (blue - grey) * RICH + ridge;
  }
  return { data, width, height, channels: 3 };
}

/** The colours of a raster without alpha, and beside them noise for bristles. */
function withNoise({ data, width, height }: Raster): Values {
  const values = new Float32Array(width * height * 4);
  for (let y = 0, from = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, from += 3, to += 4) {
      values[to] = data[from] ?? 0;
      values[to + 1] = data[from + 1] ?? 0;
      values[to + 2] = data[from + 2] ?? 0;
      values[to + 3] = 127 * hashNoise(x, y, 5);
    }
  }
  return values;
}

async function laidOver(raster: Raster, painted: Sheet, share: number, { signal }: Work): Promise<Raster> {
  const { data, width, height, channels } = raster;
  const full = enlarged(painted, width, height);
  const { row } = full;
  await inRows(width, height, signal, (y) => {
    full.moveTo(y);
    for (let from = 0, at = y * width * channels; from < row.length; from += 3, at += channels) {
      data[at] = mixed(data[at] ?? 0, row[from] ?? 0, share);
      data[at + 1] = mixed(data[at + 1] ?? 0, row[from + 1] ?? 0, share);
      data[at + 2] = mixed(data[at + 2] ?? 0, row[from + 2] ?? 0, share);
    }
  });
  return raster;
}

const mixed = (from: number, to: number, share: number): number =>
  share === 1 ? to : (from + (to - from) * share + 0.5) | 0;
