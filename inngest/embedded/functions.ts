import { parse } from "@marcbachmann/cel-js";
import { Cron } from "croner";
import { z } from "zod";

const trigger = z.object({
  event: z.string().optional(),
  expression: z.string().optional(),
  cron: z.string().optional(),
  jitter: z.unknown().optional(),
});

const limit = z.object({ limit: z.number(), key: z.string().optional(), scope: z.unknown().optional() });

/** What the SDK says of a function at a sync: its wire format, as far as the runner reads it. */
export const functionConfig = z.object({
  id: z.string(),
  triggers: z.array(trigger).default([]),
  steps: z
    .object({ step: z.object({ retries: z.object({ attempts: z.number() }).optional() }) })
    .transform(({ step }) => step.retries?.attempts),
  cancel: z
    .array(z.object({ event: z.string(), if: z.string().optional(), timeout: z.unknown().optional() }))
    .default([]),
  concurrency: z
    .union([
      z.number().transform((value) => [{ limit: value, key: undefined, scope: undefined }]),
      limit.transform((one) => [one]),
      z.array(limit),
    ])
    .default([]),
  batchEvents: z.unknown().optional(),
  rateLimit: z.unknown().optional(),
  throttle: z.unknown().optional(),
  debounce: z.unknown().optional(),
  singleton: z.unknown().optional(),
  priority: z.unknown().optional(),
  idempotency: z.unknown().optional(),
  timeouts: z.unknown().optional(),
});

type FunctionConfig = z.infer<typeof functionConfig>;

/** Inngest's own default is 4 retries. */
const DEFAULT_RETRIES = 4;

/** A function as the runner sees it. */
export type RunnerFunction = {
  id: string;
  /** Attempts at each step, the first one included. */
  maxAttempts: number;
  /** Calls at once over all processes, of each share where there are shares; null: no limit. */
  limit: number | null;
  /** For whom a run is, by its event (`concurrency.key`): next is who has the fewest calls at once. null: one for all. */
  shareOf: (event: unknown) => string | null;
  triggers: Array<{ event: string; matches: Matcher }>;
  crons: Array<{ expression: string; pattern: CronPattern }>;
  cancelOn: Array<{ event: string; matches: Matcher }>;
};

/** Every function of an app by its id. */
export type RunnerFunctions = ReadonlyMap<string, RunnerFunction>;

/**
 * What a sync says of a function, checked and compiled.
 * @throws naming the function and each option that the runner does not support or understand.
 */
export function runnerFunction(config: FunctionConfig): RunnerFunction {
  const refused = unsupportedOptions(config);
  if (refused.length > 0) {
    throw new Error(
      `The embedded runner does not support ${refused.join(", ")} (function ${config.id}): remove it, or configure an Inngest server.`,
    );
  }
  try {
    return {
      id: config.id,
      maxAttempts: (config.steps ?? DEFAULT_RETRIES) + 1,
      limit: config.concurrency[0]?.limit ?? null,
      shareOf: compileKey(config.concurrency[0]?.key),
      triggers: config.triggers.flatMap(({ event, expression }) =>
        event === undefined ? [] : [{ event, matches: compileExpression(expression) }],
      ),
      crons: config.triggers.flatMap(({ cron }) =>
        cron === undefined ? [] : [{ expression: cron, pattern: cronPattern(cron) }],
      ),
      cancelOn: config.cancel.map((cancel) => ({ event: cancel.event, matches: compileExpression(cancel.if) })),
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new Error(`The embedded runner cannot read a trigger or cancelOn of function ${config.id}: ${reason}`, {
      cause,
    });
  }
}

const UNSUPPORTED = [
  "batchEvents",
  "rateLimit",
  "throttle",
  "debounce",
  "singleton",
  "priority",
  "idempotency",
  "timeouts",
] as const;

/** Events of Inngest's own that the runner emits. */
const OWN_EVENTS = new Set(["inngest/function.failed", "inngest/function.cancelled"]);

/** Options of a function that the embedded runner does not have, by name. Ignoring one would change what the function does. */
function unsupportedOptions(config: FunctionConfig): string[] {
  const refused: string[] = UNSUPPORTED.filter((option) => config[option] !== undefined);
  if (config.concurrency.length > 1) refused.push("concurrency (more than one)");
  for (const { scope } of config.concurrency) {
    if (scope !== undefined && scope !== "fn") refused.push("concurrency.scope");
  }
  if (config.cancel.some(({ timeout }) => timeout !== undefined)) refused.push("cancelOn.timeout");
  for (const { event, jitter } of config.triggers) {
    if (jitter !== undefined) refused.push("cron jitter");
    if (event?.startsWith("inngest/") && !OWN_EVENTS.has(event)) refused.push(`trigger ${event}`);
  }
  return refused;
}

type Matcher = (context: Record<string, unknown>) => boolean;

/**
 * A condition in CEL. What cannot be evaluated, such as a key that is missing, does not match; nor does anything
 * but `true`.
 * @throws when it is not valid CEL.
 */
export function compileExpression(expression: string | undefined): Matcher {
  if (expression === undefined) return () => true;
  const evaluate = parse(expression);
  return (context) => {
    try {
      return evaluate(context) === true;
    } catch {
      return false;
    }
  };
}

/**
 * A key in CEL, such as `event.data.client`. An event that lacks what it names has none.
 * @throws when it is not valid CEL.
 */
function compileKey(expression: string | undefined): (event: unknown) => string | null {
  if (expression === undefined) return () => null;
  const evaluate = parse(expression);
  return (event) => {
    try {
      const key: unknown = evaluate({ event });
      if (key === null || key === undefined) return null;
      return typeof key === "string" ? key : JSON.stringify(key);
    } catch {
      return null;
    }
  };
}

export type CronPattern = {
  /** First slot after `time`. */
  next(time: Date): Date | null;
  /** Last slot at or before `time`. */
  latest(time: Date): Date | null;
};

/**
 * A cron expression, in UTC unless it begins with `TZ=<IANA zone> `. A sixth field in front gives seconds.
 * @throws when it is not understood.
 */
export function cronPattern(expression: string): CronPattern {
  const [, zone, pattern = expression] = /^TZ=(\S+)\s+(.+)$/.exec(expression) ?? [];
  const cron = new Cron(pattern, { timezone: zone ?? "UTC", paused: true });
  cron.nextRun(new Date(0));
  return {
    next: (time) => cron.nextRun(time),
    latest: (time) => cron.previousRuns(2, new Date(time.getTime() + 1_000)).find((slot) => slot <= time) ?? null,
  };
}
