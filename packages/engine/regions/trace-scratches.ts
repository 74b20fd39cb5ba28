import { type Cv, withMats } from "../pixels/opencv";

/** What is seen of a small picture: how much each place stands out, how much all about it does, and its light. */
export type Seen = { hat: Uint8Array; around: Float32Array; light: Uint8Array; width: number; height: number };

/** A scratch is at least so long, as a share of the picture's longer side; gaps of so many pixels do not end it. */
const LONG = 0.028;
const GAP = 6;

/** Points in line that make one worth a look, and how many lines are looked at, at most. */
const VOTES = 24;
const MOST = 600;

/** Paper that shows through is so light, what is black so dark; and as even as that from end to end, in levels. */
const LIGHT = 195;
const DARK = 55;
const EVEN = { bright: 18, dark: 11 } as const;

/** How much a scratch stands out at least, in levels and times what is about it, and along how much of its length. */
const CLEAR = 22;
const TIMES = 4;
const WHOLE = { bright: 0.82, dark: 0.9 } as const;

/** Half its greatest width, how much of its length may be wider, and how far beside it the picture is looked at, in pixels. */
const HALF = 5;
const WIDER = 0.15;
const BESIDE = 7;

/** Both sides look alike to so many levels, or to this share of how much it stands out: it lies on what goes on under it. */
const ALIKE = { bright: 9, dark: 7 } as const;
const ALIKE_SHARE = { bright: 0.14, dark: 0.06 } as const;

/** Of a point of a scratch its neighbours across are of it as well from this share of what it stands out on. */
const SOFT = 0.3;

export const isExtreme = (light: number, isBright: boolean): boolean => (isBright ? light >= LIGHT : light <= DARK);

type Step = { at: number; x: number; y: number; offset: number };

/**
 * Marks with 255 the scratches of a picture: long lines, nearly straight and of one light, that lie on what goes on under
 * them; tells how many there are.
 */
export function traceScratches(seen: Seen, isBright: boolean, found: Uint8Array, cv: Cv): number {
  let count = 0;
  for (const line of linesOf(seen, isBright, cv)) {
    const length = Math.hypot(line.x2 - line.x1, line.y2 - line.y1);
    const along = { x: (line.x2 - line.x1) / length, y: (line.y2 - line.y1) / length };
    const path = follow(seen, line, along, length);
    if (path.filter(({ at }) => found[at] === 255).length > path.length / 2 || !isScratch(seen, path, along, isBright))
      continue;
    const level = meanOf(path, ({ at }) => seen.hat[at] ?? 0);
    const halves = path.flatMap((step) => [halfOf(seen, step, along, level, 1), halfOf(seen, step, along, level, -1)]);
    if (halves.filter((half) => half > HALF).length > WIDER * halves.length) continue;
    count++;
    const half = (halves.toSorted((one, other) => one - other)[Math.floor(halves.length * 0.8)] ?? 0) + 1;
    for (const step of [...path, ...beyond(seen, path, along, 1), ...beyond(seen, path, along, -1)]) {
      widen(seen, step, along, half, found);
    }
  }
  return count;
}

type Line = { x1: number; y1: number; x2: number; y2: number };

function linesOf({ hat, around, light, width, height }: Seen, isBright: boolean, cv: Cv): Line[] {
  return withMats((mat) => {
    const mask = mat(new cv.Mat(height, width, cv.CV_8UC1));
    for (let at = 0; at < hat.length; at++) {
      const isSeen = (hat[at] ?? 0) >= Math.max(CLEAR, TIMES * (around[at] ?? 0));
      mask.data[at] = isSeen && isExtreme(light[at] ?? 0, isBright) ? 255 : 0;
    }
    const out = mat(new cv.Mat());
    cv.HoughLinesP(mask, out, 1, Math.PI / 360, VOTES, LONG * Math.max(width, height), GAP);
    const ends: Int32Array = out.data32S;
    return Array.from({ length: Math.min(MOST, Math.floor(ends.length / 4)) }, (_, index) => {
      const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = ends.subarray(index * 4, index * 4 + 4);
      return { x1, y1, x2, y2 };
    });
  });
}

/** The place on a line across at which it stands out the most, near where it did before. */
function ridgeAt(
  { hat, width, height }: Seen,
  x: number,
  y: number,
  along: { x: number; y: number },
  near: number,
  reach: number,
): Step | null {
  let best: Step | null = null;
  let most = -1;
  for (let offset = near - reach; offset <= near + reach; offset++) {
    const [u, v] = [Math.round(x - along.y * offset), Math.round(y + along.x * offset)];
    if (u < 0 || v < 0 || u >= width || v >= height) continue;
    const value = (hat[v * width + u] ?? 0) - Math.abs(offset - near);
    if (value > most) [most, best] = [value, { at: v * width + u, x: u, y: v, offset }];
  }
  return best;
}

