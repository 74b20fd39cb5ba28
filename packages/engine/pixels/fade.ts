import { clamp } from "../how-much";
import type { StopSignal } from "../stop-signal";
import { levelBelow } from "./histogram";
import { inSlices } from "./in-slices";
import type { Raster } from "./raster";
import { smallOpaqueCopy } from "./resize";

/** Longer side of the copy that is counted, in pixels. */
const COUNTED = 500;

/** Of each channel, the shares of all points that are taken for its darkest and its lightest. */
const ENDS = [0.005, 0.995] as const;

/** A print whose channels reach over less than this, or whose lightest points differ by more among them, is faded, 0..1. */
const NARROW = 0.74;
const TINTED = 0.1;

/** Where the ends go, how far they are moved there, and how many times the range may grow. */
const [BLACK, WHITE] = [0.03, 0.97];
const SHARE = 0.9;
const MOST = 1.9;

/**
 * What gives the dyes of a faded print their range back: for each channel a table of levels, by where it ends; `null` when
 * the picture is not faded.
 */
export async function unfadingTables(raster: Raster): Promise<readonly Uint8Array[] | null> {
  const { data, width, height } = await smallOpaqueCopy(raster, COUNTED);
  const ends = [0, 1, 2].map((channel) => {
    const counts = Array.from({ length: 256 }, () => 0);
    for (let at = channel; at < width * height * 3; at += 3) {
      const level = data[at] ?? 0;
      counts[level] = (counts[level] ?? 0) + 1;
    }
    return { low: levelBelow(counts, ENDS[0]), high: levelBelow(counts, ENDS[1]) };
  });
  const widest = Math.max(...ends.map(({ low, high }) => high - low));
  const highs = ends.map(({ high }) => high);
  const lows = ends.map(({ low }) => low);
  const isTinted = Math.max(...highs) - Math.min(...highs) > TINTED && Math.min(...lows) > BLACK * 2;
  if (widest >= NARROW && !isTinted) return null;
  return ends.map(({ low, high }) => {
    const gain = Math.min(MOST, (WHITE - BLACK) / Math.max(0.05, high - low));
    // What cannot be stretched all the way keeps its middle between the two.
    const middle = (low + high) / 2 + ((BLACK + WHITE) / 2 - (low + high) / 2) * SHARE;
    return Uint8Array.from({ length: 256 }, (_, level) => {
      const stretched = (level / 255 - (low + high) / 2) * gain + middle;
      return Math.round(clamp(level / 255 + (stretched - level / 255) * SHARE, 0, 1) * 255);
    });
  });
}

/** Puts each channel through its table. Overwrites the raster; alpha stays. */
export function throughTables(
  { data, width, height, channels }: Raster,
  tables: readonly Uint8Array[],
  signal: StopSignal,
): void {
  inSlices(width * height, signal, (from, to) => {
    for (let at = from * channels; at < to * channels; at += channels) {
      for (let channel = 0; channel < 3; channel++)
        data[at + channel] = tables[channel]?.[data[at + channel] ?? 0] ?? 0;
    }
  });
}
