import type { Db } from "@/db/client";
import { spendToday } from "@/db/queries/spend";
import type { Env } from "@/lib/config/env";
import { AppError } from "@/lib/errors";
import type { ImageEditor } from "@/lib/providers/port";

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

/** US dollars that this client can still spend today, by its own cap and that of all, and when the day ends. */
export type BudgetLeft = { remainingUsd: number; resetsAt: Date };

/** What is left of today's budget; `null` where nothing is paid or no cap is set. */
export async function budgetLeft(
  services: { db: Db; env: Env; editors: readonly ImageEditor[] },
  clientHash: string,
): Promise<BudgetLeft | null> {
  const { perDayUsd, perClientUsd } = services.env.spendCaps;
  if (services.editors.every(({ free }) => free) || (perDayUsd === null && perClientUsd === null)) return null;
  const { allUsd, clientUsd, resetsAt } = await spendToday(services.db, clientHash);
  const left = Math.min((perDayUsd ?? Infinity) - allUsd, (perClientUsd ?? Infinity) - clientUsd);
  return { remainingUsd: Math.max(0, Math.round(left * 1e6) / 1e6), resetsAt };
}

/** The part of the start line that says what may be spent a day in US dollars, by all and by one client; empty where nothing is paid. */
export function capsInForce({ env, editors }: { env: Env; editors: ReadonlyArray<{ free: boolean }> }): string {
  if (editors.every(({ free }) => free)) return "";
  const { perDayUsd, perClientUsd } = env.spendCaps;
  return ` caps=${perDayUsd ?? "off"}/${perClientUsd ?? "off"}`;
}
