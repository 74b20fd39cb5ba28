import { setImmediate as nextTurn } from "node:timers/promises";

/** Milliseconds of pixel work after which other work of the process gets its turn. */
const SLICE = 10;

/** Pixels worked on between two looks at the clock. */
const BLOCK = 1 << 14;

/**
 * Calls `work(from, to)` over 0..count in order, so that the event loop is never held for long.
 * `block` is how many of what is counted are about 16 thousand pixels.
 * @throws what `signal` was aborted with.
 */
export async function inSlices(
  count: number,
  signal: AbortSignal,
  work: (from: number, to: number) => void,
  block = BLOCK,
): Promise<void> {
  let started = performance.now();
  for (let from = 0; from < count; from += block) {
    work(from, Math.min(count, from + block));
    if (performance.now() - started > SLICE) {
      await nextTurn();
      signal.throwIfAborted();
      started = performance.now();
    }
  }
}

/** Like `inSlices`, over the rows of a picture of this width. */
export const inRows = (width: number, height: number, signal: AbortSignal, row: (y: number) => void): Promise<void> =>
  inSlices(
    height,
    signal,
    (from, to) => {
      for (let y = from; y < to; y++) row(y);
    },
    Math.max(1, Math.floor(BLOCK / width)),
  );
