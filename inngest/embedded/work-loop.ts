import type { Db } from "@/db/client";
import { pruneRunnerEvents } from "@/db/runner/events";
import { expireAllLeases } from "@/db/runner/jobs";
import { pruneRunnerRuns } from "@/db/runner/runs";
import { createCronSchedules } from "./cron-schedules";
import type { Settings } from "./options";
import type { App } from "./sync-app";
import { createWorkPool } from "./work-pool";

const PRUNE_EVERY_MS = 3_600_000;

export type WorkLoop = {
  /** Looks for work now. */
  wake(): void;
  /** Goes on with the cron triggers of a changed app. */
  follow(app: App): Promise<void>;
  /** Milliseconds since the database last answered. */
  silentMs(): number;
  /** Ends the loop; what is not done after `graceMs` is handed back. */
  drain(graceMs: number): Promise<void>;
};

/** Begins to look for work and to do it: at once after a wake, every `pollMs` for timers and other processes' work. */
export async function startWorkLoop(db: Db, app: () => App | null, settings: Settings): Promise<WorkLoop> {
  const { logger } = settings;
  const schedules = createCronSchedules(db);
  const pool = createWorkPool(db, app, settings, wake);
  let seenAt = performance.now();
  let prunedAt = Number.NEGATIVE_INFINITY;
  let inTrouble = false;
  let stopped = false;
  let ticking: Promise<void> | null = null;

  async function tick(): Promise<void> {
    try {
      await schedules.tick();
      await pool.fill();
      await prune();
      seenAt = performance.now();
      inTrouble = false;
    } catch (error) {
      if (!inTrouble) logger.error("The embedded runner cannot reach its database; it goes on trying", error);
      inTrouble = true;
    }
  }

  async function prune(): Promise<void> {
    if (performance.now() - prunedAt < PRUNE_EVERY_MS) return;
    prunedAt = performance.now();
    await pruneRunnerEvents(db, settings.keepEventsHours);
    await pruneRunnerRuns(db, settings.keepRunsHours);
  }

  function poll(): void {
    ticking ??= tick().finally(() => {
      ticking = null;
    });
  }

  function wake(): void {
    if (!stopped) pool.fill().catch(() => undefined); // The next poll reports it.
  }

  function renew(): void {
    pool.renew().catch((error: unknown) => logger.warn("The embedded runner could not renew its leases", error));
  }

  const current = app();
  if (current !== null) await schedules.follow(current.functions);
  if (settings.singleOwner) await expireAllLeases(db, settings.restartSpreadMs);
  const polling = setInterval(poll, settings.pollMs);
  const renewing = setInterval(renew, settings.renewMs);
  poll();

  return {
    wake,
    async follow(next) {
      await schedules.follow(next.functions);
      wake();
    },
    silentMs: () => performance.now() - seenAt,
    async drain(graceMs) {
      stopped = true;
      clearInterval(polling);
      await ticking;
      await pool.drain(graceMs);
      clearInterval(renewing);
    },
  };
}
