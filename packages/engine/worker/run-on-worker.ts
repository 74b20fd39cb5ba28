import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { Job } from "./thread";
import { createThreadPool } from "./thread-pool";

/** Threads at once for one client: one core stays free for the server, which answers meanwhile. */
const PER_CLIENT = Math.max(1, availableParallelism() - 1);

/** And for all: one more, so that whoever comes while another has many jobs begins at once beside them. */
const MOST = PER_CLIENT + 1;

/** Long enough for the next edit of somebody who looks at the last; in milliseconds. A thread holds memory. */
const IDLE_MS = 30_000;

/** For how long a canceled job may end by itself, in milliseconds. */
const GRACE_MS = 1_000;

/**
 * The thread's JavaScript heap in megabytes. Pixels and OpenCV lie outside of it, so that only an operation
 * with a mistake needs as much, and then its own job fails and not the process. (Node 24 ends the process all
 * the same where large arrays run over the limit at once; its edits are then taken up as after any crash.)
 */
const HEAP_MB = 1_024;

/** Next sets this in what it bundles, where the thread's code is JavaScript already; tests and scripts run the source. */
const isBundled = process.env["NEXT_RUNTIME"] !== undefined;

/** Node 20 does not hand its loaders on to the entry of a thread, so this registers one first. */
const LOAD_SOURCE = `
  const { workerData } = require("node:worker_threads");
  import("tsx/esm/api").then(({ register }) => {
    register();
    return import(workerData);
  });
`;

/** Apart from `new Worker`, so that the bundler does not take the source for a file to serve. */
const sourceBeside = (url: string): string => new URL("./engine.worker.ts", url).href;

const resourceLimits = { maxOldGenerationSizeMb: HEAP_MB };

/** Starts a thread that takes one job after the other. */
export const startWorker = (): Worker =>
  isBundled
    ? new Worker(new URL("./engine.worker.ts", import.meta.url), { resourceLimits })
    : new Worker(LOAD_SOURCE, { eval: true, workerData: sourceBeside(import.meta.url), resourceLimits });

const pool = createThreadPool({
  start: startWorker,
  most: MOST,
  perClient: PER_CLIENT,
  idleMs: IDLE_MS,
  graceMs: GRACE_MS,
});

/**
 * Carries out operations on a thread of the engine's own; where all are at work, or all that one client may have, when it is its turn.
 * Answers with an encoded PNG.
 * @throws {EngineError} as the operations do; `NOTHING_CHANGED` when no pixel is another; `BROKEN` when
 * the thread dies.
 * @throws what `signal` was aborted with.
 */
export const runOnWorker = (job: Job): Promise<Uint8Array> => pool.run(job);
