import { inRows } from "../../../pixels/in-slices";
import type { Raster } from "../../../pixels/raster";
import type { Mask } from "../../../regions/mask";
import { oklabOf } from "../../../regions/oklab-of";
import { colourKinship } from "./colour-kinship";
import type { FoundColour } from "./find-colour";
import { smoothstep } from "../../../pixels/smoothstep";

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
export async function ownOrMixed(
  { data, width, height, channels }: Raster,
  { range, mask, strength, hue }: FoundColour,
  mixed: (share: number, there: number) => number,
  signal: AbortSignal,
): Promise<Mask> {
  const kin = colourKinship(range);
  const own = new Int16Array(1 << (3 * BITS)).fill(-1);
  const shares = new Float32Array(own.length);
  const values = new Uint8Array(width * height);
  const [towardsA, towardsB] = [Math.cos(hue) / strength, Math.sin(hue) / strength];
  await inRows(width, height, signal, (y) => {
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
