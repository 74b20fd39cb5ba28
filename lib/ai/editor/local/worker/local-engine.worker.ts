import { createHash } from "node:crypto";
import { parentPort } from "node:worker_threads";
import { AppError } from "@/lib/errors";
import type { Raster } from "../raster";
import { decode, encode, render } from "../render";
import { quietWork } from "../work";
import type { FromWorker, ToWorker } from "./messages";

// The engine on a thread of its own, so that the server answers while pixels are worked on.

let running: AbortController | null = null;

/** Milliseconds between two messages of progress. */
const PROGRESS_EVERY = 100;

const say = (message: FromWorker): void => {
  if (message.kind === "done") {
    // The picture is handed over, not copied.
    parentPort?.postMessage(message, [message.bytes.buffer as ArrayBuffer]);
  } else {
    parentPort?.postMessage(message);
  }
};

const printOf = ({ data, width, height, channels }: Raster): string =>
  `${width}x${height}x${channels} ${createHash("sha1").update(data).digest("base64")}`;

async function edit({ bytes, operations }: ToWorker & { kind: "edit" }, signal: AbortSignal): Promise<Uint8Array> {
  const source = await decode(bytes);
  // A fingerprint instead of a copy: the picture may have 50 megapixels.
  const before = printOf(source);
  let told = 0;
  const progress = (share: number): void => {
    const now = performance.now();
    if (now - told < PROGRESS_EVERY) return;
    told = now;
    say({ kind: "progress", share });
  };
  const result = await render(source, operations, { ...quietWork(signal), progress });
  if (printOf(result) === before) throw new AppError("NOTHING_CHANGED");
  signal.throwIfAborted();
  const encoded = await encode(result);
  // Its own buffer, which can be handed over.
  return new Uint8Array(encoded);
}

async function take(message: ToWorker): Promise<void> {
  if (message.kind === "cancel") return running?.abort();
  running = new AbortController();
  try {
    say({ kind: "done", bytes: await edit(message, running.signal) });
  } catch (error) {
    if (error instanceof AppError) say({ kind: "failed", code: error.code, detail: error.detail });
    else say({ kind: "broken", error });
  } finally {
    running = null;
  }
}

parentPort?.on("message", (message: ToWorker) => void take(message));
