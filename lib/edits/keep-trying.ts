/** Longest time over which something is tried again, in milliseconds: an outage that a restart of a database causes. */
const LONGEST_MS = 60_000;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Tries again after 0.25, 0.5, 1, 2, 4 and then every 5 s, for a minute, what must not be lost to an
 * outage: what is written down about money.
 * @throws what it threw last.
 */
export async function keepTrying<T>(work: () => Promise<T>): Promise<T> {
  const end = performance.now() + LONGEST_MS;
  for (let pause = 250; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await work();
    } catch (error) {
      if (performance.now() + pause > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}
