import type { Db } from "@/db/client";
import { closeAttempt, markTask, secondsSinceSent } from "@/db/queries/attempts";
import { advanceEdit } from "@/db/queries/edit-runs";
import { deleteParkedResults, findParkedResult, PARKED_BYTES, parkResult } from "@/db/queries/parked-results";
import { type Backoff, retryWithBackoff, withDeadline } from "@/lib/async";
import { blobKey } from "@/lib/blob/blob-store";
import { AppError } from "@/lib/errors";
import { bufferOf } from "@/lib/images/bytes";
import { looksLike } from "@/lib/images/compare";
import { type CheckedResult, checkResult } from "@/lib/images/normalise";
import { sniffImage } from "@/lib/images/sniff";
import type { Cost, Picture } from "@/lib/providers/port";
import type { Services } from "@/lib/services";
import { CHECK_SECONDS, OUTAGE, PARK, PARKED_SECONDS, STORE_MS } from "../../budgets";
import { editLabel } from "../../edit-id";
import { paidSize } from "@/lib/spend/spend";
import { discardPictures } from "../../pictures";
import { answer, resolveStageEnd, type StageContext, type StageEnd, type StepAnswer } from "../stage";
import { costColumns, type ImageAnswer, knownCost, type OpenAttempt, readOpenAttempt, sentPicture } from "./attempt";

/**
 * Checks what the editor made, stores it, and moves the edit on. What is paid for is parked in the database before
 * anything judges it: bytes that are refused today may pass tomorrow's check, and a process that dies of them has
 * lost nothing. When the store does not take it, a later step does that.
 */
export async function storeResult(
  context: StageContext,
  open: OpenAttempt,
  picture: Pick<Picture, "bytes">,
  cost: Cost | null,
): Promise<ImageAnswer> {
  const { editId, services } = context;
  const { attempt, editor } = open;
  const { bytes } = picture;
  const replaces = "format" in sniffImage(bufferOf(bytes));
  const mayPark = !editor.free && bytes.byteLength > 0 && bytes.byteLength <= PARKED_BYTES;
  const park = (backoff: Backoff) =>
    retryWithBackoff(() => parkResult(services.db, { attemptId: attempt.id, bytes, replaces }), backoff);
  const isParked = mayPark && (await succeeds(services, park(PARK)));
  const result = await judge(context, open, bytes).catch(async (error: unknown) => {
    // Refused today: a later release may read it, and there may be no second copy.
    if (mayPark && !isParked && isBadResult(error)) await park(OUTAGE);
    throw error;
  });
  const resultKey = blobKey("result", editId, result.extension);
  try {
    await putResult(context, resultKey, result);
  } catch (error) {
    if (!mayPark) throw asPaid(error, editor.free);
    if (!isParked) await park(OUTAGE);
    services.log.warn("a paid result stays parked: the store does not take it", { error });
    return answer("parked", 5);
  }
  return completeAttempt(context, open, resultKey, result, cost);
}

/** A database that is slow to take so much is no reason to lose it: the store may take it all the same. */
async function succeeds({ log }: Services, parking: Promise<void>): Promise<boolean> {
  try {
    await parking;
    return true;
  } catch (error) {
    log.warn("a paid result was not parked before it is judged", { error });
    return false;
  }
}

const UNCHANGED =
  "The image service sent the picture back as it was. It has charged for this edit. Try saying it differently.";

/**
 * The result in the form that is kept.
 * @throws {AppError} `PROVIDER_BAD_RESULT` where it is no picture, which stays parked; `NOTHING_CHANGED` where it is
 * the source again, which is worth nothing.
 */
async function judge({ editId, services }: StageContext, open: OpenAttempt, bytes: Uint8Array): Promise<CheckedResult> {
  const { attempt, editor } = open;
  const result = await checkResult(bytes, keepingOf(open)).catch((error: unknown) => {
    throw asPaid(error, editor.free);
  });
  if (editor.free) return result;
  if (!(await isWhatWasSent(services, open, { width: result.width, height: result.height, bytes }))) return result;
  await endUnchanged(services.db, editId, attempt.id);
  throw unchanged();
}

