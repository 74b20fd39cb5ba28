import { compileExpression, type Matcher } from "./compile-expression";
import { cronPattern, type CronPattern } from "./cron-pattern";
import type { FunctionConfig } from "./function-config";
import { refusedOptions } from "./refused-options";

/** Inngest's own default is 4 retries. */
const DEFAULT_RETRIES = 4;

/** A function as the runner sees it. */
export type RunnerFunction = {
  id: string;
  /** Attempts at each step, the first one included. */
  maxAttempts: number;
  /** Calls at once over all processes; null: no limit. */
  limit: number | null;
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
  const refused = refusedOptions(config);
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
