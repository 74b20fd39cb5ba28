import { setImmediate as nextTurn } from "node:timers/promises";

/** The same bytes as a `Buffer`, which reads numbers; nothing is copied. */
export const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const BLOCK_BYTES = 1 << 18;

/** The bytes in parts of a quarter of a megabyte, none of them copied. */
export function* blocksOf(bytes: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < bytes.byteLength; from += BLOCK_BYTES) yield bytes.subarray(from, from + BLOCK_BYTES);
}

/** Milliseconds for which work on a whole picture's bytes may hold the event loop. */
const SLICE_MS = 4;

/** To be called after each small part of long work: lets other work of the process have its turn when it is time. */
export function createGiveWay(): () => Promise<void> {
  let started = performance.now();
  return async () => {
    if (performance.now() - started < SLICE_MS) return;
    await nextTurn();
    started = performance.now();
  };
}
