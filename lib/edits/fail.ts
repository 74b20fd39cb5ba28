import type { Db } from "@/db/client";
import { closeAttempt, findOpenAttempt } from "@/db/queries/attempts";
import { type EditRow } from "@/db/queries/edits";
import { endEdit, lockUnfinishedEdit } from "@/db/queries/edit-runs";
import { AppError, type Charge, ERRORS, RUN_ERROR_CODES, type RunErrorCode } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { settleSpend } from "@/lib/spend/spend";
import { leaveUnnamed } from "./pictures";
import { tellEditEnd } from "./tell-end";

export type RunFailure = {
  code: RunErrorCode;
  detail: string;
  retryable: boolean;
  charge: Charge;
  /** What can be asked for instead; may quote the person. */
  suggestions?: readonly string[];
};

/**
 * Fails an edit, once: the one end of failed steps, `onFailure`, cancellation by the runner and the
 * sweeper. With `runId`, only while the edit is that run's. False when the edit was over already.
 */
export async function failEdit(
  services: Services,
  editId: string,
  runId: string | null,
  failure: RunFailure,
): Promise<boolean> {
  const failed = await services.db.transaction().execute(async (tx) => {
    const edit = await lockUnfinishedEdit(tx, editId, runId);
    if (edit === null) return null;
    const charge = await settleAttempt(services, tx, edit, failure);
    const ended = await endEdit(tx, editId, runId, {
      status: "failed",
      errorCode: failure.code,
      errorDetail: failureSentence(failure, charge),
      suggestions: [...(failure.suggestions ?? [])],
      retryable: failure.retryable,
      charge,
    });
    // What is or may be paid for is looked for in the store when its edit is checked again.
    if (ended && charge === "none") await leaveUnnamed(tx, edit);
    await settleSpend(tx, editId);
    return ended ? edit : null;
  });
  if (failed !== null) tellEditEnd(failed, "failed", failure.code);
  return failed !== null;
}

/**
 * Closes the open attempt of an edit whose row is locked, and says what the edit may have cost: what
 * was known of it before, and what this attempt adds. Without an open attempt nobody is being paid,
 * whatever has failed.
 */
export async function settleAttempt(
  services: Pick<Services, "editors">,
  tx: Db,
  edit: Pick<EditRow, "id" | "charge">,
  failure: { charge: Charge; code?: RunErrorCode },
): Promise<Charge> {
  const attempt = await findOpenAttempt(tx, edit.id);
  if (attempt === null) return edit.charge;
  const editor = services.editors.find((candidate) => candidate.id === attempt.editor);
  const mayBePaid = attempt.sentAt !== null && editor?.free !== true;
  const charge = worse(attempt.charge, mayBePaid ? worse("possible", failure.charge) : "none");
  const ambiguous = mayBePaid && attempt.pollingUrl === null && attempt.taskState === null;
  await closeAttempt(tx, attempt.id, {
    outcome: ambiguous ? "uncertain" : "failed",
    errorCode: failure.code ?? null,
    charge,
  });
  return worse(edit.charge, charge);
}

const ORDER: readonly Charge[] = ["none", "possible", "made"];

const worse = (a: Charge, b: Charge): Charge => (ORDER.indexOf(a) > ORDER.indexOf(b) ? a : b);

/** What happened, for the codes that may end an edit which has cost something. */
const HAPPENED: Partial<Record<RunErrorCode, string>> = {
  CONTENT_REFUSED: "The image service refused this request.",
  PROVIDER_UNAVAILABLE: "The image service is not available right now.",
  PROVIDER_REJECTED: "The image service did not accept this request.",
  PROVIDER_TIMEOUT: "The image service took too long.",
  PROVIDER_BAD_RESULT: "The image service sent back something that is not a usable picture.",
  PROVIDER_NOT_CONFIGURED: "The chosen image service is not set up on this server.",
  STORAGE_UNAVAILABLE: "The result could not be stored.",
  TIMED_OUT: "This edit took too long and was stopped.",
  INTERNAL: "Something went wrong on our side.",
};

const COST: Record<Charge, string> = {
  none: "Nothing was charged.",
  possible: "may have charged for this edit.",
  made: "has charged for this edit.",
};

/**
 * The sentence for a failed edit. A code's own sentence speaks of its usual cost, or of none; where this edit's
 * is another, the sentence says that one.
 */
function failureSentence({ code, detail }: { code: RunErrorCode; detail: string }, charge: Charge): string {
  const happened = HAPPENED[code];
  const isSaid = charge === ERRORS[code].charge && (charge === "none" || detail.includes("charged"));
  if (happened === undefined || detail !== ERRORS[code].detail || isSaid) return detail;
  if (charge === "none") return `${happened} ${COST.none}`;
  return `${happened} ${happened.includes("image service") ? "It" : "The image service"} ${COST[charge]}`;
}

/** What an error of a step means for the edit; one that tells nothing is `INTERNAL`. */
export const failureFrom = (error: unknown): RunFailure =>
  ownFailureFrom(error) ?? { code: "INTERNAL", detail: ERRORS.INTERNAL.detail, retryable: true, charge: "none" };

/**
 * The failure that an error of a step tells of. A stored step error has lost its class; what `failureOf` put into its
 * cause is still there. `null`: it tells of none, and so is somebody else's, such as that of a runner that could not
 * reach the app.
 */
export function ownFailureFrom(error: unknown): RunFailure | null {
  // Not every runner keeps causes, but the name of an error is its code.
  const { name } = Object(error) as { name?: unknown };
  const named = RUN_ERROR_CODES.find((candidate) => candidate === name);
  for (let at = error, depth = 0; at !== undefined && at !== null && depth < 5; depth += 1) {
    if (at instanceof AppError) return failureOf(at);
    const { code, detail, retryable, charge, cause } = at as Partial<RunFailure> & { cause?: unknown };
    const known = RUN_ERROR_CODES.find((candidate) => candidate === code);
    if (known !== undefined && detail !== undefined && retryable !== undefined && charge !== undefined) {
      return { code: known, detail, retryable, charge };
    }
    at = cause;
  }
  return named === undefined ? null : failureOf(new AppError(named));
}

/** An error as it is told to a person and kept on the row. */
export function failureOf(error: AppError): RunFailure {
  const code: RunErrorCode = RUN_ERROR_CODES.find((candidate) => candidate === error.code) ?? "INTERNAL";
  const detail = code === error.code ? error.detail : ERRORS.INTERNAL.detail;
  // Of a run that failed, `retryable` says whether the *person's* retry can help.
  return { code, detail, retryable: ERRORS[code].retryable, charge: error.charge, suggestions: error.suggestions };
}
