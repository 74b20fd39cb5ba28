import type { RunnerStep } from "@/db/runner/steps";
import type { RunError } from "./end-run";

/** What one call of a function says of one step. Delays in milliseconds. */
export type StepReport =
  | { type: "done"; step: RunnerStep }
  | { type: "retry"; step: Pick<RunnerStep, "id" | "name">; error: RunError; afterMs: number | null }
  | { type: "sleep"; step: Pick<RunnerStep, "id" | "name">; delayMs: number }
  | { type: "planned"; stepId: string };

/** What one call of a function says. */
export type Answer =
  | { type: "completed"; output: string }
  | { type: "failed"; error: RunError }
  | { type: "retry"; error: RunError; afterMs: number | null }
  | { type: "steps"; steps: StepReport[] };
