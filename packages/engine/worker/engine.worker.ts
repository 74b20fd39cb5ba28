import { parentPort } from "node:worker_threads";
import { EngineError } from "../errors";
import { decode, encode, render } from "../render";
import { noVersion, quietWork } from "../work";
import { describeError, type FromWorker, type ToWorker } from "./messages";
import { visiblePrint } from "./visible-print";

// The engine on a thread of its own, so that the server answers while pixels are worked on.

let running: AbortController | null = null;

/** Milliseconds between two messages of progress. */
const PROGRESS_EVERY = 100;

/** How much of a job is done when the picture is decoded, and when the operations are through. */
const DECODED = 0.1;
const RENDERED = 0.85;

const say = (message: FromWorker): void => {
  if (message.kind === "done") {
    // The picture is handed over, not copied.
    parentPort?.postMessage(message, [message.bytes.buffer as ArrayBuffer]);
  } else {
    parentPort?.postMessage(message);
  }
};

async function edit(job: ToWorker & { kind: "edit" }, signal: AbortSignal): Promise<Uint8Array> {
  let told = 0;
  const tell = (share: number): void => {
    const now = performance.now();
    if (now - told < PROGRESS_EVERY) return;
    told = now;
    say({ kind: "progress", share });
  };
  const source = await decode(job.bytes);
  tell(DECODED);
  // A fingerprint instead of a copy: the picture may have 50 megapixels.
  const before = visiblePrint(source);
  const result = await render(source, job.operations, {
    ...quietWork(signal),
    progress: (share) => tell(DECODED + share * (RENDERED - DECODED)),
    version: (number) => {
      const bytes = job.versions.get(number);
      return bytes === undefined ? Promise.reject(noVersion(number)) : decode(bytes);
    },
  });
  if (visiblePrint(result) === before) throw new EngineError("NOTHING_CHANGED");
  signal.throwIfAborted();
  // Its own buffer, which can be handed over.
  return new Uint8Array(await encode(result));
}

async function take(message: ToWorker): Promise<void> {
  if (message.kind === "cancel") return running?.abort();
  running = new AbortController();
  try {
    say({ kind: "done", bytes: await edit(message, running.signal) });
  } catch (error) {
    say({ kind: "failed", error: describeError(error) });
  } finally {
    running = null;
  }
}

parentPort?.on("message", (message: ToWorker) => void take(message));
