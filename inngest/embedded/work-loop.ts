import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Db } from "@/db/client";
import { expireAllLeases, releaseRunnerJobs, renewRunnerLeases, type RunnerJob } from "@/db/runner/jobs";
import { insertRunnerEvent, pruneRunnerEvents, pruneRunnerRuns } from "@/db/runner/runs";
import { insertRunnerSchedule, readDatabaseTime, takeRunnerSlot } from "@/db/runner/schedules";
import type { SyncedApp } from "./call";
import type { CronPattern, RunnerFunctions } from "./functions";
import { claimJob, workOnJob } from "./jobs";
import type { RunnerSettings } from "./options";
import { startRun } from "./runs";

const PRUNE_EVERY_MS = 3_600_000;

export type WorkLoop = {
  /** Looks for work now. */
  wake(): void;
  /** Goes on with the cron triggers of a changed app. */
  follow(app: SyncedApp): Promise<void>;
  /** Milliseconds since the database last answered. */
  silentMs(): number;
  /** Ends the loop; what is not done after `graceMs` is handed back. */
  drain(graceMs: number): Promise<void>;
};

/** Begins to look for work and to do it: at once after a wake, every `pollMs` for timers and other processes' work. */
export async function startWorkLoop(db: Db, app: () => SyncedApp | null, settings: RunnerSettings): Promise<WorkLoop> {
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

type WorkPool = {
  /** Takes as many jobs as there are free workers. Rejects when the database does not answer. */
  fill(): Promise<void>;
  /** Keeps what is being worked on. */
  renew(): Promise<void>;
  /** Takes nothing more; hands back what has not ended after `graceMs`, which costs it no attempt. */
  drain(graceMs: number): Promise<void>;
};

type Working = { job: RunnerJob; done: Promise<void> };

/** The jobs that this process works on. `onFree` is told whenever a worker becomes free. */
function createWorkPool(db: Db, app: () => SyncedApp | null, settings: RunnerSettings, onFree: () => void): WorkPool {
  const pool = randomUUID();
  const suspectDeaths = Math.min(2, settings.maxDeaths - 1);
  const working = new Map<string, Working>();
  const handedBack = new AbortController();
  let claims = 0;
  let draining = false;
  let filling: Promise<void> | null = null;
  let again = false;

  async function fillOnce(): Promise<void> {
    while (canClaim()) {
      const current = app();
      if (current === null) return;
      // One name for each claim, not for each process: an old claim of our own must not pass for a new one.
      const owner = `${pool}:${(claims += 1)}`;
      const alone = working.size === 0;
      const options = { owner, leaseMs: settings.leaseMs, suspectDeaths, alone };
      const job = await claimJob(db, current.functions, options);
      if (job === null) return;
      working.set(owner, { job, done: work(current, job, owner) });
    }
  }

  /** While a job that may kill the process runs, it runs alone. */
  const canClaim = (): boolean => !draining && working.size < settings.workers && !isSuspectWorking();

  const isSuspectWorking = (): boolean => [...working.values()].some(({ job }) => job.deaths >= suspectDeaths);

  async function work(current: SyncedApp, job: RunnerJob, owner: string): Promise<void> {
    try {
      await workOnJob(db, current, { job, owner }, settings, handedBack.signal);
    } catch (error) {
      if (!handedBack.signal.aborted)
        settings.logger.error(`The result of a step of ${job.functionId} could not be kept`, error);
    } finally {
      working.delete(owner);
      onFree();
    }
  }

  return {
    async fill() {
      again = true;
      filling ??= (async () => {
        try {
          while (again) {
            again = false;
            await fillOnce();
          }
        } finally {
          filling = null;
        }
      })();
      return filling;
    },
    renew: () => renewRunnerLeases(db, [...working.keys()], settings.leaseMs),
    async drain(graceMs) {
      draining = true;
      await filling?.catch(() => undefined);
      const grace = new AbortController();
      const allDone = Promise.all([...working.values()].map(({ done }) => done));
      await Promise.race([allDone, pause(graceMs, undefined, { signal: grace.signal }).catch(() => undefined)]);
      grace.abort();
      const left = [...working.keys()];
      handedBack.abort();
      await releaseRunnerJobs(db, left);
    },
  };
}

/** How long the difference between the database's clock and ours is believed. */
const CLOCK_MS = 60_000;

export type CronSchedules = {
  /** Follows the cron triggers of these functions from now on. A slot missed since any process followed them starts a run. */
  follow(functions: RunnerFunctions): Promise<void>;
  /** Starts what has come due; answers whether anything was started. Asks the database only then, and once a minute. */
  tick(): Promise<boolean>;
};

type Schedule = { functionId: string; expression: string; pattern: CronPattern; next: number };

/**
 * Cron triggers by the database's clock. However many processes follow one, each slot starts one run, and slots that
 * passed while none did start one run together.
 */
export function createCronSchedules(db: Db): CronSchedules {
  let schedules: Schedule[] = [];
  let clock = { time: 0, readAt: Number.NEGATIVE_INFINITY };

  async function now(): Promise<number> {
    if (performance.now() - clock.readAt > CLOCK_MS) {
      clock = { time: (await readDatabaseTime(db)).getTime(), readAt: performance.now() };
    }
    return clock.time + performance.now() - clock.readAt;
  }

  async function start(schedule: Schedule, time: number): Promise<boolean> {
    const slot = schedule.pattern.latest(new Date(time));
    if (slot === null) return false;
    const { functionId, expression: cron } = schedule;
    return db.transaction().execute(async (tx) => {
      if (!(await takeRunnerSlot(tx, functionId, cron, slot))) return false;
      const scheduledAt = slot.toISOString();
      const event = {
        id: `cron:${functionId}:${cron}:${scheduledAt}`,
        name: "inngest/scheduled.timer",
        data: { cron, scheduledAt, fireAt: scheduledAt },
        ts: slot.getTime(),
      };
      if (await insertRunnerEvent(tx, event)) await startRun(tx, { id: functionId, shareOf: () => null }, event);
      return true;
    });
  }

  return {
    async follow(functions) {
      const all = [...functions.values()].flatMap(({ id, crons }) =>
        crons.map((cron) => ({ functionId: id, ...cron, next: 0 })),
      );
      for (const { functionId, expression } of all) await insertRunnerSchedule(db, functionId, expression);
      schedules = all;
    },
    async tick() {
      if (schedules.length === 0) return false;
      const time = await now();
      let started = false;
      for (const schedule of schedules.filter(({ next }) => next <= time)) {
        started = (await start(schedule, time)) || started;
        schedule.next = schedule.pattern.next(new Date(time))?.getTime() ?? Number.POSITIVE_INFINITY;
      }
      return started;
    },
  };
}
