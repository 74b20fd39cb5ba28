import { z } from "zod";
import type { RunnerEvent, RunnerStep } from "@/db/runner/runs";
import type { RunnerJob } from "@/db/runner/jobs";
import { type CallAnswer, readAnswer } from "./answer";
import { functionConfig, runnerFunction, type RunnerFunction, type RunnerFunctions } from "./functions";

/** What `serve()` of `inngest/edge` gives: functions behind one request handler. */
export type ServeHandler = (request: Request) => Promise<Response>;

/** A handler and the functions that it said it has. */
export type SyncedApp = { handler: ServeHandler; functions: RunnerFunctions };

/** Where the handler believes it is served. Nothing listens there. */
const APP_URL = "http://localhost/api/inngest";

/** `inngest/edge` finds its own address by the host header, which a Request made by hand does not have. */
const APP_HEADERS = { host: "localhost", "content-type": "application/json" };

const answer = z.object({ functions: z.array(functionConfig) });

/**
 * Asks a handler for its functions (an in-band sync).
 * @throws when it does not answer with them, or uses what the runner does not support.
 */
export async function syncApp(handler: ServeHandler): Promise<SyncedApp> {
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

/** One call of a function: everything that it is told. */
type Call = {
  job: RunnerJob;
  event: RunnerEvent;
  steps: readonly RunnerStep[];
  /** The claim's name for checkpoints; null: one call, one step. */
  claim: string | null;
};

/**
 * Calls a function through its handler, as an Inngest server would. Never rejects: a handler that throws, or gives no
 * answer within `timeoutMs`, is a failed attempt.
 */
export async function callFunction(
  handler: ServeHandler,
  fn: RunnerFunction,
  call: Call,
  timeoutMs: number,
): Promise<CallAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<CallAnswer>((resolve) => {
    const error = { name: "Error", message: `The function gave no answer for ${timeoutMs / 1000} s.` };
    timer = setTimeout(() => resolve({ type: "retry", error, afterMs: null }), timeoutMs);
  });
  try {
    return await Promise.race([handler(callRequest(fn, call)).then(readAnswer), late]);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { type: "retry", error: { name, message }, afterMs: null };
  } finally {
    clearTimeout(timer);
  }
}

function callRequest(fn: RunnerFunction, { job, event, steps, claim }: Call): Request {
  const stack = steps.map(({ id }) => id);
  const body = {
    version: 2,
    event,
    events: [event],
    steps: Object.fromEntries(steps.map(({ id, state }) => [id, state])),
    ctx: {
      // Without `fn_id` the SDK never checkpoints: one call, one step.
      ...(claim !== null && { fn_id: fn.id, qi_id: claim }),
      run_id: job.runId,
      // A death counts as an attempt for the function, which sees that it runs again, but uses up no retry.
      attempt: job.attempt + job.deaths,
      max_attempts: fn.maxAttempts + job.deaths,
      disable_immediate_execution: job.stepId !== "step",
      use_api: false,
      stack: { stack, current: stack.length },
    },
  };
  const query = new URLSearchParams({ fnId: fn.id, stepId: job.stepId });
  return new Request(`${APP_URL}?${query}`, {
    method: "POST",
    headers: { ...APP_HEADERS, "x-run-id": job.runId },
    body: JSON.stringify(body),
  });
}
