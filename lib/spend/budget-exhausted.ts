import { spendToday } from "@/db/queries/spend";
import type { Db } from "@/db/client";
import { AppError } from "@/lib/errors";

/** Which cap stands in the way: that of everybody together, or the client's own. */
export type CappedBy = "all" | "client";

const REACHED: Record<CappedBy, string> = {
  all: "The spending limit of this server for today is reached. It resets at midnight UTC; please try again then.",
  client: "Your spending limit for today is reached. It resets at midnight UTC; please try again then.",
};

const TOO_DEAR =
  "One edit with this image service costs more than the daily spending limit of this server allows, so it was not sent.";

/**
 * `BUDGET_EXHAUSTED`, saying whose limit is reached and when it resets, with the seconds until then
 * by the database's clock. `alone`: the price passes the cap by itself, so that waiting is no use.
 */
export async function budgetExhausted(db: Db, cappedBy: CappedBy, alone: boolean): Promise<AppError> {
  const { secondsLeft } = await spendToday(db, "");
  // Not for a step to try again: only the next day changes it.
  return new AppError("BUDGET_EXHAUSTED", {
    detail: alone ? TOO_DEAR : REACHED[cappedBy],
    retryable: false,
    retryAfterSeconds: secondsLeft,
  });
}
