const NAMES_KEY = "mizual:names";
const NAMES_KEPT = 50;

/** The file name that a chain began with. Kept by the browser alone: the server never learns it. */
export function recallSourceName(rootId: string): string | null {
  return readNames().find(([id]) => id === rootId)?.[1] ?? null;
}

/** Remembers a chain's file name, of the newest 50 chains. */
export function rememberSourceName(rootId: string, name: string): void {
  const names = [[rootId, name], ...readNames().filter(([id]) => id !== rootId)].slice(0, NAMES_KEPT);
  try {
    localStorage.setItem(NAMES_KEY, JSON.stringify(names));
  } catch {
    // Storage is full or switched off: downloads are then named after the product.
  }
}

function readNames(): [string, string][] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(NAMES_KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isPair) : [];
  } catch {
    return [];
  }
}

function isPair(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string");
}

/** Whether a switch of this browser is on; all are until somebody switches them off. */
function isOn(key: string): boolean {
  try {
    return localStorage.getItem(key) !== "off";
  } catch {
    return true;
  }
}

function switchTo(key: string, on: boolean): void {
  try {
    if (on) localStorage.removeItem(key);
    else localStorage.setItem(key, "off");
  } catch {
    // Storage is full or switched off: it holds until the page is left.
  }
}

const IMPROVE_KEY = "mizual:improve";

/** Whether the person lets their words be made clearer; they do unless they said otherwise. */
export const recallImprove = (): boolean => isOn(IMPROVE_KEY);

/** Keeps whether words may be made clearer, for this browser. */
export const rememberImprove = (improve: boolean): void => switchTo(IMPROVE_KEY, improve);

/** What this tab keeps over a reload under a key; `null`: nothing. */
export function recallInTab(key: string): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Keeps a text for as long as the tab lives; `null` forgets it. */
export function keepInTab(key: string, text: string | null): void {
  try {
    if (text === null) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, text);
  } catch {
    // Storage is full or switched off: a reload then begins anew.
  }
}

const ENGINE_KEY = "mizual:engine";

/** Where the tab keeps nothing, until the page is left. */
let unstored: string | null = null;
const watchers = new Set<() => void>();

/** Id of the engine that the person picked, kept for as long as the tab lives; `null`: none. */
export const recallEngine = (): string | null => recallInTab(ENGINE_KEY) ?? unstored;

/** Keeps what the person picked, and tells all who watch. */
export function rememberEngine(id: string | null): void {
  unstored = id;
  keepInTab(ENGINE_KEY, id);
  for (const notify of watchers) notify();
}

/** Calls back whenever another engine is picked, until what it answers is called. */
export function watchEngine(onChange: () => void): () => void {
  watchers.add(onChange);
  return () => watchers.delete(onChange);
}

const SINGLE_KEYS_KEY = "mizual:single-keys";

/** Whether single keys are shortcuts; they are until somebody switches them off. */
export const recallSingleKeys = (): boolean => isOn(SINGLE_KEYS_KEY);

/** Switches single keys on or off, for this browser. */
export const rememberSingleKeys = (on: boolean): void => switchTo(SINGLE_KEYS_KEY, on);
