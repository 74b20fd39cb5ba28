import { decodeQueue } from "./decode-queue";
import { openPicture, openPixels, readPixels } from "./decoder";

type Bytes = { bytes: Uint8Array; contentType: string };

/** Pixels between two turns of the event loop. */
const SLICE = 1_000_000;

/**
 * Puts `edited` into `source` where `mask` is white, and keeps every pixel of `source` where it is
 * black; greys mix. Edited picture and mask are stretched to the source's size. A PNG.
 */
export async function keepOutsideMask(mask: Bytes, source: Bytes, edited: Bytes): Promise<Bytes> {
  return decodeQueue.run(0, async () => {
    const kept = await readPixels(openPicture(source.bytes, "error"));
    const size = { width: kept.width, height: kept.height, fit: "fill" } as const;
    const opaque = kept.channels === 3 ? ({ background: "white" } as const) : null;
    const change = openPicture(edited.bytes, "error").resize(size);
    const changed = await readPixels(opaque === null ? change.ensureAlpha() : change.flatten(opaque));
    const shape = await readPixels(openPicture(mask.bytes, "error").resize(size).flatten({ background: "black" }));
    const { channels } = kept;
    const pixels = kept.width * kept.height;
    for (let from = 0; from < pixels; from += SLICE) {
      for (let at = from; at < Math.min(from + SLICE, pixels); at += 1) {
        const share = shape.data[at * 3] ?? 0;
        if (share === 0) continue;
        for (let channel = 0; channel < channels; channel += 1) {
          const index = at * channels + channel;
          const own = kept.data[index] ?? 0;
          kept.data[index] = Math.round(own + (((changed.data[index] ?? 0) - own) * share) / 255);
        }
      }
      await new Promise((resolve) => setImmediate(resolve));
    }
    return { bytes: await openPixels(kept).png().toBuffer(), contentType: "image/png" };
  });
}
