import { spokenColour } from "../../../vocabulary/colours";
import { EngineError } from "../../../errors";
import type { Raster } from "../../../pixels/raster";
import { colourRange, type ColourRange } from "../../../regions/colour/colour-range";
import { followEdges } from "../../../regions/follow-edges";
import type { Mask } from "../../../regions/mask";
import { oklabOf } from "../../../regions/oklab-of";
import { smallCopy } from "../../../regions/small-copy";
import { colourPlace } from "./colour-place";

/** Longer side of the copy on which a colour is looked for, in pixels. */
const SMALL = 384;

/** Share of the picture that must surely have the colour for it to be worked on. */
const HARDLY_ANY = 0.0015;

/** Where a picture has a colour, by which names it goes, and what it is like there in the mean (Oklab). */
export type FoundColour = { range: ColourRange; mask: Mask; lightness: number; strength: number; hue: number };

/**
 * Looks for things of a named colour in a picture, along their edges.
 * @throws {EngineError} `NOTHING_CHANGED`, naming the colour, when there is hardly any of it.
 */
export async function findColour(raster: Raster, name: string, signal: AbortSignal): Promise<FoundColour> {
  const range = colourRange(name);
  if (range === null) throw hardlyAny(name);
  const small = await smallCopy(raster, SMALL);
  const { place, sure } = colourPlace(small, range);
  if (sure === 0 || sure < HARDLY_ANY) throw hardlyAny(name);
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
    mask: await followEdges(raster, small, place, signal),
    lightness: light / sum,
    strength: strength / sum,
    hue: Math.atan2(sumB, sumA),
  };
}

const hardlyAny = (name: string): EngineError =>
  new EngineError("NOTHING_CHANGED", {
    detail: `Hardly anything in this picture is ${spokenColour(name)}, so nothing was changed. It cost nothing.`,
  });
