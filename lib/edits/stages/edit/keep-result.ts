import { closeAttempt } from "@/db/queries/attempts";
import { advanceEdit } from "@/db/queries/edits";
import { deleteParkedResults, PARKED_BYTES, parkResult } from "@/db/queries/parked-results";
import type { Cost, Picture } from "@/lib/providers/port";
import { blobKey } from "@/lib/blob/blob-key";
import { AppError } from "@/lib/errors";
import { type CheckedResult, checkResult } from "@/lib/images/normalise";
import { STORE_MS } from "../../budgets";
import { discardPictures } from "../../discard-pictures";
import { keepTrying } from "../../keep-trying";
import { withDeadline } from "@/lib/async";
import { endOf } from "../end-of";
import type { StageContext, StageEnd } from "../stage";
import { costOf } from "./cost-of";
import type { Work } from "./find-work";

/**
 * Checks what the editor made, stores it, and moves the edit on. When the store does not take what
 * is paid for, the bytes are parked in the database and a later step stores them.
 */
export async function keepResult(
  context: StageContext,
  work: Work,
  picture: Pick<Picture, "bytes">,
  cost: Cost | null,
): Promise<StageEnd | "parked:5"> {
  const { editId, services } = context;
  const { attempt, editor } = work;
  const result = await checkResult(picture.bytes).catch((error: unknown) => {
    throw asPaid(error, editor.free);
  });
  const resultKey = blobKey("result", editId, result.extension);
  try {
    await storeResult(context, resultKey, result);
  } catch (error) {
    if (editor.free || picture.bytes.byteLength > PARKED_BYTES) throw asPaid(error, editor.free);
    services.log.warn("a paid result is parked: the store does not take it", { error });
    const { bytes } = picture;
    await keepTrying(() => parkResult(services.db, { attemptId: attempt.id, editId, bytes }));
    return "parked:5";
  }
  return moveOn(context, work, resultKey, result, cost);
}

/** @throws {AppError} `STORAGE_UNAVAILABLE`, also when the store takes too long. */
export async function storeResult(
  { services }: StageContext,
  resultKey: string,
  result: Pick<CheckedResult, "bytes" | "contentType">,
): Promise<void> {
  await withDeadline(STORE_MS, "STORAGE_UNAVAILABLE", () =>
    services.blobs.put(resultKey, result.bytes, result.contentType),
  );
}

/** Closes the attempt and takes the edit to its next stage, unless the edit is no longer this run's. */
export async function moveOn(
  context: StageContext,
  { attempt, editor }: Work,
  resultKey: string,
  result: CheckedResult,
  cost: Cost | null,
): Promise<StageEnd> {
  const { editId, runId, services } = context;
  const paid = { ...costOf(cost), charge: editor.free ? "none" : "made" } as const;
  const stored = await services.db.transaction().execute(async (tx) => {
    const moved = await advanceEdit(
      tx,
      { id: editId, runId, from: "processing_image", to: "uploading_result" },
      {
        model: attempt.model,
        resultKey,
        resultType: result.contentType,
        resultWidth: result.width,
        resultHeight: result.height,
        resultSize: result.size,
        resultSha256: result.sha256,
        ...paid,
      },
    );
    if (!moved) return false;
    await closeAttempt(tx, attempt.id, {
      outcome: "succeeded",
      ...(attempt.model === null ? {} : { model: attempt.model }),
      ...paid,
    });
    await deleteParkedResults(tx, editId);
    return true;
  });
  if (stored) return "done";
  await discardPictures(services, editId, [resultKey]);
  return endOf(context, "processing_image");
}

/** A failure after the provider did its work: its picture has been paid for, and asking again pays again. */
function asPaid(error: unknown, free: boolean): unknown {
  if (free || !(error instanceof AppError)) return error;
  return new AppError(error.code, { cause: error.cause, charge: "made", retryable: false });
}
