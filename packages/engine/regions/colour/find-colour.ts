import { EngineError } from "../../errors";
import { inRows } from "../../pixels/in-slices";
import { connectedComponents } from "../../pixels/connected-components";
import { type Plane, planeOf } from "../../pixels/plane";
import { oklabOf } from "../../pixels/oklab";
import type { Mask, Raster } from "../../pixels/raster";
import { smallCopy } from "../../pixels/resize";
import { smoothstep } from "../../pixels/smoothstep";
import type { StopSignal } from "../../stop-signal";
import { spokenColour } from "../../vocabulary/colours";
import { followEdges } from "../mask";
import { colourKinship, colourPlace, kinshipAt } from "./colour-place";
import { type SkinOf, mayBeSkin } from "./colour-mask";
import { type ColourRange, colourRange, colourShare } from "./colour-range";
import { coloursOf, growThing } from "./colour-thing";

/** Longer side of the copy on which a colour is looked for, in pixels. */
const SMALL = 384;

/** Share of the picture that must surely have the colour for it to be worked on. */
const HARDLY_ANY = 0.0015;

/** Where a picture has a colour, by which names it goes, and what it is like there in the mean (Oklab). */
export type FoundColour = { range: ColourRange; mask: Mask; lightness: number; strength: number; hue: number };

/**
 * Looks for things of a named colour in a picture, along their edges. With `wholly`, things are taken whole, with what is
 * paler or darker of them than the name allows; what `skinOf` says of a small copy is left out.
 * @throws {EngineError} `NOTHING_CHANGED`, naming the colour, when there is hardly any of it.
 */
export async function findColour(
  raster: Raster,
  name: string,
  signal: StopSignal,
  { wholly = false, skinOf = () => Promise.resolve(null) }: { wholly?: boolean; skinOf?: SkinOf } = {},
): Promise<FoundColour> {
  const range = colourRange(name);
  if (range === null) throw hardlyAny(name);
  const small = await smallCopy(raster, SMALL);
  const { place: near, sure } = colourPlace(small, range);
  if (sure === 0 || sure < HARDLY_ANY) throw hardlyAny(name);
  const skin = mayBeSkin(range) ? await skinOf(small) : null;
  const bare = planeOf(
    near.width,
    near.height,
    (index) => (near.values[index] ?? 0) * (1 - (skin?.values[index] ?? 0)),
  );
  const place = wholly && range.hue !== null ? withWholeThings(bare, small, range, skin) : bare;
  let [sum, light, sumA, sumB, strength] = [0, 0, 0, 0, 0];
  for (const [index, share] of place.values.entries()) {
    if (share === 0) continue;
    const at = index * 4;
    const [lightness, a, b] = oklabOf(small.data[at] ?? 0, small.data[at + 1] ?? 0, small.data[at + 2] ?? 0);
    sum += share;
    light += lightness * share;
    sumA += a * share;
    sumB += b * share;
    strength += Math.hypot(a, b) * share;
  }
  return {
    range,
    mask: followEdges(raster, small, place, signal),
    lightness: light / sum,
    strength: strength / sum,
    hue: Math.atan2(sumB, sumA),
  };
}

/** Areas of a colour of at least this share of the picture are looked at as things, so many at most. */
const WORTH = 0.0008;
const THINGS = 6;

/** From this share on a pixel surely has the colour. */
const SURELY = 0.8;

/** A place with all of the things of which it has a part that surely has the colour. */
function withWholeThings(place: Plane, small: Raster, range: ColourRange, skin: Plane | null): Plane {
  const { data, width, height } = small;
  const colours = coloursOf(small);
  const kinship = kinshipAt(small, range);
  const isBarred = (index: number): boolean => (skin?.values[index] ?? 0) > 0.5 || (data[index * 4 + 3] ?? 0) < 16;
  const seeds = Uint8Array.from(place.values, (_, index) => {
    const share = colourShare(range, data[index * 4] ?? 0, data[index * 4 + 1] ?? 0, data[index * 4 + 2] ?? 0);
    return share > SURELY && !isBarred(index) ? 1 : 0;
  });
  const out = place.values.slice();
  for (const core of connectedComponents(seeds, width).slice(0, THINGS)) {
    if (core.length < WORTH * seeds.length) break;
    const thing = growThing(colours, small, core, isBarred, kinship);
    for (const [index, share] of thing?.place.values.entries() ?? []) out[index] = Math.max(out[index] ?? 0, share);
  }
  return { values: out, width, height };
}

const hardlyAny = (name: string): EngineError =>
  new EngineError("NOTHING_CHANGED", {
    detail: `Hardly anything in this picture is ${spokenColour(name)}, so nothing was changed. It cost nothing.`,
  });

/** Bits of each channel that are told apart. */
const BITS = 6;
const SHIFT = 8 - BITS;

/** From this level of the mask on (0..1), a pixel with the colour itself wholly counts. */
const THERE = 0.6;

/**
 * How far each pixel follows what happens to a colour. One that has it itself does so wholly where the mask
 * lets it be; one in which it is mixed with another, at an edge, as far as it is in it: `mixed` tells that
 * from its share of the colour (by projection) and from the mask.
 */
export function ownOrMixed(
  { data, width, height, channels }: Raster,
  { range, mask, strength, hue }: FoundColour,
  mixed: (share: number, there: number) => number,
  signal: StopSignal,
): Mask {
  const kin = colourKinship(range);
  const own = new Int16Array(1 << (3 * BITS)).fill(-1);
  const shares = new Float32Array(own.length);
  const values = new Uint8Array(width * height);
  const [towardsA, towardsB] = [Math.cos(hue) / strength, Math.sin(hue) / strength];
  inRows(width, height, signal, (y) => {
    for (let pixel = y * width; pixel < (y + 1) * width; pixel++) {
      const there = (mask.values[pixel] ?? 0) / 255;
      if (there === 0) continue;
      const at = pixel * channels;
      const [r, g, b] = [(data[at] ?? 0) >> SHIFT, (data[at + 1] ?? 0) >> SHIFT, (data[at + 2] ?? 0) >> SHIFT];
      const key = (((r << BITS) | g) << BITS) | b;
      if (own[key] === -1) {
        const middle = (1 << SHIFT) >> 1;
        const colour = [(r << SHIFT) | middle, (g << SHIFT) | middle, (b << SHIFT) | middle] as const;
        const [, labA, labB] = oklabOf(...colour);
        own[key] = Math.round(255 * kin(...colour));
        shares[key] = Math.min(1, Math.max(0, labA * towardsA + labB * towardsB));
      }
      const itself = (own[key] ?? 0) / 255;
      const share = itself * smoothstep(0, THERE, there) + (1 - itself) * mixed(shares[key] ?? 0, there);
      values[pixel] = Math.round(255 * share);
    }
  });
  return { values, width, height };
}
