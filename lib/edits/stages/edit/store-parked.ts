import { findParkedResult } from "@/db/queries/parked-results";
import { blobKey } from "@/lib/blob/blob-key";
import { AppError } from "@/lib/errors";
import { checkResult } from "@/lib/images/normalise";
import { CHECK_SECONDS, PARKED_SECONDS } from "../../budgets";
import type { StageContext } from "../stage";
import { knownCost } from "./cost-of";
import { findWork } from "./find-work";
import { moveOn, storeResult } from "./keep-result";

/** Longest pause between two tries, in seconds. */
const LONGEST = 60;

/**
 * Stores a parked result, with growing pauses for up to 15 minutes. After that the edit fails with its
 * charge, and the bytes stay parked for *check again*.
 */
export async function storeParked(context: StageContext): Promise<string> {
  const { editId, services } = context;
  const work = await findWork(context);
  if (typeof work === "string") return work;
  const { attempt } = work;
  const parked = await findParkedResult(services.db, attempt.id);
  if (parked === null)
    throw new AppError("INTERNAL", { cause: new Error("nothing is parked"), charge: "made", retryable: false });
  const result = await checkResult(parked.bytes);
  const resultKey = blobKey("result", editId, result.extension);
  try {
    await storeResult(context, resultKey, result);
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
    return `parked:${Math.min(LONGEST, Math.ceil(5 + parked.seconds / 4))}`;
  }
  return moveOn(context, work, resultKey, result, knownCost(attempt));
}
