import { z } from "zod";

/** A share with the interval in which it lies by 95 % (Wilson's, which holds for few as well): all 0..1. */
export const shareSchema = z
  .strictObject({
    share: z.number().min(0).max(1),
    low: z.number().min(0).max(1),
    high: z.number().min(0).max(1),
    of: z.int().positive().meta({ description: "How many it is a share of." }),
  })
  .meta({ id: "Share", description: "A share with its 95 % interval (Wilson)." });

export type Share = z.infer<typeof shareSchema>;

/** 97.5 % of a normal distribution lie below. */
const Z = 1.959964;

/** How large a share `part` is of `all`, and between what it may truly lie; `null` of none. */
export function shareOf(part: number, all: number): Share | null {
  if (all <= 0) return null;
  const share = part / all;
  const middle = (share + Z ** 2 / (2 * all)) / (1 + Z ** 2 / all);
  const half = (Z / (1 + Z ** 2 / all)) * Math.sqrt((share * (1 - share)) / all + Z ** 2 / (4 * all ** 2));
  return {
    share: rounded(share),
    low: part === 0 ? 0 : rounded(middle - half),
    high: part === all ? 1 : rounded(middle + half),
    of: all,
  };
}

const rounded = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * 1e4) / 1e4;

/** How far a time that is told by its bucket may be off, as a share of itself. */
export const TIME_ERROR = 0.05;

/** Each bucket reaches so much further than the one before; the database counts by the same. */
const GROWTH = (1 + TIME_ERROR) / (1 - TIME_ERROR);

/** Seconds that a bucket of times stands for: off by 5 % at most from any time in it. */
export const secondsOfBucket = (bucket: number): number => (2 * GROWTH ** (bucket + 1)) / (GROWTH + 1) / 1000;

/** The bucket of a time in milliseconds. */
export const bucketOf = (ms: number): number => Math.floor(Math.log(Math.max(ms, 1)) / Math.log(GROWTH));

export const timesSchema = z
  .strictObject({
    p50: z.number().min(0),
    p90: z.number().min(0),
    p99: z.number().min(0),
    edits: z.int().positive(),
  })
  .meta({ id: "Times", description: "Seconds; each off by up to 5 % of itself, since times are counted in buckets." });

export type Times = z.infer<typeof timesSchema>;

/** Percentiles over buckets in any order; `null` of none. Buckets of several days and editors may be put together. */
export function timesOf(buckets: ReadonlyArray<{ bucket: number; edits: number }>): Times | null {
  const counted = new Map<number, number>();
  for (const { bucket, edits } of buckets) counted.set(bucket, (counted.get(bucket) ?? 0) + edits);
  const ordered = [...counted].toSorted(([a], [b]) => a - b);
  const all = ordered.reduce((total, [, edits]) => total + edits, 0);
  if (all <= 0) return null;
  const percentile = (share: number): number => {
    // The nearest rank: the smallest time that so many do not exceed.
    let left = Math.ceil(share * all);
    const found = ordered.find(([, edits]) => (left -= edits) <= 0) ?? ordered.at(-1);
    return Number(secondsOfBucket(found?.[0] ?? 0).toPrecision(3));
  };
  return { p50: percentile(0.5), p90: percentile(0.9), p99: percentile(0.99), edits: all };
}
