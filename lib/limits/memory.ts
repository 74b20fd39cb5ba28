import type { RateLimiter } from "./rate-limiter";

/**
 * Exact sliding windows in this process: the times of the counted requests, per policy and client.
 * `now` is a steady clock in milliseconds.
 */
export function createMemoryLimiter(now: () => number = () => performance.now()): RateLimiter {
  const windows = new Map<string, { times: number[]; idleAt: number }>();
  let sweepAt = 0;

  return {
    name: "memory",
    take: async ({ name, limit, windowSeconds }, client) => {
      const time = now();
      const length = windowSeconds * 1000;
      if (time >= sweepAt) {
        for (const [key, window] of windows) if (window.idleAt <= time) windows.delete(key);
        sweepAt = time + length;
      }
      const key = `${name}\0${client}`;
      const times = windows.get(key)?.times ?? [];
      // Ages, not ends: a sum of fractions may come out a little above what it should be, and round up to one second more.
      const kept = times.findIndex((taken) => time - taken < length);
      times.splice(0, kept === -1 ? times.length : kept);
      const allowed = times.length < limit;
      if (allowed) times.push(time);
      windows.set(key, { times, idleAt: (times.at(-1) ?? time) + length });
      const age = time - (times[0] ?? time);
      return {
        allowed,
        limit,
        remaining: limit - times.length,
        resetSeconds: Math.ceil((length - age) / 1000),
      };
    },
    check: async () => {},
    close: async () => windows.clear(),
  };
}
