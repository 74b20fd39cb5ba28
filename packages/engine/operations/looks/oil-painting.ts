import type { StopSignal } from "../../stop-signal";
import { type Sheet, enlarged } from "../../pixels/cubic-rows";
import { type Flow, alongFlow, flowOf } from "../../pixels/edge-flow";
import { inRows } from "../../pixels/in-slices";
import { kuwahara } from "../../pixels/kuwahara";
import { hashNoise } from "../../pixels/noise";
import { type Plane, lumaPlane } from "../../pixels/plane";
import type { Raster } from "../../pixels/raster";
import { workingCopy } from "../../pixels/resize";
import type { Work } from "../../work";
import { defineLook, mediumPhrases } from "../define-look";

/** Shorter side of the copy that is painted, in pixels. */
const CANVAS = 720;

/** How far colours and noise are drawn along a stroke, both ways, in pixels. */
const SMEAR = 1.9;

/** How that noise becomes bristles: a few long steps reach about 10 pixels both ways, as many short ones would. */
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
    const painted = strokes(small, radius, RIDGES * Math.min(1.8, amount), work);
    return laidOver(raster, painted, Math.min(1, 0.4 + 0.6 * amount), work);
  },
});

function strokes(small: Raster, radius: number, ridges: number, { signal }: Work): Sheet {
  const { width, height } = small;
  const fine = Math.sqrt(Math.min(1, Math.min(width, height) / CANVAS));
  const flat = kuwahara(small, radius, signal);
  const flow = flowOf(lumaPlane(flat), 3 * radius);
  const { colours, noise } = smeared(flat, flow, SMEAR * fine, signal);
  const { values: bristles } = alongFlow(noise, flow, { ...BRISTLES, stride: BRISTLES.stride * fine }, signal);
  const data = new Uint8ClampedArray(width * height * 3);
  const most = ridges * fine;
  for (let at = 0, to = 0; at < bristles.length; at++, to += 3) {
    // Light from the upper left over the heights of the paint.
    const here = bristles[at] ?? 0;
    const slope = here - (bristles[at - width - 1] ?? here);
    const ridge = Math.min(1, Math.max(-1, slope / 56)) * most;
    const red = colours[to] ?? 0;
    const green = colours[to + 1] ?? 0;
    const blue = colours[to + 2] ?? 0;
    const grey = (red + green + blue) / 3;
    data[to] = grey + (red - grey) * RICH + ridge;
    data[to + 1] = grey + (green - grey) * RICH + ridge;
    data[to + 2] = grey + (blue - grey) * RICH + ridge;
  }
  return { data, width, height, channels: 3 };
}

/** The colours of a raster without alpha, and noise, each as the mean of what lies before, at and behind it in the flow. */
function smeared(
  { data, width, height }: Raster,
  { vectors, width: half }: Flow,
  reach: number,
  signal: StopSignal,
): { colours: Uint8Array; noise: Plane } {
  const raw = new Float32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) raw[at] = 127 * hashNoise(x, y, 5);
  }
  const colours = new Uint8Array(width * height * 3);
  const noise = new Float32Array(width * height);
  const [right, bottom] = [width - 1, height - 1];
  inRows(width, height, signal, (y) => {
    for (let x = 0, at = y * width, to = at * 3; x < width; x++, at++, to += 3) {
      const flow = ((y >> 1) * half + (x >> 1)) * 2;
      const across = (vectors[flow] ?? 0) * reach;
      const down = (vectors[flow + 1] ?? 0) * reach;
      // Half a pixel on, so that cutting off rounds.
      const above = Math.max(0, Math.min(bottom, (y + 0.5 - down) | 0));
      const below = Math.max(0, Math.min(bottom, (y + 0.5 + down) | 0));
      const before = above * width + Math.max(0, Math.min(right, (x + 0.5 - across) | 0));
      const behind = below * width + Math.max(0, Math.min(right, (x + 0.5 + across) | 0));
      noise[at] = ((raw[before] ?? 0) + (raw[at] ?? 0) + (raw[behind] ?? 0)) / 3;
      const [one, other] = [before * 3, behind * 3];
      colours[to] = ((data[one] ?? 0) + (data[to] ?? 0) + (data[other] ?? 0) + 1) / 3;
      colours[to + 1] = ((data[one + 1] ?? 0) + (data[to + 1] ?? 0) + (data[other + 1] ?? 0) + 1) / 3;
      colours[to + 2] = ((data[one + 2] ?? 0) + (data[to + 2] ?? 0) + (data[other + 2] ?? 0) + 1) / 3;
    }
  });
  return { colours, noise: { values: noise, width, height } };
}

function laidOver(raster: Raster, painted: Sheet, share: number, { signal }: Work): Raster {
  const { data, width, height, channels } = raster;
  const full = enlarged(painted, width, height);
  const { row } = full;
  inRows(width, height, signal, (y) => {
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
