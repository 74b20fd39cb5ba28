import type { EditRow } from "@/db/queries/edits";
import { sweepEdits } from "@/lib/retention/sweep-edits";
import type { Services } from "@/lib/services";
import { STALE_SECONDS } from "./budgets";
import { isFinal } from "./status";

/** At most one sweep by readers in this time, in milliseconds. */
const PAUSE_MS = 15_000;

const sweptAt = new WeakMap<Services, number>();

/**
 * A reader that meets an edit past its stage's time has the sweeper look, instead of waiting for its
 * next minute. The reader does not wait for it. By this process's clock, as a hint: what counts as
 * stuck is up to the sweeper and the database's clock.
 */
export function noticeStuck(services: Services, edits: readonly EditRow[], now: number = Date.now()): void {
  if (!edits.some((edit) => isOverdue(edit, now)) || now - (sweptAt.get(services) ?? 0) < PAUSE_MS) return;
  sweptAt.set(services, now);
  sweepEdits(services).catch((error: unknown) => services.log.warn("a sweep for a stuck edit failed", { error }));
}

function isOverdue({ status, stageStartedAt, heartbeatAt }: EditRow, now: number): boolean {
  if (isFinal(status)) return false;
  const shownLife = Math.max(stageStartedAt.getTime(), heartbeatAt?.getTime() ?? 0);
  return now - shownLife > STALE_SECONDS[status as keyof typeof STALE_SECONDS] * 1000;
}
