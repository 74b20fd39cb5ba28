import { availableParallelism } from "node:os";
import { AppError } from "@/lib/errors";

type Options = {
  atOnce: number;
  /** Bytes of pictures that may wait; beyond it new ones are turned away. */
  waitingBytes: number;
};

/** Runs a few works at once, the others in the order in which they came. */
export function createDecodeQueue({ atOnce, waitingBytes }: Options) {
  const waiting: (() => void)[] = [];
  let running = 0;
  let bytesWaiting = 0;

  return {
    /**
     * @param bytes size of the picture that would wait; 0 for work that must not be turned away.
     * @throws {AppError} UNAVAILABLE when too many bytes are waiting already.
     */
    async run<T>(bytes: number, work: () => Promise<T>): Promise<T> {
      if (running < atOnce) {
        running += 1;
      } else {
        if (bytesWaiting + bytes > waitingBytes && bytesWaiting > 0)
          throw new AppError("UNAVAILABLE", { retryAfterSeconds: 5 });
        bytesWaiting += bytes;
        // Whoever ends hands its place over, so that `running` stays as it is.
        await new Promise<void>((resolve) => waiting.push(resolve));
        bytesWaiting -= bytes;
      }
      try {
        return await work();
      } finally {
        const next = waiting.shift();
        if (next === undefined) running -= 1;
        else next();
      }
    },
  };
}

// Next loads this module once for its routes and once for what runs beside them: one queue for both.
const shared = globalThis as { mizualDecodeQueue?: ReturnType<typeof createDecodeQueue> };

/**
 * The process's one queue for decoding and encoding: as many at once as there are cores, at most
 * three, because Node has four threads for all of it and one stays free for files and host names.
 */
export const decodeQueue = (shared.mizualDecodeQueue ??= createDecodeQueue({
  atOnce: Math.min(availableParallelism(), 3),
  waitingBytes: 400 * 1024 * 1024,
}));
