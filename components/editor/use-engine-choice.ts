import { useSyncExternalStore } from "react";
import type { EditorOffer } from "@/lib/editor-client/editor-offer";

const KEY = "mizual:engine";

let unstored: string | null = null;
const listeners = new Set<() => void>();

/**
 * The engine that the person picked, kept for as long as the tab lives; `null`: the server's order,
 * also when what was picked is not there any more.
 */
export function useEngineChoice(
  editors: readonly EditorOffer[],
): readonly [string | null, (choice: string | null) => void] {
  const stored = useSyncExternalStore(subscribe, recall, () => null);
  return [editors.length > 1 && editors.some(({ id }) => id === stored) ? stored : null, remember];
}

function recall(): string | null {
  try {
    return sessionStorage.getItem(KEY) ?? unstored;
  } catch {
    return unstored;
  }
}

function remember(choice: string | null): void {
  unstored = choice;
  try {
    if (choice === null) sessionStorage.removeItem(KEY);
    else sessionStorage.setItem(KEY, choice);
  } catch {
    // Storage is full or switched off: it is kept until the page is left.
  }
  for (const notify of listeners) notify();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
