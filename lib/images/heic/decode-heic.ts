import { Worker } from "node:worker_threads";
import { AppError } from "@/lib/errors";
import type { DeepPixels } from "../colour/tiff-of-pixels";
import type { HeicAnswer, HeicJob } from "./messages";

/**
 * For how long it may take. A phone's picture of 12 megapixels takes 3 s on a slow core, one of 48 about
 * four times that: WebAssembly is slower than what reads the other formats, and has one thread.
 */
const DECODE_SECONDS = 30;

const HEAP_MB = 512;

/** Next sets this in what it bundles, where the thread's code is JavaScript already; tests and scripts run the source. */
const isBundled = process.env["NEXT_RUNTIME"] !== undefined;

/** Node 20 does not hand its loaders on to the entry of a thread, so this registers one first. */
const LOAD_SOURCE = `
  const { workerData } = require("node:worker_threads");
  import("tsx/esm/api").then(({ register }) => {
    register();
    return import(workerData.entry);
  });
`;

/** Apart from `new Worker`, so that the bundler does not take the source for a file to serve. */
const sourceBeside = (url: string): string => new URL("./heic.worker.ts", url).href;

function start(job: HeicJob): Worker {
  const resourceLimits = { maxOldGenerationSizeMb: HEAP_MB };
  return isBundled
    ? new Worker(new URL("./heic.worker.ts", import.meta.url), { resourceLimits, workerData: job })
    : new Worker(LOAD_SOURCE, {
        eval: true,
        resourceLimits,
        workerData: { ...job, entry: sourceBeside(import.meta.url) },
      });
}

/**
 * Decodes the main picture of a HEIC file, turned and mirrored as it says, on a thread of its own. Colours
 * are as the file has them: whoever calls makes sRGB of them.
 * @param maxPixels known to the decoder before it reads; the file's declared sizes are checked before this.
 * @throws {AppError} INVALID_IMAGE, IMAGE_TYPE_NOT_SUPPORTED for a variant that libheif does not know;
 * UNAVAILABLE when memory is short.
 */
export async function decodeHeic(bytes: Uint8Array, maxPixels: number): Promise<DeepPixels> {
  const worker = start({ bytes, maxPixels });
  let timer: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<HeicAnswer>((resolve, reject) => {
      worker.on("message", resolve).on("error", reject).on("messageerror", reject);
      worker.on("exit", (code) => reject(new Error(`the thread ended (${code})`)));
      timer = setTimeout(() => reject(tooSlow()), DECODE_SECONDS * 1000);
    });
    if ("data" in answer) return answer;
    throw refused(answer.reason, new Error(answer.message));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refused(isOutOfMemory(error) ? "memory" : "damaged", error);
  } finally {
    clearTimeout(timer);
    void worker.terminate();
  }
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && (error as { code?: unknown }).code === "ERR_WORKER_OUT_OF_MEMORY";

const tooSlow = (): AppError =>
  new AppError("INVALID_IMAGE", {
    detail: "This HEIC photo takes too long to read. Please save it again as a usual JPEG or PNG.",
  });

function refused(reason: "damaged" | "unsupported" | "memory", cause: unknown): AppError {
  switch (reason) {
    case "memory":
      return new AppError("UNAVAILABLE", { cause, retryAfterSeconds: 5 });
    case "unsupported":
      return new AppError("IMAGE_TYPE_NOT_SUPPORTED", {
        cause,
        detail:
          "This HEIC photo is coded in a way that cannot be read here. Please save it again as a usual JPEG or PNG.",
      });
    case "damaged":
      return new AppError("INVALID_IMAGE", { cause });
  }
}
