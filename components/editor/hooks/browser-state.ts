import { useEffect, useSyncExternalStore } from "react";
import type { EditorOffer } from "../client/offers";
import { recallSourceName } from "../client/source-names";

const ENGINE_KEY = "mizual:engine";

let unstored: string | null = null;
const choosers = new Set<() => void>();

/**
 * The engine that the person picked, kept for as long as the tab lives; `null`: the server's order,
 * also when what was picked is not there any more.
 */
export function useEngineChoice(
  editors: readonly EditorOffer[],
): readonly [string | null, (choice: string | null) => void] {
  const stored = useSyncExternalStore(watchChoice, recallEngine, () => null);
  return [editors.length > 1 && editors.some(({ id }) => id === stored) ? stored : null, rememberEngine];
}

function recallEngine(): string | null {
  try {
    return sessionStorage.getItem(ENGINE_KEY) ?? unstored;
  } catch {
    return unstored;
  }
}

function rememberEngine(choice: string | null): void {
  unstored = choice;
  try {
    if (choice === null) sessionStorage.removeItem(ENGINE_KEY);
    else sessionStorage.setItem(ENGINE_KEY, choice);
  } catch {
    // Storage is full or switched off: it is kept until the page is left.
  }
  for (const notify of choosers) notify();
}

function watchChoice(listener: () => void): () => void {
  choosers.add(listener);
  return () => choosers.delete(listener);
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
