import { type ClientOptions, Inngest, type Logger } from "inngest";
import type { Log } from "@/lib/log";
import { APP_ID } from "./app";
import type { InngestServer } from "./config";

/** Where the functions run: in this process, whose runner has the `fetch`, or on a server. */
type Runs = { fetch: typeof globalThis.fetch } | InngestServer;

/** The client that sends events and makes functions. Embedded, nothing leaves the process. */
export function createInngest(runs: Runs, log: Log): Inngest {
  return new Inngest({ id: APP_ID, logger: sdkLogger(log), ...optionsOf(runs) });
}

function optionsOf(runs: Runs): Omit<ClientOptions, "id"> {
  if ("fetch" in runs) return { isDev: true, fetch: runs.fetch };
  const baseUrl = runs.baseUrl === null ? {} : { baseUrl: runs.baseUrl };
  if (runs.kind === "dev") return { ...baseUrl, isDev: true };
  const { eventKey, signingKey, signingKeyFallback } = runs;
  return { ...baseUrl, isDev: false, eventKey, signingKey, ...(signingKeyFallback && { signingKeyFallback }) };
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
