import { clamp } from "../how-much";
import { lumaOf } from "./colour-matrix";
import { levelBelow } from "./histogram";
import type { Raster } from "./raster";

/** Shares of the pixels that may end at black and at white in each channel. */
const BLACK = 0.003;
const WHITE = 0.004;

/** Where the ends are put, 0..1. */
const DARKEST = 0.012;
const LIGHTEST = 0.985;

/** What spans less than this is plain and is not spread at all; up to the second figure it is spread as far as that. */
const PLAIN = 0.05;
const NARROWEST = 0.3;

/** How far a channel's own ends may lie from those of the light: beyond it is the picture's own colour. */
const APART = 0.09;

/** How often each level of red, green, blue and luma stands in a raster without alpha. */
type Counts = { channels: readonly number[][]; light: number[] };

function countsOf({ data }: Raster): Counts {
  const empty = (): number[] => Array.from({ length: 256 }, () => 0);
  const [channels, light] = [[empty(), empty(), empty()], empty()];
  const count = (counts: number[] | undefined, level: number): void => {
    if (counts !== undefined) counts[level] = (counts[level] ?? 0) + 1;
  };
  for (let at = 0; at + 2 < data.length; at += 3) {
    for (let channel = 0; channel < 3; channel++) count(channels[channel], data[at + channel] ?? 0);
    count(light, Math.round(lumaOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)));
  }
  return { channels, light };
}

/** What becomes of a level 0..1 of each channel. */
export type ChannelMaps = readonly [red: Map1, green: Map1, blue: Map1];
type Map1 = (level: number) => number;

/**
 * Maps that spread each channel over the whole range, for a small raster without alpha; the same for all with `own` 0,
 * by each channel's own ends with 1. `most` is the factor by which nothing is spread more.
 */
export function channelEnds(small: Raster, own: number, most: number): ChannelMaps {
  const { channels, light } = countsOf(small);
  const lightEnds = [levelBelow(light, BLACK), levelBelow(light, 1 - WHITE)] as const;
  const ends = channels.map((counts) => [levelBelow(counts, BLACK), levelBelow(counts, 1 - WHITE)] as const);
  // So that no channel is cut off where all share their ends.
  const common = [
    Math.min(lightEnds[0], ...ends.map(([low]) => low)),
    Math.max(lightEnds[1], ...ends.map(([, high]) => high)),
  ] as const;
  const [red, green, blue] = ends.map(([low, high]): Map1 => {
    const near = (value: number, middle: number): number => clamp(value, middle - APART, middle + APART);
    return spread(
      common[0] + (near(low, lightEnds[0]) - common[0]) * own,
      common[1] + (near(high, lightEnds[1]) - common[1]) * own,
      most,
    );
  });
  const same: Map1 = (level) => level;
  return [red ?? same, green ?? same, blue ?? same];
}

function spread(dark: number, light: number, most: number): Map1 {
  if (light - dark < PLAIN) return (level) => level;
  const lacking = Math.max(0, NARROWEST - (light - dark)) / 2;
  const low = Math.max(0, dark - lacking);
  const high = Math.min(1, light + lacking);
  // Never less range than there was.
  const [from, to] = [Math.min(low, DARKEST), Math.max(high, LIGHTEST)];
  const slope = Math.min(most, (to - from) / (high - low));
  return (level) => clamp(from + (level - low) * slope, 0, 1);
}
