import type { Worker } from "node:worker_threads";
import { type Job, type Thread, createThread } from "./thread";

type PoolOptions = {
  /** Starts a worker that speaks `ToWorker` and `FromWorker`. */
  start: () => Worker;
  /** Threads at once, for all clients and for one. */
  most: number;
  perClient: number;
  /** A thread that has had nothing to do for so long ends, in milliseconds. */
  idleMs: number;
  /** A canceled job may end by itself for so long, in milliseconds; then its thread is stopped in the middle of it. */
  graceMs: number;
};

/**
 * Threads that carry out jobs, at most `most` at once, and of them `perClient` for one client; next is who has the
 * fewest at work, and of those who has waited longest. A job that breaks its thread fails alone. Nothing here keeps the process from ending while no job runs.
 */
export function createThreadPool({ start, most, perClient, idleMs, graceMs }: PoolOptions): {
  run(job: Job): Promise<Uint8Array>;
} {
  const waiting: { client: string | null; since: number; go: () => void }[] = [];
  const idle: { thread: Thread; timer: NodeJS.Timeout }[] = [];
  const atWork = new Map<string, number>();
  let busy = 0;

  const countOf = (client: string | null): number => (client === null ? 0 : (atWork.get(client) ?? 0));

  const hasPlace = (client: string | null): boolean => busy < most && countOf(client) < perClient;

  function count(client: string | null, by: 1 | -1): void {
    busy += by;
    if (client === null) return;
    const left = countOf(client) + by;
    if (left > 0) atWork.set(client, left);
    else atWork.delete(client);
  }

  /** Comes back once there is a place; the caller counts as at work from then on. */
  async function wait({ signal, turn }: Job): Promise<void> {
    turn?.wait();
    await new Promise<void>((resolve, reject) => {
      const place = {
        client: turn?.client ?? null,
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

  /** The place goes to who is next without becoming free in between. */
  function leave(client: string | null): void {
    count(client, -1);
    for (;;) {
      const [first, ...others] = waiting.filter((place) => hasPlace(place.client));
      if (first === undefined) return;
      const next = others.reduce((best, each) => (countOf(each.client) < countOf(best.client) ? each : best), first);
      waiting.splice(waiting.indexOf(next), 1);
      count(next.client, 1);
      next.go();
    }
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
      const client = job.turn?.client ?? null;
      const isFull = !hasPlace(client);
      if (isFull) await wait(job);
      else count(client, 1);
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
        void gone.finally(() => leave(client));
      }
    },
  };
}
