import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import type { Db } from "@/db/client";
import { releaseRunnerJobs, renewRunnerLeases, type RunnerJob } from "@/db/runner/jobs";
import { claimJob } from "./claim-job";
import type { Settings } from "./options";
import type { App } from "./sync-app";
import { workOnJob } from "./work-on-job";

export type WorkPool = {
  /** Takes as many jobs as there are free workers. Rejects when the database does not answer. */
  fill(): Promise<void>;
  /** Keeps what is being worked on. */
  renew(): Promise<void>;
  /** Takes nothing more; hands back what has not ended after `graceMs`, which costs it no attempt. */
  drain(graceMs: number): Promise<void>;
};

type Working = { job: RunnerJob; done: Promise<void> };

/** The jobs that this process works on. `onFree` is told whenever a worker becomes free. */
export function createWorkPool(db: Db, app: () => App | null, settings: Settings, onFree: () => void): WorkPool {
  const pool = randomUUID();
  const suspectDeaths = settings.maxDeaths - 1;
  const working = new Map<string, Working>();
  const handedBack = new AbortController();
  let claims = 0;
  let draining = false;
  let filling: Promise<void> | null = null;
  let again = false;

  async function fillOnce(): Promise<void> {
    while (isHiring()) {
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
  const isHiring = (): boolean => !draining && working.size < settings.workers && !isSuspectWorking();

  const isSuspectWorking = (): boolean => [...working.values()].some(({ job }) => job.deaths >= suspectDeaths);

  async function work(current: App, job: RunnerJob, owner: string): Promise<void> {
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