/** Whether a result, as it came, is the picture that was sent; one that cannot be told counts as a result. */
async function isWhatWasSent(
  services: Services,
  open: OpenAttempt,
  result: Pick<CheckedResult, "width" | "height"> & { bytes: Uint8Array },
): Promise<boolean> {
  const { originalWidth: width, originalHeight: height, fullSize } = open.edit;
  const size = paidSize({ width: width ?? 0, height: height ?? 0 }, fullSize);
  if (result.width !== size.width || result.height !== size.height) return false;
  try {
    return await looksLike(result.bytes, (await sentPicture(services, open)).bytes);
  } catch (error) {
    services.log.warn("a result was not compared with its source", { error });
    return false;
  }
}

/** Notes of a picture that is the source again that it was paid for, and that there is nothing to come of it. */
export async function endUnchanged(db: Db, editId: string, attemptId: string): Promise<void> {
  await markTask(db, attemptId, "failed", { charge: "made" });
  await deleteParkedResults(db, editId);
}

/** The end of an edit whose paid result is its source again. */
export const unchanged = (): AppError =>
  new AppError("NOTHING_CHANGED", { detail: UNCHANGED, charge: "made", retryable: false });

/** Operations that take something away in one place, and promise that all else stays as it is to the pixel. */
const ERASING: ReadonlySet<string> = new Set(["erase-corner", "remove-date-stamp"]);

/** Regions that are no part of the picture but of its light: such a change has no outside that could be seen to stay. */
const OF_LIGHT: ReadonlySet<string> = new Set(["shadows", "midtones", "highlights"]);

/**
 * How a result is kept: as its source is, unless what was not asked for must stay to the pixel, which only coding without
 * loss keeps: where an editor that keeps pixels (a generative one makes all anew) changes nothing but parts.
 */
function keepingOf({ editor, edit: { sourceLossy, plan } }: OpenAttempt): "lossy" | "lossless" {
  const operations = editor.free ? (plan?.operations ?? []) : [];
  const isPart = ({ name, within = [] }: (typeof operations)[number]): boolean =>
    ERASING.has(name) || within.some((region) => !OF_LIGHT.has(region.name));
  return sourceLossy === true && !(operations.length > 0 && operations.every(isPart)) ? "lossy" : "lossless";
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

const isBadResult = (error: unknown): error is AppError =>
  error instanceof AppError && error.code === "PROVIDER_BAD_RESULT";

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
  let result: CheckedResult;
  try {
    result = await judge(context, open, parked.bytes);
  } catch (error) {
    // Where its task is still known, that may bring a better copy.
    if (attempt.pollingUrl === null || !isBadResult(error)) throw error;
    services.log.warn("a parked result is not usable", { edit: editLabel(editId), error: error.cause });
    return answer("accepted");
  }
  const resultKey = blobKey("result", editId, result.extension);
  try {
    await putResult(context, resultKey, result);
  } catch (error) {
    // A check has its own time, however long ago the bytes were parked.
    const [seconds, patience] =
      attempt.checkedAt === null
        ? [parked.seconds, PARKED_SECONDS]
        : [await secondsSinceSent(services.db, attempt.id), CHECK_SECONDS];
    if (seconds > patience) {
      throw new AppError("STORAGE_UNAVAILABLE", {
        cause: error,
        charge: "made",
        retryable: false,
        detail:
          "The picture is made and paid for, but could not be stored yet. It is kept for a week: check again later.",
      });
    }
    return answer("parked", Math.min(LONGEST, Math.ceil(5 + seconds / 4)));
  }
  return completeAttempt(context, open, resultKey, result, knownCost(attempt));
}
