import { tentBlur } from "../../pixels/box-filter";
import { oklabOf } from "../../pixels/oklab";
import { type Plane, planeOf } from "../../pixels/plane";
import type { Raster } from "../../pixels/raster";
import { throughSharp } from "../../pixels/resize";
import { NOTHING } from "./is-cut-out";

/** Colour differences count more than those of light, which shade and vignettes make as well. */
const WEIGHTS = [1, 2, 2] as const;

/** Passes over the picture, alternately from its top left and its bottom right; more change next to nothing. */
const PASSES = 4;

/** Share of the bottom edge, from each corner, that counts as background: between them a person may stand. */
const CORNER = 0.15;

/**
 * How much each place stands out from what reaches the edges of the picture, 0..1: the least change of
 * colour that a way from an edge to it has to go through (minimum barrier distance: Strand et al. 2013,
 * in the raster scan of Zhang et al. 2015). Shade and soft backgrounds do not stand out, things do.
 */
export function standOut(small: Raster): Plane {
  const { width, height } = small;
  const labs = labPlanes(small);
  const cost = new Float32Array(width * height).fill(Number.POSITIVE_INFINITY);
  const [light, a, b] = labs;
  const [lightLow, aLow, bLow] = [light.slice(), a.slice(), b.slice()];
  const [lightHigh, aHigh, bHigh] = [light.slice(), a.slice(), b.slice()];
  for (let index = 0; index < cost.length; index++) if (isEdge(index, width, height)) cost[index] = 0;

  const step = (index: number, from: number): void => {
    const known = cost[index] ?? 0;
    if ((cost[from] ?? 0) >= known) return;
    const ofLight = light[index] ?? 0;
    const ofA = a[index] ?? 0;
    const ofB = b[index] ?? 0;
    const lowLight = Math.min(lightLow[from] ?? 0, ofLight);
    const lowA = Math.min(aLow[from] ?? 0, ofA);
    const lowB = Math.min(bLow[from] ?? 0, ofB);
    const highLight = Math.max(lightHigh[from] ?? 0, ofLight);
    const highA = Math.max(aHigh[from] ?? 0, ofA);
    const highB = Math.max(bHigh[from] ?? 0, ofB);
    const sum = (highLight - lowLight) * WEIGHTS[0] + (highA - lowA) * WEIGHTS[1] + (highB - lowB) * WEIGHTS[2];
    if (sum >= known) return;
    cost[index] = sum;
    lightLow[index] = lowLight;
    aLow[index] = lowA;
    bLow[index] = lowB;
    lightHigh[index] = highLight;
    aHigh[index] = highA;
    bHigh[index] = highB;
  };
  for (let pass = 0; pass < PASSES; pass++) {
    const isDown = pass % 2 === 0;
    for (let turn = 0; turn < cost.length; turn++) {
      const index = isDown ? turn : cost.length - 1 - turn;
      const x = index % width;
      if (isDown) {
        if (x > 0) step(index, index - 1);
        if (index >= width) step(index, index - width);
      } else {
        if (x < width - 1) step(index, index + 1);
        if (index < width * (height - 1)) step(index, index + width);
      }
    }
  }
  let most = 0;
  for (const value of cost) if (value > most && value < Number.POSITIVE_INFINITY) most = value;
  return planeOf(width, height, (index) => (most < 0.02 ? 0 : Math.min(1, (cost[index] ?? 0) / most)));
}

function isEdge(index: number, width: number, height: number): boolean {
  const x = index % width;
  if (index < width || x === 0 || x === width - 1) return true;
  return index >= width * (height - 1) && Math.min(x, width - 1 - x) < width * CORNER;
}

/** Lightness and the two colour axes of Oklab, tentBlur. */
function labPlanes({ data, width, height }: Raster): [Float32Array, Float32Array, Float32Array] {
  const plane = (): Float32Array => new Float32Array(width * height);
  const [light, a, b] = [plane(), plane(), plane()];
  for (let index = 0; index < width * height; index++) {
    const lab = oklabOf(data[index * 4] ?? 0, data[index * 4 + 1] ?? 0, data[index * 4 + 2] ?? 0);
    light[index] = lab[0];
    a[index] = lab[1];
    b[index] = lab[2];
  }
  const soft = (values: Float32Array): Float32Array => tentBlur({ values, width, height }, 1).values;
  return [soft(light), soft(a), soft(b)];
}

/** A copy (with alpha) in which what is transparent has the colour of what covers nearest to it. */
export function withoutCorners(small: Raster): Raster {
  const { width, height } = small;
  const data = Buffer.from(small.data);
  const queue: number[] = [];
  const isKnown = new Uint8Array(width * height);
  for (let pixel = 0; pixel < isKnown.length; pixel++) {
    if ((data[pixel * 4 + 3] ?? 0) < NOTHING) continue;
    isKnown[pixel] = 1;
    queue.push(pixel);
  }
  if (queue.length === isKnown.length) return small;
  for (let at = 0; at < queue.length; at++) {
    const pixel = queue[at] ?? 0;
    const x = pixel % width;
    for (const next of [x > 0 ? pixel - 1 : -1, x < width - 1 ? pixel + 1 : -1, pixel - width, pixel + width]) {
      if (next < 0 || next >= isKnown.length || isKnown[next] === 1) continue;
      isKnown[next] = 1;
      data.copy(data, next * 4, pixel * 4, pixel * 4 + 4);
      queue.push(next);
    }
  }
  return { ...small, data };
}

/** Side of the median, in pixels. */
const MEDIAN = 3;

/** Mean difference of a level from the median around it, 0..255, from which on a picture is grainy. */
const GRAINY = 4;

/** Pixels of the shorter side below which a median would take things and not only grain. */
const COARSE = 100;

/** A small copy without its grain, over which GrabCut takes long; one that has none stays as it is, with its thin stems and hairs. */
export async function withoutGrain(small: Raster): Promise<Raster> {
  if (Math.min(small.width, small.height) < COARSE) return small;
  const calm = await throughSharp(small, (image) => image.median(MEDIAN));
  let sum = 0;
  for (let at = 0; at < small.data.length; at++) {
    // Every fourth byte is alpha.
    if (at % 4 < 3) sum += Math.abs((small.data[at] ?? 0) - (calm.data[at] ?? 0));
  }
  return sum / (small.data.length * 0.75) > GRAINY ? calm : small;
}
