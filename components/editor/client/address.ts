// The router hears of a move by a transition, which may take a second on a slow phone. What the editor shows follows its
// own moves at once; until the router has caught up, this is where it is.
let ahead: string | null = null;
const watchers = new Set<() => void>();

/** Moves to an address of the editor without leaving the page; the one before stays in the history. */
export function goTo(address: string): void {
  window.history.pushState(null, "", address);
  setAhead(address);
}

/** Takes an address of the editor in place of the present one. */
export function moveTo(address: string): void {
  window.history.replaceState(null, "", address);
  setAhead(address);
}

/** Where the editor went by itself and the router is not yet, as path and query; `null`: they are at one. */
export function aheadOfRouter(): string | null {
  return ahead;
}

/** Tells that the router is at this path and query: where that is the browser's own address, it has caught up. */
export function routerCameTo(path: string, query: string): void {
  const { pathname, search } = window.location;
  if (pathname === path && new URLSearchParams(search).toString() === query) setAhead(null);
}

/** Calls back whenever the editor moves by itself or the router has caught up, until what it answers is called. */
export function watchAhead(onChange: () => void): () => void {
  // Going back and forth is the router's alone.
  const forget = () => setAhead(null);
  watchers.add(onChange);
  window.addEventListener("popstate", forget);
  return () => {
    watchers.delete(onChange);
    window.removeEventListener("popstate", forget);
  };
}

function setAhead(address: string | null): void {
  if (ahead === address) return;
  ahead = address;
  for (const notify of watchers) notify();
}
