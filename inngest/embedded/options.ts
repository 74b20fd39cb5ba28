import type { Db } from "@/db/client";

/** Where the runner reports trouble of its own; a function's errors are logged by the SDK. */
export type RunnerLogger = {
  warn(message: string, detail?: unknown): void;
  error(message: string, detail?: unknown): void;
};

export type RunnerOptions = {
  /** Opens the database that holds the runner's tables; called at the first need, and again if it throws. */
  db: () => Db | Promise<Db>;
  /** No other process can have this database open (PGlite): leases found at start are those of the dead. */
  singleOwner: boolean;
  /** This host keeps no process alive between requests: events and `start()` are refused. */
  serverless?: boolean;
  logger?: RunnerLogger;
  /**
   * A call goes on after a step and reports each as it ends, as on Inngest's servers; otherwise one call is one step.
   * Durable alike. Default: false, for a call here costs next to nothing, and short ones are shared more evenly.
   */
  checkpointing?: boolean;
  /** Calls at once in this process. */
  workers?: number;
  /** How often to look for timers and other processes' work, in milliseconds. */
  pollMs?: number;
  /** How long a claim lives without being renewed. */
  leaseMs?: number;
  renewMs?: number;
  /** Milliseconds before attempt `attempt + 1`; `attempt` counts from 0. */
  backoff?: (attempt: number) => number;
  /**
   * A step in which this many processes died has failed: at least 2. From the third on it is alone in its process, so that
   * some that were killed for other reasons, one after the other, condemn nobody.
   */
  maxDeaths?: number;
  /** Jobs found leased by the dead start within this many milliseconds, at random. */
  restartSpreadMs?: number;
  /** A call without an answer for this long counts as a failed attempt. */
  callTimeoutMs?: number;
  /** Repeated event ids are recognised for this long. */
  keepEventsHours?: number;
  /** Runs that ended can be rerun for this long. */
  keepRunsHours?: number;
};

/** Name of the error of a run whose step has ended its process each time. */
export const DIED = "ProcessDiedError";

export type RunnerSettings = Required<RunnerOptions>;

/** `min(60 s, 1 s · 2^attempt)` plus up to a fifth of it. */
function defaultBackoff(attempt: number): number {
  return Math.min(60_000, 1_000 * 2 ** attempt) * (1 + Math.random() / 5);
}

/** The options with everything that was left out. */
export function withDefaults(options: RunnerOptions): RunnerSettings {
  return {
    db: options.db,
    singleOwner: options.singleOwner,
    serverless: options.serverless ?? false,
    logger: options.logger ?? console,
    checkpointing: options.checkpointing ?? false,
    workers: options.workers ?? 8,
    pollMs: options.pollMs ?? 500,
    leaseMs: options.leaseMs ?? 15_000,
    renewMs: options.renewMs ?? 5_000,
    backoff: options.backoff ?? defaultBackoff,
    maxDeaths: options.maxDeaths ?? 5,
    restartSpreadMs: options.restartSpreadMs ?? 1_000,
    callTimeoutMs: options.callTimeoutMs ?? 15 * 60_000,
    keepEventsHours: options.keepEventsHours ?? 24,
    keepRunsHours: options.keepRunsHours ?? 72,
  };
}
