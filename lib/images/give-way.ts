import { setImmediate as nextTurn } from "node:timers/promises";

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
