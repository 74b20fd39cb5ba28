import { parentPort } from "node:worker_threads";
import { EngineError } from "../errors";
import { decode, encode, render } from "../render";
import { signalOf } from "../stop-signal";
import { noVersion, quietWork } from "../work";
import { type FromWorker, type ToWorker, describeError } from "./messages";
import { visiblePrint } from "./visible-print";

// The engine on a thread of its own, so that the server answers while pixels are worked on.

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

async function edit(job: ToWorker): Promise<Uint8Array> {
  const signal = signalOf(job.stop);
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
  const notes: string[] = [];
  const result = await render(source, job.operations, {
    ...quietWork(signal),
    progress: (share) => tell(DECODED + share * (RENDERED - DECODED)),
    note: (text) => {
      notes.push(text);
      say({ kind: "note", text });
    },
    version: (number) => {
      const bytes = job.versions.get(number);
      return bytes === undefined ? Promise.reject(noVersion(number)) : decode(bytes);
    },
  });
  if (visiblePrint(result) === before) throw unchanged(notes);
  signal.throwIfAborted();
  // Its own buffer, which can be handed over.
  return new Uint8Array(await encode(result));
}

/** The failure for a picture that is as it was: with what the operations tell of it, if anything. */
const unchanged = (notes: readonly string[]): EngineError =>
  new EngineError(
    "NOTHING_CHANGED",
    notes.length === 0 ? {} : { detail: `${notes.join(". ")}. Nothing was changed, and it cost nothing.` },
  );

async function take(job: ToWorker): Promise<void> {
  try {
    say({ kind: "done", bytes: await edit(job) });
  } catch (error) {
    say({ kind: "failed", error: describeError(error) });
  }
}

parentPort?.on("message", (job: ToWorker) => void take(job));
