import { createHash } from "node:crypto";
import type { Raster } from "../pixels/raster";

/** Pixels that are looked at at once. */
const BLOCK = 1 << 16;

/** A fingerprint of what a raster shows: the colour of a wholly transparent pixel is nothing anybody sees. */
export function visiblePrint({ data, width, height, channels }: Raster): string {
  const hash = createHash("sha1");
  const name = (): string => `${width}x${height}x${channels} ${hash.digest("base64")}`;
  if (channels === 3) {
    hash.update(data);
    return name();
  }
  const block = Buffer.alloc(BLOCK * 4);
  for (let from = 0; from < data.length; from += block.length) {
    const length = data.copy(block, 0, from, Math.min(data.length, from + block.length));
    for (let at = 0; at < length; at += 4) if (block[at + 3] === 0) block.fill(0, at, at + 3);
    hash.update(block.subarray(0, length));
  }
  return name();
}
