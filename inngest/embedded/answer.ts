import { z } from "zod";
import type { Db } from "@/db/client";
import { holdsRunnerJob } from "@/db/runner/jobs";
import { insertRunnerStep, lockRunnerRun, type RunnerStep } from "@/db/runner/runs";

/** An error as it crosses the wire. */
export type RunError = { name: string; message: string; stack?: string; [more: string]: unknown };

/** What one call of a function says of one step. Delays in milliseconds. */
export type StepReport =
  | { type: "done"; step: RunnerStep }
  | { type: "retry"; step: Pick<RunnerStep, "id" | "name">; error: RunError; afterMs: number | null }
  | { type: "sleep"; step: Pick<RunnerStep, "id" | "name">; delayMs: number }
  | { type: "planned"; stepId: string };

/** What one call of a function says. */
export type CallAnswer =
  | { type: "completed"; output: string }
  | { type: "failed"; error: RunError }
  | { type: "retry"; error: RunError; afterMs: number | null }
  | { type: "steps"; steps: StepReport[] };

const runError = z.looseObject({
  name: z.string().default("Error"),
  message: z.string().default(""),
  stack: z.string().optional(),
});

const reportedOp = z.object({
  id: z.string(),
  op: z.string(),
  name: z.string().optional(),
  displayName: z.string().optional(),
  userland: z.object({ id: z.string() }).optional(),
  opts: z.looseObject({ type: z.string().optional(), parallelMode: z.string().optional() }).nullish(),
  data: z.unknown().optional(),
  error: z.unknown().optional(),
});

type ReportedOp = z.infer<typeof reportedOp>;

/** Reads what the SDK answered to a call. Anything that is not its protocol is a failed attempt. */
export async function readAnswer(response: Response): Promise<CallAnswer> {
  const text = await response.text();
  const body = parseJson(text);
  if (body === undefined) return protocolError(`The function answered status ${response.status} without JSON.`);
  const afterMs = parseDelay(response.headers.get("retry-after") ?? "");

  if (response.status === 200) return { type: "completed", output: JSON.stringify(body) };
  if (response.status === 206) {
    const ops = z.array(reportedOp).min(1).safeParse(body);
    return ops.success
      ? readOps(ops.data, afterMs)
      : protocolError("The function answered with steps that cannot be read.");
  }
  const error = toRunError(body);
  const final = response.headers.get("x-inngest-no-retry") === "true";
  return final ? { type: "failed", error } : { type: "retry", error, afterMs };
}

function readOps(ops: ReportedOp[], afterMs: number | null): CallAnswer {
  const steps: StepReport[] = [];
  for (const op of ops) {
    const name = nameOf(op);
    if (op.opts?.type === "step.realtime.publish") return unsupported("step.realtime.publish", name);
    if (op.opts?.parallelMode === "race") return unsupported("group.parallel in race mode", name);
    switch (op.op) {
      case "StepRun":
        steps.push({ type: "done", step: { id: op.id, name, state: { type: "data", data: op.data ?? null } } });
        break;
      case "StepFailed":
        steps.push({ type: "done", step: { id: op.id, name, state: { type: "error", error: toRunError(op.error) } } });
        break;
      case "StepError":
        steps.push({ type: "retry", step: { id: op.id, name }, error: toRunError(op.error), afterMs });
        break;
      case "StepPlanned":
        steps.push({ type: "planned", stepId: op.id });
        break;
      case "Sleep": {
        const delayMs = parseDelay(op.name ?? "");
        if (delayMs === null)
          return { type: "failed", error: { name: "Error", message: `Step ${name} sleeps for no known time.` } };
        steps.push({ type: "sleep", step: { id: op.id, name }, delayMs });
        break;
      }
      case "RunComplete":
        return { type: "completed", output: JSON.stringify(op.data ?? null) };
      case "StepNotFound":
        return protocolError(`Step ${name} is no longer part of the function.`);
      default:
        return unsupported(OP_NAMES[op.op] ?? op.op, name);
    }
  }
  return { type: "steps", steps };
}

