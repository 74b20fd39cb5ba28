type Pace = {
  /** Milliseconds for everything together. */
  totalMs: number;
  /** Milliseconds for one try. */
  tryMs: number;
  /** Milliseconds before the second try; doubled before each later one. */
  pauseMs: number;
};

const TRIES = 3;

/** What fits into the ten seconds that an edit waits for its enhancement. */
export const ENHANCER_PACE: Pace = { totalMs: 9_500, tryMs: 6_000, pauseMs: 300 };

/**
 * Repeats a call that may be repeated (it costs next to nothing) while there is time. Each try has a
 * signal of its own, fired by its time, by the time in all, or by the caller.
 * @param wait seconds to wait before another try, 0 for the usual pause; `null`: another try is no use.
 * @throws what the last try threw.
 */
export async function repeatWhileTime<T>(
  { totalMs, tryMs, pauseMs }: Pace,
  signal: AbortSignal,
  call: (signal: AbortSignal) => Promise<T>,
  wait: (error: unknown) => number | null,
): Promise<T> {
  const end = Date.now() + totalMs;
  for (let tried = 1; ; tried += 1) {
    signal.throwIfAborted();
    try {
      return await withTimer(Math.min(tryMs, end - Date.now()), signal, call);
    } catch (error) {
      const seconds = signal.aborted || tried >= TRIES ? null : wait(error);
      if (seconds === null) throw error;
      const pause = Math.max(pauseMs * 2 ** (tried - 1), seconds * 1_000);
      if (Date.now() + pause >= end) throw error;
      await sleep(pause, signal);
    }
  }
}

/** A timer and a controller of our own: `AbortSignal.timeout` is for some libraries a reason to repeat. */
async function withTimer<T>(ms: number, signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  signal.addEventListener("abort", abort, { once: true });
  const timer = setTimeout(abort, ms);
  try {
    return await call(controller.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", abort);
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
}
