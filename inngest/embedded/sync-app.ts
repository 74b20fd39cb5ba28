import { z } from "zod";
import { functionConfig } from "./function-config";
import { type RunnerFunctions, runnerFunction } from "./runner-function";

/** What `serve()` of `inngest/edge` gives: functions behind one request handler. */
export type Handler = (request: Request) => Promise<Response>;

/** A handler and the functions that it said it has. */
export type App = { handler: Handler; functions: RunnerFunctions };

/** Where the handler believes it is served. Nothing listens there. */
export const APP_URL = "http://localhost/api/inngest";

/** `inngest/edge` finds its own address by the host header, which a Request made by hand does not have. */
export const APP_HEADERS = { host: "localhost", "content-type": "application/json" };

const answer = z.object({ functions: z.array(functionConfig) });

/**
 * Asks a handler for its functions (an in-band sync).
 * @throws when it does not answer with them, or uses what the runner does not support.
 */
export async function syncApp(handler: Handler): Promise<App> {
  const response = await handler(
    new Request(APP_URL, {
      method: "PUT",
      headers: { ...APP_HEADERS, "x-inngest-sync-kind": "in_band" },
      body: JSON.stringify({ url: APP_URL }),
    }),
  );
  const parsed = answer.safeParse(await response.json().catch(() => null));
  if (!response.ok || !parsed.success) {
    throw new Error(
      `The functions did not answer the embedded runner's sync (status ${response.status}). ` +
        "If INNGEST_ALLOW_IN_BAND_SYNC is set, unset it.",
      { cause: parsed.error },
    );
  }
  const functions = parsed.data.functions.map(runnerFunction);
  return { handler, functions: new Map(functions.map((one) => [one.id, one])) };
}
