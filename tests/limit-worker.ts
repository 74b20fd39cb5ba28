import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { LimitPolicy } from "@/lib/limits/rate-limiter";
import { createRedisLimiter } from "@/lib/limits/redis";
import { createUpstashLimiter } from "@/lib/limits/upstash";

// One of several processes that race for the same limit: node tests/limit-worker.ts JSON
export type LimitRace = {
  store: { kind: "redis"; url: string } | { kind: "upstash"; url: string; token: string };
  prefix: string;
  /** With a limit for the address, each request comes from a browser of its own. */
  policy: LimitPolicy;
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

const isShared = race.policy.addressLimit !== undefined;
const allowed: Allowed[] = [];
// Connects, so that the race is about the limit.
await limiter.take({ ...race.policy, name: "warm" }, { address: String(process.pid), browser: null });
await sleep(race.startAt - Date.now());
const endAt = Date.now() + race.seconds * 1000;
do {
  await Promise.all(
    Array.from({ length: race.atOnce }, async () => {
      const sent = Date.now();
      const result = await limiter.take(race.policy, { address: "client", browser: isShared ? randomUUID() : null });
      if (result.allowed) allowed.push({ sent, answered: Date.now() });
    }),
  );
} while (Date.now() < endAt);
await limiter.close();
process.stdout.write(JSON.stringify(allowed));
