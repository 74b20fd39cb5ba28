import { setImmediate as nextTurn } from "node:timers/promises";
import type { Worker } from "node:worker_threads";
import { EngineError } from "../errors";
import { raiseFlag, stopFlag } from "../stop-signal";
import type { EditPlan } from "../plan";
import { type DescribedError, type FromWorker, type ToWorker, type Versions, restoreError } from "./messages";

/** How a job waits for its turn where all threads are at work. */
export type Turn = {
  /** Whose job it is: next is who has the fewest at work, and no one ever takes all places. `null`: nobody's in particular. */
  client: string | null;
  /** When it first began to wait, in milliseconds as `Date.now` counts; `null`: it has not waited yet. */
  since: number | null;
  /** It has to wait: the time for its work does not run. */
  wait(): void;
  /**
   * Called after `wait`, when its turn has come: the time for its work runs.
   * @throws when nobody wants it any more; the job then fails with that.
   */
  begin(): Promise<void>;
};

export type Job = {
  /** The encoded picture; it is copied, so that it can be handed over again. */
  bytes: Uint8Array;
  operations: EditPlan["operations"];
  versions: Versions;
  signal: AbortSignal;
  /** Hears how much is done, 0..1; must not throw. */
  progress: (share: number) => void;
  /** Hears what a person should be told of what was done; must not throw. */
  note?: ((text: string) => void) | undefined;
  /** How it waits where all threads are at work. */
  turn?: Turn | undefined;
};

/** A thread that carries out one job after the other. */
export type Thread = {
  /**
   * Carries out a job; one at a time.
   * @throws {EngineError} as the operations do; `BROKEN`, to be tried again, when the thread dies.
   * @throws what the job's signal was aborted with.
   */
  ask(job: Job): Promise<Uint8Array>;
  /** Whether it has answered, and can be asked again: not after a failure that nobody foresaw. */
  isFree(): boolean;
  /** Stops it, whatever it does; comes back when it is gone, which a running call of sharp can put off. */
  end(): Promise<void>;
};

type Current = { hear(message: FromWorker): void; fail(error: Error): void };

/**
 * Makes a thread of a worker.
 * @param graceMs for how long a canceled job may go on before it is left alone.
 * @param onDeath is told when the thread ends, for whatever reason.
 */
export function createThread(worker: Worker, graceMs: number, onDeath: () => void): Thread {
  let current: Current | null = null;
  let isDead = false;
  let isBroken = false;
  let deathCause: unknown;
  const die = (cause: unknown): void => {
    if (isDead) return;
    isDead = true;
    deathCause = cause;
    onDeath();
    current?.fail(new EngineError("BROKEN", { cause }));
  };
  // Not only while a job runs: a worker's error that nobody hears ends the process.
  worker
    .on("message", (message: FromWorker) => current?.hear(message))
    .on("messageerror", die)
    .on("error", die)
    .on("exit", (code) => die(new Error(`The engine's thread ended (${code})`)));
  // A thread that waits keeps no process alive.
  worker.unref();

  return {
    isFree: () => !isDead && !isBroken && current === null,
    end: async () => {
      isDead = true;
      await worker.terminate();
    },
    ask: async ({ bytes, operations, versions, signal, progress, note }) => {
      const stop = stopFlag();
      const [message, copies] = await pack({ bytes, operations, versions, stop }, signal);
      signal.throwIfAborted();
      // It may have gone while the pictures were copied: then nothing would ever answer.
      if (isDead) throw new EngineError("BROKEN", { cause: deathCause });
      return new Promise((resolve, reject) => {
        let grace: NodeJS.Timeout | undefined;
        const settle = (): void => {
          clearTimeout(grace);
          signal.removeEventListener("abort", cancel);
          worker.unref();
          current = null;
        };
        const cancel = (): void => {
          raiseFlag(stop);
          // `current` stays, so that the thread does not count as free.
          grace = setTimeout(() => reject(signal.reason as Error), graceMs);
        };
        current = {
          hear(message) {
            if (message.kind === "progress") {
              if (!signal.aborted) progress(message.share);
              return;
            }
            if (message.kind === "note") {
              note?.(message.text);
              return;
            }
            settle();
            isBroken = message.kind === "failed" && !isForeseen(message.error);
            // Whoever canceled hears of that, whatever the thread made of it.
            if (signal.aborted) reject(signal.reason as Error);
            else if (message.kind === "done") resolve(message.bytes);
            else reject(restoreError(message.error));
          },
          fail(error) {
            settle();
            reject(signal.aborted ? (signal.reason as Error) : error);
          },
        };
        signal.addEventListener("abort", cancel, { once: true });
        worker.ref();
        worker.postMessage(message, copies);
      });
    },
  };
}

/**
 * Whether a failure is an answer, or an end that was asked for. Any other may leave anything behind: memory
 * that is never given back, or OpenCV in ruins.
 */
const isForeseen = ({ engine, name }: DescribedError): boolean =>
  engine === null ? name === "AbortError" : engine.code !== "BROKEN";

/** The pictures are copied once and the copies handed over: whoever asks may need them for another try. */
async function pack(message: ToWorker, signal: AbortSignal): Promise<[ToWorker, ArrayBuffer[]]> {
  const copies = new Map<Uint8Array, Uint8Array<ArrayBuffer>>();
  for (const bytes of [message.bytes, ...message.versions.values()]) {
    if (!copies.has(bytes)) copies.set(bytes, await copyOf(bytes, signal));
  }
  const copied = (bytes: Uint8Array): Uint8Array => copies.get(bytes) ?? bytes;
  const versions = new Map([...message.versions].map(([number, bytes]) => [number, copied(bytes)]));
  return [{ ...message, bytes: copied(message.bytes), versions }, [...copies.values()].map(({ buffer }) => buffer)];
}

/** Bytes copied at once, and milliseconds after which other work of the server gets its turn. */
const COPIED_AT_ONCE = 1 << 20;
const SLICE_MS = 10;

/** @throws {TypeError} when the bytes were handed over to somebody else before. */
async function copyOf(bytes: Uint8Array, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
  const from = new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const copy = new Uint8Array(from.byteLength);
  let started = performance.now();
  for (let start = 0; start < from.byteLength; start += COPIED_AT_ONCE) {
    copy.set(from.subarray(start, start + COPIED_AT_ONCE), start);
    if (performance.now() - started < SLICE_MS) continue;
    await nextTurn();
    signal.throwIfAborted();
    started = performance.now();
  }
  return copy;
}
