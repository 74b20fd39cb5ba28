import { spokenColour } from "@/lib/ai/local/colours";
import type { Raster } from "../../raster";
import type { Mask } from "../mask";
import { notFound } from "../not-found";
import { partsOf } from "../parts";
import { planeOf, softened, type Plane } from "../sky/plane";
import { smoothstep } from "../sky/smoothstep";
import { smallCopy } from "../small-copy";
import { byColour } from "./by-colour";
import { colourRange } from "./colour-range";
import { colourShare } from "./colour-share";

/** Longer side of the copy on which the colour is looked for, in pixels. */
const SMALL = 384;

/** Below this share of the picture a colour counts as not there. */
const LEAST = 0.0015;

/** Gaps of about twice this many pixels of the small copy do not part one thing in two, as a car's trim does. */
const BRIDGE = 2;

/**
 * Where a picture has a colour, by the name that people have for it; with `largest` only the largest
 * connected area.
 * @throws {AppError} `NOTHING_CHANGED`, naming it, when there is none worth mentioning.
 */
export async function colourMask(raster: Raster, name: string, largest: boolean, signal: AbortSignal): Promise<Mask> {
  const range = colourRange(name);
  const what = `anything ${spokenColour(name)}`;
  if (range === null) throw notFound(what);
  const share = (red: number, green: number, blue: number): number => colourShare(range, red, green, blue);
  const small = await smallCopy(raster, SMALL);
  const { data, width, height } = small;
  const found = planeOf(width, height, (index) =>
    (data[index * 4 + 3] ?? 0) < 16
      ? 0
      : share(data[index * 4] ?? 0, data[index * 4 + 1] ?? 0, data[index * 4 + 2] ?? 0),
  );
  const where = largest ? largestOf(found) : found;
  if (where.values.reduce((sum, value) => sum + value, 0) < Math.max(0.5, LEAST * width * height)) throw notFound(what);
  return byColour(raster, share, around(where), signal);
}

/** The place itself and its nearest surroundings, so that the full picture decides on the edge. */
function around(where: Plane): Plane {
  const near = softened(where, 1);
  return planeOf(where.width, where.height, (index) => smoothstep(0.02, 0.25, near.values[index] ?? 0));
}

function largestOf(found: Plane): Plane {
  const { width, height, values } = found;
  const near = softened(found, BRIDGE);
  const joined = Uint8Array.from(values, (value, index) => (Math.max(value, near.values[index] ?? 0) > 0.4 ? 1 : 0));
  const part = new Uint8Array(values.length);
  for (const index of partsOf(joined, width)[0] ?? []) part[index] = 1;
  return planeOf(width, height, (index) => (part[index] === 1 ? (values[index] ?? 0) : 0));
}
