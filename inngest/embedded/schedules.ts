import type { Db } from "@/db/client";
import { insertRunnerEvent } from "@/db/runner/runs";
import { insertRunnerSchedule, readDatabaseTime, takeRunnerSlot } from "@/db/runner/schedules";
import type { CronPattern, RunnerFunctions } from "./functions";
import { startRun } from "./runs";

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
