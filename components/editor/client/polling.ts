/** What one question to the server gave. */
export type PollAnswer = {
  /** Seconds until asking again is useful; `null`: nothing is running any more. */
  retryAfter: number | null;
};

type PollerOptions = {
  /** Asks once. A rejection is a failed poll; it never ends polling. */
  ask: () => Promise<PollAnswer>;
  /** A poll failed: how many in a row. */
  onFailure?: (error: unknown, failures: number) => void;
  onSuccess?: () => void;
  /** Whether anybody looks at the page. */
  isHidden?: () => boolean;
};

export type Poller = {
  /** Asks now, or as soon as the question under way is answered. */
  poke(): void;
  stop(): void;
};

const FASTEST_MS = 250;
const HIDDEN_MS = 15_000;
const FAILURE_MS = [1_000, 2_000, 4_000] as const;

/**
 * Asks until nothing is running: never twice at a time, when the server says that it is useful, every
 * 15 s while the page is hidden, and again 1, 2, then 4 s after a failure, for as long as it takes.
 */
export function createPoller({ ask, onFailure, onSuccess, isHidden = pageHidden }: PollerOptions): Poller {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let busy = false;
  let askAgain = false;
  let stopped = false;
  let failures = 0;

  const plan = (ms: number) => {
    clearTimeout(timer);
    timer = setTimeout(() => void poll(), isHidden() ? Math.max(ms, HIDDEN_MS) : Math.max(ms, FASTEST_MS));
  };

  const poll = async () => {
    if (busy) {
      askAgain = true;
      return;
    }
    clearTimeout(timer);
    busy = true;
    askAgain = false;
    let next: number | null;
    try {
      const { retryAfter } = await ask();
      failures = 0;
      next = retryAfter === null ? null : retryAfter * 1000;
      if (!stopped) onSuccess?.();
    } catch (error) {
      failures += 1;
      next = FAILURE_MS[Math.min(failures, FAILURE_MS.length) - 1] ?? HIDDEN_MS;
      if (!stopped) onFailure?.(error, failures);
    }
    busy = false;
    if (stopped) return;
    if (askAgain) plan(0);
    else if (next !== null) plan(next);
  };

  return {
    poke: () => {
      if (!stopped) void poll();
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}

function pageHidden(): boolean {
  return document.visibilityState === "hidden";
}
