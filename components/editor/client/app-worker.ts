import { serviceWorkers } from "./secure-context";

/** Lets the page be an app: with a page for no connection, and pictures from other apps. Not in development. */
export function registerWorker(): void {
  if (process.env.NODE_ENV !== "production") return;
  // Without it everything but that works: browsers that forbid it are no trouble.
  serviceWorkers()
    ?.register("/sw.js", { updateViaCache: "none" })
    .catch(() => undefined);
}
