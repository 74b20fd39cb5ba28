import type { Cost, Picture } from "@/lib/providers/port";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { FETCH_MS, FETCH_TRIES } from "../../budgets";
import { editLabel } from "../../edit-label";
import { withDeadline } from "@/lib/async";
import type { StageContext } from "../stage";
import { knownCost } from "./cost-of";
import { findWork, type Work } from "./find-work";
import { keepResult } from "./keep-result";
import { askOnce, mayAskAgain } from "./poll-task";

/**
 * Polls once more, because the address of a result does not live long, and keeps the picture at
 * once. Where that fails, it is asked for a fresh address some times; never for another picture.
 * @throws {AppError} `PROVIDER_BAD_RESULT` when it cannot be had, with the task still stored.
 */
export async function fetchResult(context: StageContext, round: number): Promise<string> {
  const { services, editId } = context;
  const work = await findWork(context);
  if (typeof work === "string") return work;
  let result: { picture: Picture; cost: Cost | null };
  try {
    result = await fetchOnce(services, work);
  } catch (error) {
    services.log.warn("a result was not fetched", { edit: editLabel(editId), error });
    if (round < FETCH_TRIES && mayAskAgain(error)) return `ready:${2 ** round}`;
    throw unfetched(error);
  }
  return keepResult(context, work, result.picture, result.cost);
}

async function fetchOnce(services: Services, work: Work): Promise<{ picture: Picture; cost: Cost | null }> {
  const result = await askOnce(services, work);
  if (result.state !== "ready") throw new Error("the result went away");
  const picture = await withDeadline(FETCH_MS, "PROVIDER_UNAVAILABLE", (signal) =>
    work.editor.fetch(result.resultUrl, signal),
  );
  return { picture, cost: result.cost ?? knownCost(work.attempt) };
}

/** A provider's own final word stays; trouble on the way means that the picture could not be had. */
function unfetched(error: unknown): AppError {
  const final = error instanceof AppError && !error.retryable;
  const detail = "The image service made the picture, but it could not be fetched. It has charged for it.";
  return new AppError(final ? error.code : "PROVIDER_BAD_RESULT", {
    cause: final ? error.cause : error,
    detail: final ? error.detail : detail,
    charge: "made",
    retryable: false,
  });
}
