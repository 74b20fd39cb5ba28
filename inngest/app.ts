import type { InngestServer } from "./config";

/** Id of the app at Inngest; ids of functions are `mizual-<function>`. */
export const APP_ID = "mizual";

/** Where the app serves its functions. */
export const SERVE_PATH = "/api/inngest";

/** Ids of all that an Inngest server has to know, without loading it: what fails an edit is a function of its own there. */
export const FUNCTION_IDS: readonly string[] = [
  "edit",
  "edit-failure",
  "edit-canceled",
  "edit-hinted",
  "sweep",
  "cleanup",
].map((name) => `${APP_ID}-${name}`);

/**
 * The origin under which the app registers; `null` where none is configured. Then Inngest Cloud takes the one that it
 * asks under its signature, and a dev server the one that this process listens on. Never what an unsigned header says.
 */
export const configuredOrigin = ({ serveOrigin }: InngestServer, publicUrl: string | null): string | null =>
  serveOrigin ?? publicUrl;
