import type { Raster } from "../pixels/raster";
import type { Work } from "../work";

/** How many bytes of a picture tell it from another one: whatever an operation changes is among them. */
const SAMPLED = 1 << 16;

/** Tells a picture from what an operation made of it in the same memory. */
function printOf({ data, width, height, channels }: Raster): string {
  const step = Math.max(1, Math.floor(data.length / SAMPLED));
  let hash = 0x811c9dc5;
  for (let at = 0; at < data.length; at += step) hash = Math.imul(hash ^ (data[at] ?? 0), 0x01000193);
  return `${width}×${height}×${channels} ${hash >>> 0}`;
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
