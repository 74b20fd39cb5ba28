import { useEffect, useSyncExternalStore } from "react";
import type { EngineOffer } from "../client/offers";
import { recallEngine, recallSourceName, watchEngine } from "../client/storage";

/** The engine that the person picked; `null`: the server's order, also when what was picked is not there any more. */
export function useEngineChoice(engines: readonly EngineOffer[]): string | null {
  const stored = useSyncExternalStore(watchEngine, recallEngine, () => null);
  return engines.length > 1 && engines.some(({ id }) => id === stored) ? stored : null;
}

/** The file name that a chain began with; `null` on the server and where it is not known. */
export function useSourceName(rootId: string | null): string | null {
  return useSyncExternalStore(
    neverChanges,
    () => (rootId === null ? null : recallSourceName(rootId)),
    () => null,
  );
}

// Written before the chain is first shown, and not again.
function neverChanges() {
  return () => undefined;
}

let now = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const watchers = new Set<() => void>();

/** The time in milliseconds, once a second; `null` on the server, where it would not match. */
export function useNow(): number | null {
  return useSyncExternalStore(watchClock, currentSecond, () => null);
}

function currentSecond(): number {
  if (now === 0) now = Date.now();
  return now;
}

function watchClock(listener: () => void) {
  watchers.add(listener);
  now = Date.now();
  timer ??= setInterval(() => {
    now = Date.now();
    for (const notify of watchers) notify();
  }, 1000);
  return () => {
    watchers.delete(listener);
    if (watchers.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** Lifts what is pinned to the bottom above an on-screen keyboard that lies over the page. */
export function useKeyboardInset(): void {
  useEffect(() => {
    const viewport = window.visualViewport;
    if (viewport === null) return;
    const update = () => {
      const covered = viewport.scale === 1 ? Math.max(0, window.innerHeight - viewport.height - viewport.offsetTop) : 0;
      document.documentElement.style.setProperty("--keyboard-inset", `${Math.round(covered)}px`);
    };
    viewport.addEventListener("resize", update);
    viewport.addEventListener("scroll", update);
    return () => {
      viewport.removeEventListener("resize", update);
      viewport.removeEventListener("scroll", update);
    };
  }, []);
}
