import { Cron } from "croner";

export type CronPattern = {
  /** First slot after `time`. */
  next(time: Date): Date | null;
  /** Last slot at or before `time`. */
  latest(time: Date): Date | null;
};

/**
 * A cron expression, in UTC unless it begins with `TZ=<IANA zone> `. A sixth field in front gives seconds.
 * @throws when it is not understood.
 */
export function cronPattern(expression: string): CronPattern {
  const [, zone, pattern = expression] = /^TZ=(\S+)\s+(.+)$/.exec(expression) ?? [];
  const cron = new Cron(pattern, { timezone: zone ?? "UTC", paused: true });
  cron.nextRun(new Date(0));
  return {
    next: (time) => cron.nextRun(time),
    latest: (time) => cron.previousRuns(2, new Date(time.getTime() + 1_000)).find((slot) => slot <= time) ?? null,
  };
}
