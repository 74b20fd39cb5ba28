import { retryWithBackoff } from "@/lib/async";

/**
 * Tries again after 0.25, 0.5, 1, 2, 4 and then every 5 s, for a minute (an outage that a restart of a
 * database causes), what must not be lost to it: what is written down about money.
 * @throws what it threw last.
 */
export const keepTrying = <T>(work: () => Promise<T>): Promise<T> =>
  retryWithBackoff(work, { totalMs: 60_000, pauseMs: 250, longestPauseMs: 5_000 });
