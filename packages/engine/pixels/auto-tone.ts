import { clamp } from "../how-much";
import { guidedFilter } from "./guided-filter";
import { lumaPlane } from "./plane";
import type { Raster } from "./raster";
import { ramp, smoothstep } from "./smoothstep";

/** How much light a picture is given, and where. */
export type AutoTone = {
  /** Factor with which the darkest levels begin to be raised; black and white stay. */
  gain: number;
  /** How much dark areas beside light ones are raised on top, 0..2. */
  lift: number;
  /** How much steeper the middle gets, 0..0.3. */
  contrast: number;
};

/** Up to where a level counts as nearly black, and which shares of it in a picture begin to be, and are, a night. */
const NEARLY_BLACK = 0.07;
const NIGHT = [0.3, 0.6] as const;

/** Levels of areas that are dark and light, and shares of the picture that begin to be, and are, much of each. */
const DARK_AREA = 0.27;
const LIGHT_AREA = 0.62;
const MUCH_DARK = [0.3, 0.6] as const;
const MUCH_LIGHT = [0.06, 0.3] as const;

/** By how much dark areas are raised at most where a picture is lit from behind. */
const BACKLIT = 1.1;

/** Where the median should lie, how far it is moved there, and the gains that are never left. */
const MIDDLE = 0.42;
const TOWARDS_MIDDLE = 0.5;
const MOST_GAIN = 2.2;
const LEAST_GAIN = 0.85;

/** Median above which a picture is too light by itself; snow and paper are not. */
const TOO_LIGHT = 0.72;

/** Light of a face that is well lit, how far a darker one is moved there, and which no face is raised above. */
const FACE = 0.5;
const TOWARDS_FACE = 0.65;
export const LIGHTEST_FACE = 0.6;

/** Gains for a face that are never left. */
const LEAST_FOR_FACE = 0.7;
const MOST_FOR_FACE = 2.2;

/** Standard deviation of light, 0..1, below which a picture is flat, and how much contrast a flat one gets. */
const LIVELY = 0.24;
const FLAT = 0.12;
const MOST_CONTRAST = 0.16;

/** Longer side and flatness as in `applyLocalTone`, by which the areas are told apart. */
const REACH = 1 / 16;
const EDGE = 26 ** 2;

/** How much of a picture is so dark that it was taken at night, 0..1; of a small raster without alpha. */
export function nightOf(small: Raster): number {
  const { values } = lumaPlane(small);
  return smoothstep(
    ...NIGHT,
    shareOf(values, (light) => light < NEARLY_BLACK * 255),
  );
}

const shareOf = (values: Float32Array, holds: (value: number) => boolean): number => {
  let count = 0;
  for (const value of values) if (holds(value)) count++;
  return count / Math.max(1, values.length);
};

/** Mean light 0..1 of the faces of a picture, what it was before its colours were changed, and how much it weighs, 0..1. */
export type FaceLight = { light: number; was: number; weight: number };

/** What light a picture wants: by its faces where it has some, else by its own middle. */
export function autoToneOf(small: Raster, face: FaceLight | null): AutoTone {
  const light = lumaPlane(small);
  const night = nightOf(small);
  const sorted = light.values.toSorted();
  const median = clamp((sorted[Math.floor(sorted.length / 2)] ?? 128) / 255, 0.02, 0.98);
  const radius = Math.max(1, Math.round(Math.min(light.width, light.height) * REACH));
  const { slope, offset } = guidedFilter(light, light, radius, EDGE);
  const areas = light.values.map((value, at) => ((slope.values[at] ?? 0) * value + (offset.values[at] ?? 0)) / 255);
  const dark = shareOf(areas, (level) => level < DARK_AREA);
  const bright = shareOf(areas, (level) => level > LIGHT_AREA);
  const backlit = ramp(dark, ...MUCH_DARK) * ramp(bright, ...MUCH_LIGHT) * (1 - night);

  const wanted = median < MIDDLE ? MIDDLE : median > TOO_LIGHT ? TOO_LIGHT : median;
  const own = gainTo(median, median + (wanted - median) * TOWARDS_MIDDLE * (1 - night));
  let gain = clamp(own, LEAST_GAIN, MOST_GAIN);
  if (face !== null) {
    const wanted = Math.max(gain, gainTo(face.light, face.light + Math.max(0, FACE - face.light) * TOWARDS_FACE));
    const most = gainTo(face.light, Math.max(face.was, LIGHTEST_FACE));
    gain += (clamp(Math.min(wanted, most), LEAST_FOR_FACE, MOST_FOR_FACE) - gain) * face.weight;
  }
  const deviation = Math.sqrt(variance(light.values)) / 255;
  const contrast = MOST_CONTRAST * ramp(deviation, LIVELY, FLAT);
  return { gain, lift: BACKLIT * backlit, contrast };
}

function variance(values: Float32Array): number {
  let [sum, squares] = [0, 0];
  for (const value of values) [sum, squares] = [sum + value, squares + value * value];
  return Math.max(0, squares / values.length - (sum / values.length) ** 2);
}

/** The gain by which `raised` sends one level to the other. */
function gainTo(from: number, to: number): number {
  const [x, y] = [clamp(from, 0.02, 0.98), clamp(to, 0.02, 0.98)];
  return (y * (1 - x)) / (x * (1 - y));
}

/** A curve through black and white that begins with this slope. */
const raised = (level: number, gain: number): number => (level * gain) / (1 + (gain - 1) * level);

/** Levels of an area below which noise and the blocks of JPEG live: the first is not raised at all, the second wholly. */
const NOISE = [0.01, 0.1] as const;

/** Up to which level dark areas reach, and how much the area counts beside the pixel itself. */
const END = 0.6;
const SURROUNDINGS = 0.75;

/** The new level of a pixel from that of its area and its own, 0..1, for `applyLocalTone`. */
export function toneOf({ gain, lift, contrast }: AutoTone): (around: number, own: number) => number {
  return (around, own) => {
    const level = around * SURROUNDINGS + own * (1 - SURROUNDINGS);
    const sure = smoothstep(...NOISE, level);
    const shadows = level >= END ? 1 : 1 + lift * sure * (1 - level / END) ** 2;
    const local = Math.min(1, own * shadows);
    const lit = local + (raised(local, gain) - local) * (gain > 1 ? sure : 1);
    return lit + contrast * 4 * lit * (1 - lit) * (lit - 0.45);
  };
}
