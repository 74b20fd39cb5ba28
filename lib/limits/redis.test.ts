import { randomUUID } from "node:crypto";
import { once } from "node:events";
import net, { type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import { failureOf, raceForLimit, windowsOverLimit } from "@/tests/limit-race";
import { testRedisUrl } from "@/tests/redis-server";
import { describeRateLimiter } from "./rate-limiter.contract";
import type { DecisionTimes } from "./exact-window";
import type { RateLimiter } from "./rate-limiter";
import { createRedisLimiter } from "./redis";

const who = (address: string) => ({ address, browser: null });

const redisUrl = testRedisUrl() ?? "";
const policy = { name: "edit", limit: 10, windowSeconds: 60 };

const PATIENT = { firstMs: 20_000, usualMs: 20_000 };

let ends: Array<() => unknown> = [];
afterEach(async () => {
  for (const end of ends) await end();
  ends = [];
});

function create(url = redisUrl, options: { prefix?: string; times?: DecisionTimes } = {}): RateLimiter {
  const limiter = createRedisLimiter({ url, prefix: `mizual:test:${randomUUID()}`, ...options });
  ends.push(() => limiter.close());
  return limiter;
}

describe.skipIf(redisUrl === "")("Redis (needs TEST_REDIS_URL)", () => {
  describeRateLimiter("redis", async () => ({
    limiter: create(redisUrl, { times: PATIENT }),
    advance: (milliseconds) => sleep(milliseconds),
  }));

  const store = { kind: "redis", url: redisUrl } as const;

  test("four processes with 200 requests at once: exactly the limit gets through", async () => {
    expect(await raceForLimit({ store, policy, atOnce: 50, seconds: 0 })).toHaveLength(10);
  });

  test("four processes, each request from another browser: exactly the limit of the address gets through", async () => {
    const shared = { ...policy, addressLimit: 25 };
    expect(await raceForLimit({ store, policy: shared, atOnce: 50, seconds: 0 })).toHaveLength(25);
  });

  test("four processes without a pause: the limit in every second there is, and no less", async () => {
    const brief = { ...policy, windowSeconds: 1 };
    const allowed = await raceForLimit({ store, policy: brief, atOnce: 3, seconds: 4 });
    expect(windowsOverLimit(allowed, brief)).toEqual([]);
    const seconds =
      (Math.max(...allowed.map(({ sent }) => sent)) - Math.min(...allowed.map(({ sent }) => sent))) / 1000;
    expect(seconds).toBeGreaterThan(2);
    expect(allowed.length).toBeGreaterThanOrEqual(10 * Math.floor(seconds));
  });

  test("goes on counting where a process before it ended", async () => {
    const options = { prefix: `mizual:test:${randomUUID()}`, times: PATIENT };
    const first = create(redisUrl, options);
    for (let count = 0; count < 10; count += 1) await first.take(policy, who("c"));
    await first.close();
    expect(await create(redisUrl, options).take(policy, who("c"))).toMatchObject({ allowed: false, remaining: 0 });
  });
});

describe("a Redis that is not well", () => {
  const listen = async (onConnection: (socket: net.Socket) => void, port = 0): Promise<number> => {
    const sockets = new Set<net.Socket>();
    const server = net.createServer((socket) => {
      sockets.add(socket.on("error", () => {}));
      onConnection(socket);
    });
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    ends.push(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    return (server.address() as AddressInfo).port;
  };

  test.each<[string, (socket: net.Socket) => void]>([
    ["takes connections and says nothing", () => {}],
    ["ends each connection", (socket) => socket.end()],
    ["breaks each connection", (socket) => socket.resetAndDestroy()],
    ["wants a password", (socket) => socket.on("data", () => socket.write("-NOAUTH Authentication required.\r\n"))],
  ])("%s: cannot tell, each time", async (_case, onConnection) => {
    const limiter = create(`redis://127.0.0.1:${await listen(onConnection)}`, {
      times: { firstMs: 250, usualMs: 250 },
    });
    for (let count = 0; count < 3; count += 1) {
      expect(await failureOf(limiter, policy, who("c"))).toBeInstanceOf(Error);
    }
  });

  test("nobody there: cannot tell, and the password is in no message", async () => {
    const error = await failureOf(create("redis://user:secret-0815@127.0.0.1:9"), policy, who("c"));
    expect(error).toBeInstanceOf(Error);
    expect(String(error) + String((error as Error).stack)).not.toContain("secret-0815");
  });

  test.skipIf(redisUrl === "")("comes back by itself after an outage (needs TEST_REDIS_URL)", async () => {
    const { hostname, port } = new URL(redisUrl);
    let down = false;
    const open = new Set<net.Socket>();
    const proxy = await listen((socket) => {
      if (down) return void socket.destroy();
      const redis = net.connect({ host: hostname, port: Number(port) });
      redis.on("error", () => {});
      open.add(socket);
      socket.pipe(redis).pipe(socket);
      socket.on("close", () => redis.destroy());
    });
    const limiter = create(`redis://127.0.0.1:${proxy}`);
    expect((await limiter.take(policy, who("c"))).remaining).toBe(9);
    down = true;
    for (const socket of open) socket.destroy();
    expect(await failureOf(limiter, policy, who("c"))).toBeInstanceOf(Error);
    down = false;
    await expect.poll(() => failureOf(limiter, policy, who("c")), { timeout: 10_000 }).toBe("decided");
  });
});
