import { claimEdit } from "@/db/queries/edits";
import { AppError, ERRORS, RUN_ERROR_CODES, type RunErrorCode } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { STALE_SECONDS } from "./budgets";
import { failEdit, type RunFailure } from "./fail-edit";
import { STAGES } from "./stages";
import type { DurableStep } from "./stages/stage";

export type EditRun = {
  editId: string;
  runId: string;
  /** Number of the dispatch that started this run; see `claimEdit`. */
  dispatch: number;
};

/**
 * Runs an edit through its stages, as durable steps. Safe to be repeated, cut off anywhere, run
 * twice at once and replayed: the first step claims the edit, and every later change holds only
 * while the edit is still this run's.
 * @throws what made the edit fail, after the row says so, so that the run shows as failed.
 */
export async function runEdit(run: EditRun, step: DurableStep, services: Services): Promise<"completed" | "not ours"> {
  const { editId, runId } = run;
  try {
    const claimed = await step.run("claim", async () =>
      (await claimEdit(services.db, { id: editId, runId, dispatch: run.dispatch, staleSeconds: STALE_SECONDS })) ===
      null
        ? "not ours"
        : "ours",
    );
    if (claimed === "not ours") return "not ours";
    for (const stage of STAGES) {
      if ((await stage.run({ editId, runId, step, services })) === "over") return "not ours";
    }
    return "completed";
  } catch (error) {
    const failure = readFailure(error);
    await step.run("fail", async () => ((await failEdit(services, editId, runId, failure)) ? "failed" : "not ours"));
    throw error;
  }
}

/**
 * What an error of a step means for the edit. A stored step error has lost its class; what
 * `failureOf` put into its cause is still there.
 */
export function readFailure(error: unknown): RunFailure {
  for (let at = error, depth = 0; at !== undefined && at !== null && depth < 5; depth += 1) {
    if (at instanceof AppError) return failureOf(at);
    const { code, detail, retryable, charge, cause } = at as Partial<RunFailure> & { cause?: unknown };
    const known = RUN_ERROR_CODES.find((candidate) => candidate === code);
    if (known !== undefined && detail !== undefined && retryable !== undefined && charge !== undefined) {
      return { code: known, detail, retryable, charge };
    }
    at = cause;
  }
  return { code: "INTERNAL", detail: ERRORS.INTERNAL.detail, retryable: true, charge: "none" };
}

/** An error as it is told to a person and kept on the row. */
export function failureOf(error: AppError): RunFailure {
  const code: RunErrorCode = RUN_ERROR_CODES.find((candidate) => candidate === error.code) ?? "INTERNAL";
  const detail = code === error.code ? error.detail : ERRORS.INTERNAL.detail;
  // Of a run that failed, `retryable` says whether the *person's* retry can help.
  return { code, detail, retryable: ERRORS[code].retryable, charge: error.charge };
}