/** Finished steps as a checkpoint reports them; null when anything else is among them. */
export function readSteps(reported: readonly unknown[]): RunnerStep[] | null {
  const ops = z.array(reportedOp).safeParse(reported);
  const answer = ops.success ? readOps(ops.data, null) : null;
  if (answer?.type !== "steps") return null;
  const steps = answer.steps.flatMap((step) => (step.type === "done" ? [step.step] : []));
  return steps.length === answer.steps.length ? steps : null;
}

/** The name that the author of the function gave the step. */
function nameOf(op: ReportedOp): string {
  return op.userland?.id ?? op.displayName ?? op.name ?? op.id;
}

const OP_NAMES: Readonly<Record<string, string>> = {
  WaitForEvent: "step.waitForEvent",
  InvokeFunction: "step.invoke",
  Gateway: "step.fetch",
  AIGateway: "step.ai.infer",
  WaitForSignal: "step.waitForSignal",
  DeferAdd: "defer",
  DiscoveryRequest: "group.parallel in race mode",
};

function unsupported(what: string, step: string): CallAnswer {
  const message = `The embedded runner does not support ${what} (step ${step}): remove it, or configure an Inngest server.`;
  return { type: "failed", error: { name: "UnsupportedStepError", message } };
}

function protocolError(message: string): CallAnswer {
  return { type: "retry", error: { name: "Error", message }, afterMs: null };
}

function toRunError(value: unknown): RunError {
  const parsed = runError.safeParse(value);
  return parsed.success ? parsed.data : { name: "Error", message: typeof value === "string" ? value : "Unknown error" };
}

/** Undefined: not JSON. An empty body is `null`. */
function parseJson(text: string): unknown {
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const UNITS: Readonly<Record<string, number>> = {
  w: 604_800_000,
  d: 86_400_000,
  h: 3_600_000,
  m: 60_000,
  s: 1_000,
  ms: 1,
};

/**
 * Milliseconds until a sleep or a retry is over, from `"1d2h"`, whole seconds (`"30"`) or a date. A date is compared with
 * this process's clock, which also made it; the difference is what the database's clock is given. Null: not understood.
 */
export function parseDelay(text: string): number | null {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1_000;
  if (/^(\d+(\.\d+)?(ms|[wdhms]))+$/.test(text)) {
    let total = 0;
    for (const [, count = "", unit = ""] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[wdhms])/g)) {
      total += Number(count) * (UNITS[unit] ?? Number.NaN);
    }
    return total;
  }
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, at - Date.now());
}

/** What the SDK sends after each step while it goes on with the same call. */
const body = z.object({ qi_id: z.string(), steps: z.array(z.unknown()) });

/** Names the claim under which a function is called, for the SDK to give back with each checkpoint. */
export const claimName = (job: { id: string }, owner: string): string => `${job.id} ${owner}`;

/** Whether a path is that of a run's checkpoint; its run's id, or null. */
export function checkpointedRun(pathname: string): string | null {
  const [, runId] = /^\/v1\/checkpoint\/([^/]+)\/async$/.exec(pathname) ?? [];
  return runId === undefined ? null : decodeURIComponent(runId);
}

/**
 * Remembers steps that a call has finished while it goes on: what it has done is never done again, wherever it dies.
 * @returns the status for the SDK: 409 for a claim that was taken over or handed back, or a run that has ended. It then
 * stops where it is.
 */
export async function keepCheckpoint(db: Db, runId: string, sent: unknown): Promise<200 | 400 | 409> {
  const parsed = body.safeParse(sent);
  const steps = parsed.success ? readSteps(parsed.data.steps) : null;
  if (!parsed.success || steps === null) return 400;
  const [jobId = "", owner = ""] = parsed.data.qi_id.split(" ");
  return db.transaction().execute(async (tx) => {
    const run = await lockRunnerRun(tx, runId);
    if (run?.status !== "running" || !(await holdsRunnerJob(tx, jobId, owner))) return 409;
    for (const step of steps) await insertRunnerStep(tx, runId, step);
    return 200;
  });
}
