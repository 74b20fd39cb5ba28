import { closeAttempt } from "@/db/queries/attempts";
import { advanceEdit } from "@/db/queries/edit-runs";
import { deleteParkedResults, findParkedResult, PARKED_BYTES, parkResult } from "@/db/queries/parked-results";
import { retryWithBackoff, withDeadline } from "@/lib/async";
import { blobKey } from "@/lib/blob/blob-key";
import { AppError } from "@/lib/errors";
import { type CheckedResult, checkResult } from "@/lib/images/normalise";
import type { Cost, Picture } from "@/lib/providers/port";
import { CHECK_SECONDS, OUTAGE, PARKED_SECONDS, STORE_MS } from "../../budgets";
import { discardPictures } from "../../pictures";
import { answer, resolveStageEnd, type StageContext, type StageEnd, type StepAnswer } from "../stage";
import { costColumns, type ImageAnswer, knownCost, type OpenAttempt, readOpenAttempt } from "./attempt";

/**
 * Checks what the editor made, stores it, and moves the edit on. When the store does not take what
 * is paid for, the bytes are parked in the database and a later step stores them.
 */
export async function storeResult(
  context: StageContext,
  open: OpenAttempt,
  picture: Pick<Picture, "bytes">,
  cost: Cost | null,
): Promise<ImageAnswer> {
  const { editId, services } = context;
  const { attempt, editor } = open;
  const result = await checkResult(picture.bytes, keepingOf(open)).catch((error: unknown) => {
    throw asPaid(error, editor.free);
  });
  const resultKey = blobKey("result", editId, result.extension);
  try {
    await putResult(context, resultKey, result);
  } catch (error) {
    if (editor.free || picture.bytes.byteLength > PARKED_BYTES) throw asPaid(error, editor.free);
    services.log.warn("a paid result is parked: the store does not take it", { error });
    const { bytes } = picture;
    await retryWithBackoff(() => parkResult(services.db, { attemptId: attempt.id, editId, bytes }), OUTAGE);
    return answer("parked", 5);
  }
  return completeAttempt(context, open, resultKey, result, cost);
}

/** Operations that take something away in one place, and promise that all else stays as it is to the pixel. */
const ERASING: ReadonlySet<string> = new Set(["erase-corner", "remove-date-stamp"]);

/** How a result is kept: as its source is, unless what was not asked for must stay to the pixel, which only coding without loss keeps. */
function keepingOf({ edit: { sourceLossy, plan } }: OpenAttempt): "lossy" | "lossless" {
  const onlyErases =
    plan !== null && plan.operations.length > 0 && plan.operations.every(({ name }) => ERASING.has(name));
  return sourceLossy === true && !onlyErases ? "lossy" : "lossless";
}

/** @throws {AppError} `STORAGE_UNAVAILABLE`, also when the store takes too long. */
async function putResult(
  { services }: StageContext,
  resultKey: string,
  result: Pick<CheckedResult, "bytes" | "contentType">,
): Promise<void> {
  await withDeadline(STORE_MS, "STORAGE_UNAVAILABLE", () =>
    services.blobs.put(resultKey, result.bytes, result.contentType),
  );
}

/** Closes the attempt and takes the edit to its next stage, unless the edit is no longer this run's. */
export async function completeAttempt(
  context: StageContext,
  { attempt, editor }: OpenAttempt,
  resultKey: string,
  result: CheckedResult,
  cost: Cost | null,
): Promise<StepAnswer<StageEnd>> {
  const { editId, runId, services } = context;
  const paid = { ...costColumns(cost), charge: editor.free ? "none" : "made" } as const;
  const stored = await services.db.transaction().execute(async (tx) => {
    const moved = await advanceEdit(
      tx,
      { id: editId, runId, from: "processing_image" },
      {
        model: attempt.model,
        resultKey,
        resultType: result.contentType,
        resultWidth: result.width,
        resultHeight: result.height,
        resultSize: result.size,
        resultSha256: result.sha256,
        resultAlpha: result.hasAlpha,
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
  if (stored) return answer("done");
  await discardPictures(services, editId, [resultKey]);
  return resolveStageEnd(context, "processing_image");
}

/** A failure after the provider did its work: its picture has been paid for, and asking again pays again. */
function asPaid(error: unknown, free: boolean): unknown {
  if (free || !(error instanceof AppError)) return error;
  return new AppError(error.code, { cause: error.cause, charge: "made", retryable: false });
}

/** Longest pause between two tries to store a parked result, in seconds. */
const LONGEST = 60;

/**
 * Stores a parked result, with growing pauses for up to 15 minutes. After that the edit fails with its
 * charge, and the bytes stay parked for *check again*.
 */
export async function storeParked(context: StageContext): Promise<ImageAnswer> {
  const { editId, services } = context;
  const open = await readOpenAttempt(context);
  if ("state" in open) return open;
  const { attempt } = open;
  const parked = await findParkedResult(services.db, attempt.id);
  if (parked === null)
    throw new AppError("INTERNAL", { cause: new Error("nothing is parked"), charge: "made", retryable: false });
  const result = await checkResult(parked.bytes, keepingOf(open));
  const resultKey = blobKey("result", editId, result.extension);
  try {
    await putResult(context, resultKey, result);
  } catch (error) {
    const patience = attempt.checkedAt === null ? PARKED_SECONDS : CHECK_SECONDS;
    if (parked.seconds > patience) {
      throw new AppError("STORAGE_UNAVAILABLE", {
        cause: error,
        charge: "made",
        retryable: false,
        detail:
          "The picture is made and paid for, but could not be stored yet. It is kept for a day: check again later.",
      });
    }
    return answer("parked", Math.min(LONGEST, Math.ceil(5 + parked.seconds / 4)));
  }
  return completeAttempt(context, open, resultKey, result, knownCost(attempt));
}
