const KEY = "mizual:names";
const KEPT = 50;

/** The file name that a chain began with. Kept by the browser alone: the server never learns it. */
export function recallSourceName(rootId: string): string | null {
  return read().find(([id]) => id === rootId)?.[1] ?? null;
}

/** Remembers a chain's file name, of the newest 50 chains. */
export function rememberSourceName(rootId: string, name: string): void {
  write([[rootId, name], ...read().filter(([id]) => id !== rootId)].slice(0, KEPT) as [string, string][]);
}

function read(): [string, string][] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter(isPair) : [];
  } catch {
    return [];
  }
}

function write(names: [string, string][]): void {
  try {
    localStorage.setItem(KEY, JSON.stringify(names));
  } catch {
    // Storage is full or switched off: downloads are then named after the product.
  }
}

function isPair(value: unknown): value is [string, string] {
  return Array.isArray(value) && value.length === 2 && value.every((part) => typeof part === "string");
}