function follow(seen: Seen, { x1, y1 }: Line, along: { x: number; y: number }, length: number): Step[] {
  const path: Step[] = [];
  let near = 0;
  for (let t = 0; t <= length; t++) {
    const step = ridgeAt(seen, x1 + along.x * t, y1 + along.y * t, along, near, t === 0 ? 3 : 1);
    if (step === null) continue;
    near = Math.max(-4, Math.min(4, step.offset));
    path.push(step);
  }
  return path;
}

const meanOf = (path: readonly Step[], value: (step: Step) => number): number =>
  path.reduce((sum, step) => sum + value(step), 0) / Math.max(1, path.length);

function isScratch(
  { hat, around, light, width, height }: Seen,
  path: readonly Step[],
  along: { x: number; y: number },
  isBright: boolean,
): boolean {
  const kind = isBright ? "bright" : "dark";
  const clear = path.filter(({ at }) => (hat[at] ?? 0) >= Math.max(CLEAR, TIMES * (around[at] ?? 0)));
  if (clear.length < WHOLE[kind] * path.length) return false;
  const tone = meanOf(clear, ({ at }) => light[at] ?? 0);
  const spread = Math.sqrt(meanOf(clear, ({ at }) => ((light[at] ?? 0) - tone) ** 2));
  if (spread > EVEN[kind] || !isExtreme(tone, isBright)) return false;
  const beside = ({ x, y }: Step, by: number): number => {
    const u = Math.min(width - 1, Math.max(0, Math.round(x - along.y * by)));
    const v = Math.min(height - 1, Math.max(0, Math.round(y + along.x * by)));
    return light[v * width + u] ?? 0;
  };
  // The middle one: a scratch may cross the outlines of things, but does not follow one.
  const apart = clear
    .map((step) => Math.abs(beside(step, BESIDE) - beside(step, -BESIDE)))
    .toSorted((one, other) => one - other)[Math.floor(clear.length / 2)];
  return (apart ?? 0) <= Math.max(ALIKE[kind], ALIKE_SHARE[kind] * meanOf(clear, ({ at }) => hat[at] ?? 0));
}

/**
 * Beyond the end of a path a scratch goes on in its own light, to so many levels, where it stands out from what is there
 * at all; for so many lengths of the path at most, and with no longer gap than this in pixels.
 */
const SAME = 26;
const FAINT = 9;
const LENGTHS = 2;
const MISSES = 3;

/** How a scratch goes on beyond the end of a path. */
function beyond(seen: Seen, path: readonly Step[], along: { x: number; y: number }, way: 1 | -1): Step[] {
  const end = way === 1 ? path.at(-1) : path[0];
  const tone = meanOf(path, ({ at }) => seen.light[at] ?? 0);
  const more: Step[] = [];
  let [near, misses] = [0, 0];
  for (let t = 1; t <= LENGTHS * path.length && misses <= MISSES; t++) {
    const step = ridgeAt(seen, (end?.x ?? 0) + along.x * way * t, (end?.y ?? 0) + along.y * way * t, along, near, 1);
    if (step === null) break;
    const isSeen = (seen.hat[step.at] ?? 0) >= FAINT && Math.abs((seen.light[step.at] ?? 0) - tone) <= SAME;
    misses = isSeen ? 0 : misses + 1;
    // Where nothing is seen it goes on as it did.
    if (isSeen) near = step.offset;
    more.push(step);
  }
  return more.slice(0, more.length - misses);
}

/** How many pixels across, to one side, are of the scratch; more than the greatest half width where it does not end. */
function halfOf(
  { hat, width, height }: Seen,
  { x, y }: Step,
  along: { x: number; y: number },
  level: number,
  side: 1 | -1,
): number {
  for (let by = 1; by <= HALF; by++) {
    const u = Math.round(x - along.y * by * side);
    const v = Math.round(y + along.x * by * side);
    if (u < 0 || v < 0 || u >= width || v >= height || (hat[v * width + u] ?? 0) < SOFT * level) return by - 1;
  }
  return HALF + 1;
}

/** Marks the scratch across. */
function widen(
  { width, height }: Seen,
  { x, y }: Step,
  along: { x: number; y: number },
  half: number,
  found: Uint8Array,
): void {
  for (let by = -half; by <= half; by++) {
    const u = Math.round(x - along.y * by);
    const v = Math.round(y + along.x * by);
    if (u >= 0 && v >= 0 && u < width && v < height) found[v * width + u] = 255;
  }
}
