import { createHash } from "node:crypto";
import type { Raster } from "../pixels/raster";
import type { Work } from "../work";

/** Tells a picture from what an operation made of it in the same memory. */
function printOf({ data, width, height, channels }: Raster): string {
  // All of it: samples at even steps may miss a channel, a column, or a part of the picture.
  const print = createHash("sha1").update(data).digest("base64");
  return `${width}×${height}×${channels} ${print}`;
}

/**
 * Takes looks at pictures of one kind, each once for an edit and a picture, however many operations and regions ask for it:
 * what a net sees costs seconds on a busy machine. What it gives is shared, so it must not be written on.
 *
 *     const seen = lookOnce<Plane>();
 *     seen(raster, "from near", work, () => look(raster));
 *
 * `how` tells apart what is looked for in different ways.
 */
export function lookOnce<Seen>() {
  const ofEdits = new WeakMap<object, Map<string, Promise<Seen>>>();
  return (raster: Raster, how: string, { edit }: Work, look: () => Promise<Seen>): Promise<Seen> => {
    const seen = ofEdits.get(edit) ?? new Map<string, Promise<Seen>>();
    ofEdits.set(edit, seen);
    const key = `${printOf(raster)} ${how}`;
    const before = seen.get(key);
    if (before !== undefined) return before;
    const now = look();
    seen.set(key, now);
    return now;
  };
}
