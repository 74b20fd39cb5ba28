import { Inngest, type Logger } from "inngest";
import type { Log } from "@/lib/log";

/** Id of the app at Inngest; ids of functions are `mizual-<function>`. */
export const APP_ID = "mizual";

/**
 * The client that sends events and makes functions. With `fetch`, the one of the embedded runner,
 * nothing leaves the process; without, the SDK reads its own variables (`INNGEST_*`).
 */
export function createInngest(fetch: typeof globalThis.fetch | null, log: Log): Inngest {
  return new Inngest({ id: APP_ID, logger: sdkLogger(log), ...(fetch === null ? {} : { isDev: true, fetch }) });
}

/** What the SDK reports, in our log; its chatter below a warning is left out. */
function sdkLogger(log: Log): Logger {
  const line =
    (level: "warn" | "error") =>
    (...parts: unknown[]): void => {
      const error = parts.find((part) => part instanceof Error);
      const message = parts.filter((part) => typeof part === "string").join(" ");
      log[level](`inngest: ${message}`, error === undefined ? {} : { error });
    };
  return { debug: () => {}, info: () => {}, warn: line("warn"), error: line("error") };
}
