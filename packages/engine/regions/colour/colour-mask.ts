import { spokenColour } from "../../vocabulary/colours";
import type { Raster } from "../../pixels/raster";
import type { Mask } from "../mask";
import { nothingOfColour } from "../nothing-of-colour";
import { notFound } from "../not-found";
import { planeOf, softened, type Plane } from "../plane";
import { smoothstep } from "../../pixels/smoothstep";
import { smallCopy } from "../small-copy";
import { byColour } from "./by-colour";
import { colourRange } from "./colour-range";
import { colourShare } from "./colour-share";
import { largestArea } from "./largest-area";

/** Longer side of the copy on which the colour is looked for, in pixels. */
const SMALL = 384;

/** Below this share of the picture a colour counts as not there. */
const LEAST = 0.0015;

/**
 * Where a picture has a colour, by the name that people have for it; with `largest` only the largest
 * connected area.
 * @throws {EngineError} `NOTHING_CHANGED`, naming it, when there is none worth mentioning, or no area is clearly
 * the largest.
 */
export async function colourMask(raster: Raster, name: string, largest: boolean, signal: AbortSignal): Promise<Mask> {
  const range = colourRange(name);
  if (range === null) throw nothingOfColour(name);
  const share = (red: number, green: number, blue: number): number => colourShare(range, red, green, blue);
  const small = await smallCopy(raster, SMALL);
  const { data, width, height } = small;
  const found = planeOf(width, height, (index) =>
    (data[index * 4 + 3] ?? 0) < 16
      ? 0
      : share(data[index * 4] ?? 0, data[index * 4 + 1] ?? 0, data[index * 4 + 2] ?? 0),
  );
  const where = largest ? largestArea(found) : found;
  if (where === null) throw notFound(`one ${spokenColour(name)} area that is clearly the largest`);
  if (where.values.reduce((sum, value) => sum + value, 0) < Math.max(0.5, LEAST * width * height))
    throw nothingOfColour(name);
  return byColour(raster, share, around(where), signal);
}

/** The place itself and its nearest surroundings, so that the full picture decides on the edge. */
function around(where: Plane): Plane {
  const near = softened(where, 1);
  return planeOf(where.width, where.height, (index) => smoothstep(0.02, 0.25, near.values[index] ?? 0));
}
