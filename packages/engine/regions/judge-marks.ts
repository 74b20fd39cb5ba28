import { type Cv, withMats } from "../pixels/opencv";
import { isExtreme, type Seen } from "./trace-scratches";

/** A connected thing that stands out, as it is measured; lengths in pixels, light in levels. */
export type Mark = {
  points: number[];
  /** The share of its points that stand out strongly. */
  strong: number;
  length: number;
  width: number;
  /** Its light, where it stands out the most: its edges are soft. */
  light: number;
  /** How much it stands out, and how much everything about it does. */
  hat: number;
  around: number;
  /** How far the light on both sides of it differs: about nothing where something lies on a picture that goes on under it. */
  sides: number;
};

/** The share of its strongest tenth from which on a point of a mark is of its core. */
const CORE = 0.7;

/** How far beside a mark the picture is looked at, beyond its width, in pixels; and at how many places. */
const BESIDE = 3;
const SAMPLES = 80;

/**
 * The connected things of a plane that have at least one strong point, measured. `level`: 0 nothing, 1 stands out, 2
 * strongly.
 */
export function marksOf({ level, hat, around, light, width, height }: Seen & { level: Uint8Array }, cv: Cv): Mark[] {
  const labels = labelled(level, width, height, cv);
  const points = new Map<number, number[]>();
  for (const [at, label] of labels.entries()) {
    if (label === 0) continue;
    const list = points.get(label);
    if (list === undefined) points.set(label, [at]);
    else list.push(at);
  }
  return [...points.values()].filter((list) => list.some((at) => level[at] === 2)).map((list) => measured(list));

  function measured(list: number[]): Mark {
    const count = list.length;
    const mean = (value: (at: number) => number): number => list.reduce((sum, at) => sum + value(at), 0) / count;
    const x = mean((at) => at % width);
    const y = mean((at) => Math.floor(at / width));
    const xx = mean((at) => ((at % width) - x) ** 2);
    const yy = mean((at) => (Math.floor(at / width) - y) ** 2);
    const xy = mean((at) => ((at % width) - x) * (Math.floor(at / width) - y));
    const root = Math.sqrt(((xx - yy) / 2) ** 2 + xy * xy);
    // The variance of an even line is a twelfth of the square of its length.
    const length = Math.sqrt(12 * ((xx + yy) / 2 + root)) + 1;
    const turn = Math.atan2(2 * xy, xx - yy) / 2;
    const sorted = list.map((at) => hat[at] ?? 0).toSorted((one, other) => other - one);
    const core = list.filter((at) => (hat[at] ?? 0) >= CORE * (sorted[Math.floor(count / 10)] ?? 0));
    const tone = core.reduce((sum, at) => sum + (light[at] ?? 0), 0) / core.length;
    return {
      points: list,
      strong: mean((at) => (level[at] === 2 ? 1 : 0)),
      length,
      width: count / length,
      light: tone,
      hat: core.reduce((sum, at) => sum + (hat[at] ?? 0), 0) / core.length,
      around: mean((at) => around[at] ?? 0),
      sides: sidesOf(list, { x: -Math.sin(turn), y: Math.cos(turn) }, count / length + BESIDE),
    };
  }

  /** The mean difference of the light this far from points of a mark, to both sides. */
  function sidesOf(list: readonly number[], normal: { x: number; y: number }, away: number): number {
    const step = Math.max(1, Math.floor(list.length / SAMPLES));
    const lightAt = (at: number, by: number): number => {
      const x = Math.min(width - 1, Math.max(0, Math.round((at % width) + normal.x * by)));
      const y = Math.min(height - 1, Math.max(0, Math.round(Math.floor(at / width) + normal.y * by)));
      return light[y * width + x] ?? 0;
    };
    const sampled = list.filter((_, index) => index % step === 0);
    return sampled.reduce((sum, at) => sum + Math.abs(lightAt(at, away) - lightAt(at, -away)), 0) / sampled.length;
  }
}

function labelled(level: Uint8Array, width: number, height: number, cv: Cv): Int32Array {
  return withMats((mat) => {
    const mask = mat(cv.matFromArray(height, width, cv.CV_8UC1, level));
    const labels = mat(new cv.Mat());
    cv.connectedComponents(mask, labels, 8, cv.CV_32S as number);
    return labels.data32S.slice();
  });
}

/** Both sides of what lies on a picture look alike to so many levels, or to this share of how much it stands out. */
const ALIKE = 12;
const ALIKE_SHARE = 0.2;
const areSidesAlike = ({ sides, hat }: Mark): boolean => sides <= Math.max(ALIKE, ALIKE_SHARE * hat);

/** A speck is at most so long, as a share of the picture's longer side, and nothing else is about it. */
const SMALL = 0.012;
const LONE = 7;
const CLEAR = 30;

/** Whether a thing is a speck of dust. */
export function isSpeck(mark: Mark, isBright: boolean, longer: number): boolean {
  const { points, length, width, light, strong, hat, around } = mark;
  const isDot = length <= SMALL * longer && length <= 2 * width && points.length >= 4;
  return (
    isDot &&
    isExtreme(light, isBright) &&
    strong >= 0.4 &&
    hat >= CLEAR &&
    around <= LONE &&
    hat >= 8 * around &&
    areSidesAlike(mark)
  );
}
