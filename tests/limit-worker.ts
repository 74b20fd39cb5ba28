import { setTimeout as sleep } from "node:timers/promises";
import { createRedisLimiter } from "@/lib/limits/redis";
import { createUpstashLimiter } from "@/lib/limits/upstash";

// One of several processes that race for the same limit: node tests/limit-worker.ts JSON
export type LimitRace = {
  store: { kind: "redis"; url: string } | { kind: "upstash"; url: string; token: string };
  prefix: string;
  policy: { name: string; limit: number; windowSeconds: number };
  /** When all start, in ms since the epoch; a process that is not there in time starts when it is. */
  startAt: number;
  /** Requests at once, again and again for so many seconds, but at least one time. */
  atOnce: number;
  seconds: number;
};

/** An allowed request: when it was sent and when the answer was there, in ms since the epoch. */
export type Allowed = { sent: number; answered: number };

// The race is about who is allowed, on however busy a machine.
const PATIENT = { firstMs: 20_000, usualMs: 20_000 };

const race = JSON.parse(process.argv[2] ?? "") as LimitRace;
const limiter =
  race.store.kind === "redis"
    ? createRedisLimiter({ url: race.store.url, prefix: race.prefix, times: PATIENT })
    : createUpstashLimiter({
        url: race.store.url,
        token: race.store.token,
        prefix: race.prefix,
        times: PATIENT,
      });

const allowed: Allowed[] = [];
// Connects, so that the race is about the limit.
await limiter.take({ ...race.policy, name: "warm" }, String(process.pid));
await sleep(race.startAt - Date.now());
const endAt = Date.now() + race.seconds * 1000;
do {
  await Promise.all(
    Array.from({ length: race.atOnce }, async () => {
      const sent = Date.now();
      const result = await limiter.take(race.policy, "client");
      if (result.allowed) allowed.push({ sent, answered: Date.now() });
    }),
  );
} while (Date.now() < endAt);
await limiter.close();
process.stdout.write(JSON.stringify(allowed));
