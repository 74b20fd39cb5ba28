import type { RunnerEvent } from "@/db/runner/events";
import type { RunnerJob } from "@/db/runner/jobs";
import type { RunnerStep } from "@/db/runner/steps";
import type { Answer } from "./answer";
import { readAnswer } from "./read-answer";
import type { RunnerFunction } from "./runner-function";
import { APP_HEADERS, APP_URL, type Handler } from "./sync-app";

/** One call of a function: everything that it is told. */
export type Call = { job: RunnerJob; event: RunnerEvent; steps: readonly RunnerStep[] };

/**
 * Calls a function through its handler, as an Inngest server would. Never rejects: a handler that throws, or gives no
 * answer within `timeoutMs`, is a failed attempt.
 */
export async function callFunction(
  handler: Handler,
  fn: RunnerFunction,
  call: Call,
  timeoutMs: number,
): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Answer>((resolve) => {
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

function callRequest(fn: RunnerFunction, { job, event, steps }: Call): Request {
  const stack = steps.map(({ id }) => id);
  const body = {
    version: 2,
    event,
    events: [event],
    steps: Object.fromEntries(steps.map(({ id, state }) => [id, state])),
    // Without `fn_id` the SDK never checkpoints: one call, one step.
    ctx: {
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
