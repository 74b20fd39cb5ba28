import type { StopSignal } from "../stop-signal";

/** Pixels worked on between two looks at the signal: a millisecond or so. */
const BLOCK = 1 << 14;

/**
 * Calls `work(from, to)` over 0..count in order, looking in between whether it is still wanted. It gives way to
 * nothing else: the product works on a thread of its own, which is told to stop in shared memory.
 * `block` is how many of what is counted are about 16 thousand pixels.
 * @throws what `signal` was aborted with.
 */
export function inSlices(
  count: number,
  signal: StopSignal,
  work: (from: number, to: number) => void,
  block = BLOCK,
): void {
  for (let from = 0; from < count; from += block) {
    signal.throwIfAborted();
    work(from, Math.min(count, from + block));
  }
}

/** Like `inSlices`, over the rows of a picture of this width. */
export const inRows = (width: number, height: number, signal: StopSignal, row: (y: number) => void): void =>
  inSlices(
    height,
    signal,
    (from, to) => {
      for (let y = from; y < to; y++) row(y);
    },
    Math.max(1, Math.floor(BLOCK / width)),
  );
