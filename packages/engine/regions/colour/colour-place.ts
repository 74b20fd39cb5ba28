import { type Triple, oklabOf } from "../../pixels/oklab";
import { type Plane, planeOf } from "../../pixels/plane";
import type { Raster } from "../../pixels/raster";
import { smoothstep } from "../../pixels/smoothstep";
import { type ColourRange, colourShare } from "./colour-range";
import { spreadAlong, withoutHues } from "./without-hues";

/** How far beyond a range a hue is still akin, as a share of the range's width: narrow ranges have near neighbours. */
const HUES = 0.32;

/** The least strength that is akin, wholly and not at all, as shares of the least of the range. */
const STRENGTH = { none: 0.3, whole: 0.75 };

/** Lightness below which strength counts in proportion to it: shade takes both away. */
const SHADY = 0.62;
const DARKEST = 0.12;

/** How far beyond a range lightness and strength are still akin; shade goes down to shares of its darkest. */
const LIGHTER = 0.15;
const SHADED = { none: 0.25, whole: 0.45 };
const STRONGER = 0.04;

/** How far a colour (levels 0..255) may be the shade, the shine or a variety of one in the range, 0..1. */
export function colourKinship(range: ColourRange): (red: number, green: number, blue: number) => number {
  const [from, to] = range.hue ?? [0, 360];
  const [middle, half] = [(from + to) / 2, (to - from) / 2];
  const fade = half * 2 * HUES;
  const [darkest, lightest] = range.lightness;
  const [least, most] = range.chroma;
  return (red, green, blue) => {
    const [lightness, a, b] = oklabOf(red, green, blue);
    const chroma = Math.hypot(a, b);
    const lit = chroma / Math.min(1, Math.max(DARKEST, lightness) / SHADY);
    const strong = least === 0 ? 1 : smoothstep(least * STRENGTH.none, least * STRENGTH.whole, lit);
    const bounded =
      smoothstep(darkest * SHADED.none, darkest * SHADED.whole, lightness) *
      (1 - smoothstep(lightest + LIGHTER / 2, lightest + LIGHTER, lightness)) *
      (1 - smoothstep(most, most + STRONGER, chroma));
    if (range.hue === null || strong === 0) return strong * bounded;
    const hue = (Math.atan2(b, a) * 180) / Math.PI;
    const apart = Math.abs(((((hue - middle) % 360) + 540) % 360) - 180);
    return strong * bounded * (1 - smoothstep(half, half + fade, apart));
  };
}

/** How far each place of a small copy with alpha may have a colour, 0..1. */
export function kinshipAt({ data }: Raster, range: ColourRange): (index: number) => number {
  const kin = colourKinship(range);
  return (index) => kin(data[index * 4] ?? 0, data[index * 4 + 1] ?? 0, data[index * 4 + 2] ?? 0);
}

/** From this share on a pixel surely has the colour, and what is akin to it goes on from there. */
const SURE = 0.8;

/** How much akin a pixel must be to belong to what is next to it. */
const AKIN = 0.25;

/** Shade has at least this share of the strength for its lightness that the lit part next to it has. */
const SHADE = 0.85;

/** Lightness from which on what is paler may be shine. */
const SHINE = 0.75;

/** How far from where it is sure a thing goes on at most, as a share of the longer side. */
const REACH = 0.16;

/** Alpha below which a pixel counts as nothing. */
const NOTHING = 16;

/**
 * Where a small copy (with alpha) shows things of a colour: what surely has it, and what is akin to it (its
 * shade, its shine) and goes on from there. `sure` is the share of pixels that surely have it.
 */
export function colourPlace(small: Raster, range: ColourRange): { place: Plane; sure: number } {
  const { data, width, height } = small;
  const colours: Triple[] = [];
  const kin = colourKinship(range);
  const near = new Float32Array(width * height);
  const steps = new Int32Array(width * height).fill(-1);
  const seeds = new Int32Array(width * height);
  const certain: number[] = [];
  for (let index = 0; index < steps.length; index++) {
    const [red, green, blue] = [data[index * 4] ?? 0, data[index * 4 + 1] ?? 0, data[index * 4 + 2] ?? 0];
    colours.push(oklabOf(red, green, blue));
    if ((data[index * 4 + 3] ?? 0) < NOTHING) continue;
    const share = colourShare(range, red, green, blue);
    near[index] = Math.max(share, kin(red, green, blue));
    if (share < SURE) continue;
    [steps[index], seeds[index]] = [0, index];
    certain.push(index);
  }
  const sure = certain.length / Math.max(1, steps.length);
  const most = Math.max(2, Math.round(Math.max(width, height) * REACH));
  const goesOn = (seed: number, next: number): boolean => {
    const [lit, shaded] = [colours[seed], colours[next]];
    if (lit === undefined || shaded === undefined) return false;
    return shaded[0] >= Math.max(SHINE, lit[0]) || strengthOf(shaded) >= SHADE * strengthOf(lit);
  };
  // At its own edge a thing is mixed with what is behind it, which it must not go on to.
  const queue = certain.filter((index) =>
    [index - 1, index + 1, index - width, index + width].every((beside) => (steps[beside] ?? 0) === 0),
  );
  const queued = new Uint8Array(steps.length);
  for (const index of queue) queued[index] = 1;
  for (let at = 0; at < queue.length; at++) {
    const index = queue[at] ?? 0;
    const step = (steps[index] ?? 0) + 1;
    const x = index % width;
    const seed = seeds[index] ?? 0;
    for (const next of [x > 0 ? index - 1 : -1, x < width - 1 ? index + 1 : -1, index - width, index + width]) {
      if (next < 0 || next >= steps.length || queued[next] === 1) continue;
      if ((near[next] ?? 0) < AKIN || !goesOn(seed, next)) continue;
      const isCertain = steps[next] === 0;
      if (!isCertain && step > most) continue;
      [steps[next], seeds[next], queued[next]] = [isCertain ? 0 : step, seed, 1];
      queue.push(next);
    }
  }
  // Towards the end of the reach it fades.
  const place = planeOf(width, height, (index) => {
    const step = steps[index] ?? -1;
    return step < 0 ? 0 : (near[index] ?? 0) * Math.min(1, (1.5 * (most + 1 - step)) / most);
  });
  return { place: spreadAlong(withoutHues(place, colours), colours), sure };
}

const strengthOf = ([lightness, a, b]: Triple): number => Math.hypot(a, b) / Math.max(0.05, lightness);
