import { type RateLimiter, windowsOf } from "./rate-limiter";

/**
 * Exact sliding windows in this process: the times of the counted requests, per policy and client.
 * `now` is a steady clock in milliseconds.
 */
export function createMemoryLimiter(now: () => number = () => performance.now()): RateLimiter {
  const windows = new Map<string, { times: number[]; idleAt: number }>();
  let sweepAt = 0;

  return {
    name: "memory",
    take: async (policy, who) => {
      const time = now();
      const length = policy.windowSeconds * 1000;
      if (time >= sweepAt) {
        for (const [key, window] of windows) if (window.idleAt <= time) windows.delete(key);
        sweepAt = time + length;
      }
      const looks = windowsOf(policy, who).map(({ key, limit }) => {
        const times = windows.get(key)?.times ?? [];
        // Ages, not ends: a sum of fractions may come out a little above what it should be, and round up to one second more.
        const kept = times.findIndex((taken) => time - taken < length);
        times.splice(0, kept === -1 ? times.length : kept);
        return { key, limit, times };
      });
      const full = looks.filter(({ limit, times }) => times.length >= limit);
      const allowed = full.length === 0;
      for (const { key, times } of looks) {
        if (allowed) times.push(time);
        // What holds nothing is not kept: a refused stranger takes up no space.
        if (times.length > 0) windows.set(key, { times, idleAt: (times.at(-1) ?? time) + length });
      }
      const waits = (allowed ? looks.slice(0, 1) : full).map(({ times }) => length - (time - (times[0] ?? time)));
      return {
        allowed,
        limit: policy.limit,
        remaining: allowed ? Math.min(...looks.map(({ limit, times }) => limit - times.length)) : 0,
        resetSeconds: Math.ceil(Math.max(...waits) / 1000),
      };
    },
    check: async () => {},
    close: async () => windows.clear(),
  };
}
