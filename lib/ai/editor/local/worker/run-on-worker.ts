import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { EditPlan } from "@/lib/ai/edit-plan";
import { AppError } from "@/lib/errors";
import type { FromWorker, ToWorker } from "./messages";

/** Threads at once: one stays free for the server, which answers meanwhile. */
const MOST = Math.max(1, availableParallelism() - 1);

/** A thread that has had nothing to do for so long ends, in milliseconds: it holds memory. */
const IDLE = 30_000;

/** A canceled job may end by itself for so long, in milliseconds; then its thread is stopped in the middle of it. */
const GRACE = 1_000;

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

type Job = {
  bytes: Uint8Array;
  operations: EditPlan["operations"];
  signal: AbortSignal;
  progress: (share: number) => void;
};

type Thread = { worker: Worker; idle: NodeJS.Timeout | null };

const waiting: (() => void)[] = [];
const idle: Thread[] = [];
let busy = 0;

/**
 * Carries out operations on a thread of the engine's own, at most one per core but one; others wait
 * their turn. Answers with an encoded PNG.
 * @throws {AppError} as the operations do, and `NOTHING_CHANGED` when no pixel is another.
 * @throws what `signal` was aborted with.
 */
export async function runOnWorker(job: Job): Promise<Uint8Array> {
  job.signal.throwIfAborted();
  await turn(job.signal);
  let thread: Thread | null = null;
  try {
    thread = idle.pop() ?? start();
    if (thread.idle !== null) clearTimeout(thread.idle);
    const answer = await ask(thread.worker, job);
    keep(thread);
    thread = null;
    if (answer.kind === "done") return answer.bytes;
    if (answer.kind === "failed") throw new AppError(answer.code, { detail: answer.detail });
    throw answer.kind === "broken" ? answer.error : new Error("No answer");
  } finally {
    // One that did not answer is not trusted with another job.
    if (thread !== null) void thread.worker.terminate();
    // The place goes to the next in the row without becoming free in between.
    const next = waiting.shift();
    if (next === undefined) busy -= 1;
    else next();
  }
}

/** Comes back once a thread may work; the caller counts as busy from then on. */
async function turn(signal: AbortSignal): Promise<void> {
  if (busy >= MOST) {
    await new Promise<void>((resolve, reject) => {
      const stop = (): void => {
        waiting.splice(waiting.indexOf(go), 1);
        reject(signal.reason as Error);
      };
      const go = (): void => {
        signal.removeEventListener("abort", stop);
        resolve();
      };
      signal.addEventListener("abort", stop, { once: true });
      waiting.push(go);
    });
  } else {
    busy += 1;
  }
}

function start(): Thread {
  const worker = isBundled
    ? new Worker(new URL("./local-engine.worker.ts", import.meta.url))
    : new Worker(LOAD_SOURCE, { eval: true, workerData: new URL("./local-engine.worker.ts", import.meta.url).href });
  worker.unref();
  return { worker, idle: null };
}

function keep(thread: Thread): void {
  const end = (): void => {
    idle.splice(idle.indexOf(thread), 1);
    void thread.worker.terminate();
  };
  thread.idle = setTimeout(end, IDLE).unref();
  idle.push(thread);
}

function ask(worker: Worker, { bytes, operations, signal, progress }: Job): Promise<FromWorker> {
  return new Promise((resolve, reject) => {
    let grace: NodeJS.Timeout | null = null;
    // While a job runs, the process waits for it.
    worker.ref();
    const settle = (end: () => void): void => {
      if (grace !== null) clearTimeout(grace);
      worker.unref();
      worker.off("message", hear);
      worker.off("error", fail);
      worker.off("exit", exit);
      signal.removeEventListener("abort", cancel);
      end();
    };
    const hear = (message: FromWorker): void => {
      if (message.kind === "progress") return progress(message.share);
      // Whoever canceled hears of that, whatever the thread makes of it.
      settle(() => (signal.aborted ? reject(signal.reason as Error) : resolve(message)));
    };
    const fail = (error: Error): void => settle(() => reject(error));
    const exit = (code: number): void => settle(() => reject(new Error(`The engine's thread ended (${code})`)));
    const cancel = (): void => {
      post(worker, { kind: "cancel" });
      grace = setTimeout(() => settle(() => reject(signal.reason as Error)), GRACE);
    };
    worker.on("message", hear).on("error", fail).on("exit", exit);
    signal.addEventListener("abort", cancel, { once: true });
    post(worker, { kind: "edit", bytes, operations });
  });
}

const post = (worker: Worker, message: ToWorker): void => worker.postMessage(message);
