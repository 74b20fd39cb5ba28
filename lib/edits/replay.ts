import { type EditRow, findEditRecord } from "@/db/queries/edits";
import { findOtherTry } from "@/db/queries/retries";
import { ONLY_BY_NAME, type RunErrorCode } from "@/lib/errors";
import type { Services } from "@/lib/services";

/** The run that had nothing to do, as `EditRun` has it. */
type IdleRun = { editId: string; runId: string; dispatch: number; replay?: string | undefined };

/** A run that does nothing for an edit that has failed: in what carries out runs it is to be seen as failed too. */
export class NotReplayedError extends Error {
  override readonly name = "NotReplayedError";
  constructor(
    /** What the edit has failed with. */
    readonly code: RunErrorCode,
    sentence: string,
  ) {
    super(sentence);
  }
}

/**
 * What an operator is told of a run that had nothing to do, because its edit is over or another run's.
 * @throws {NotReplayedError} where the edit has failed and stays so: such a run must not look like success.
 */
export async function tellWhyOver({ db }: Services, run: IdleRun): Promise<string> {
  const edit = await findEditRecord(db, run.editId);
  if (edit?.status !== "failed") return "not ours";
  const other = await findOtherTry(db, edit);
  if (other !== null) return `not replayed: ${other.id}, by which the same was asked for again, is ${other.status}`;
  throw new NotReplayedError(edit.errorCode ?? "INTERNAL", reasonOf(edit, run));
}

/**
 * Whether a failed edit is replayed by an operator alone who names its code: a submit more is mostly paid for nothing, or
 * a second time. What is kept of its result is taken up all the same (`claimEdit`).
 */
export const isOnlyByName = ({ errorCode, charge }: Pick<EditRow, "errorCode" | "charge">): boolean =>
  errorCode !== null && (charge !== "none" || ONLY_BY_NAME.includes(errorCode));

function reasonOf(edit: EditRow, { runId, dispatch, replay }: IdleRun): string {
  const code = edit.errorCode ?? "INTERNAL";
  if (edit.runId === runId) return "The edit was ended while this run was at work. Rerun it from its start.";
  if (edit.dispatch !== dispatch)
    return `The edit was sent again since: rerun the run of its dispatch ${edit.dispatch} (${edit.runId ?? "none"}) and not this one.`;
  if (isOnlyByName(edit) && replay !== code)
    return `Not replayed with others, for it may be paid twice: to send it all the same, send its event with "replay": "${code}".`;
  return "The edit belongs to the run that took it in its first step. Rerun that from its start, and not from a step.";
}
