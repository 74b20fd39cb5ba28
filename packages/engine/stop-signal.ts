/**
 * Tells work whether it is still wanted: an `AbortSignal`, or a flag in shared memory, which is seen at once by
 * a thread that is busy and hears no events.
 */
export type StopSignal = {
  readonly aborted: boolean;
  /** @throws what it was aborted with: an `AbortError`, when nothing else was said. */
  throwIfAborted(): void;
};

/** A flag that is down, in memory that threads share. */
export const stopFlag = (): Int32Array<SharedArrayBuffer> => new Int32Array(new SharedArrayBuffer(4));

/** Puts a flag up: whoever works by it stops at its next look. */
export const raiseFlag = (flag: Int32Array<SharedArrayBuffer>): void => void Atomics.store(flag, 0, 1);

/** The signal of a flag, in whichever thread. */
export const signalOf = (flag: Int32Array<SharedArrayBuffer>): StopSignal => ({
  get aborted() {
    return Atomics.load(flag, 0) !== 0;
  },
  throwIfAborted() {
    if (Atomics.load(flag, 0) !== 0) throw new DOMException("This operation was aborted", "AbortError");
  },
});
