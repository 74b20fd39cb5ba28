import { closeAttempt, findOpenAttempt } from "@/db/queries/attempts";
import type { Db } from "@/db/client";
import type { EditRow } from "@/db/queries/edits";
import type { Charge, RunErrorCode } from "@/lib/errors";
import type { Services } from "@/lib/services";

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
