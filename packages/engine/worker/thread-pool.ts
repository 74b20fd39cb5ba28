import type { Worker } from "node:worker_threads";
import { type Job, type Thread, createThread } from "./thread";

type PoolOptions = {
  /** Starts a worker that speaks `ToWorker` and `FromWorker`. */
  start: () => Worker;
  /** Threads at once. */
  most: number;
  /** A thread that has had nothing to do for so long ends, in milliseconds. */
  idleMs: number;
  /** A canceled job may end by itself for so long, in milliseconds; then its thread is stopped in the middle of it. */
  graceMs: number;
};

/**
 * Threads that carry out jobs, at most `most` at once; of the others, who has waited longest is next. A
 * job that breaks its thread fails alone. Nothing here keeps the process from ending while no job runs.
 */
export function createThreadPool({ start, most, idleMs, graceMs }: PoolOptions): {
  run(job: Job): Promise<Uint8Array>;
} {
  const waiting: { since: number; go: () => void }[] = [];
  const idle: { thread: Thread; timer: NodeJS.Timeout }[] = [];
  let busy = 0;

  /** Comes back once there is a place; the caller counts as busy from then on. */
  async function wait({ signal, turn }: Job): Promise<void> {
    turn?.wait();
    await new Promise<void>((resolve, reject) => {
      const place = {
        since: turn?.since ?? Date.now(),
        go: (): void => {
          signal.removeEventListener("abort", stop);
          resolve();
        },
      };
      const stop = (): void => {
        waiting.splice(waiting.indexOf(place), 1);
        reject(signal.reason as Error);
      };
      signal.addEventListener("abort", stop, { once: true });
      waiting.splice(waiting.findLastIndex(({ since }) => since <= place.since) + 1, 0, place);
    });
  }

  /** The place goes to the next in the row without becoming free in between. */
  function leave(): void {
    const next = waiting.shift();
    if (next === undefined) busy -= 1;
    else next.go();
  }

  function take(): Thread {
    const last = idle.pop();
    if (last !== undefined) {
      clearTimeout(last.timer);
      return last.thread;
    }
    const thread: Thread = createThread(start(), graceMs, () => forget(thread));
    return thread;
  }

  function keep(thread: Thread): void {
    const end = (): void => {
      forget(thread);
      void thread.end();
    };
    idle.push({ thread, timer: setTimeout(end, idleMs).unref() });
  }

  function forget(thread: Thread): void {
    const at = idle.findIndex((kept) => kept.thread === thread);
    for (const { timer } of at < 0 ? [] : idle.splice(at, 1)) clearTimeout(timer);
  }

  return {
    async run(job) {
      job.signal.throwIfAborted();
      const isFull = busy === most;
      if (isFull) await wait(job);
      else busy += 1;
      let gone = Promise.resolve();
      try {
        if (isFull) await job.turn?.begin();
        job.signal.throwIfAborted();
        const thread = take();
        try {
          return await thread.ask(job);
        } finally {
          if (thread.isFree()) keep(thread);
          else gone = thread.end();
        }
      } finally {
        // One that is being stopped may still be at work, so its place is not free before it is gone.
        void gone.finally(leave);
      }
    },
  };
}
