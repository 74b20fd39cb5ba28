import { useSyncExternalStore } from "react";

let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

/** The time in milliseconds, once a second; `null` on the server, where it would not match. */
export function useNow(): number | null {
  return useSyncExternalStore(subscribe, currentSecond, () => null);
}

function currentSecond(): number {
  if (now === 0) now = Date.now();
  return now;
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    for (const notify of listeners) notify();
  }, 1000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
