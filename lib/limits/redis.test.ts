import { randomUUID } from "node:crypto";
import { once } from "node:events";
import net, { type AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, test } from "vitest";
import type { Allowed, LimitRace } from "@/tests/limit-worker";
import { testRedisUrl } from "@/tests/redis-server";
import { runChild } from "@/tests/run-child";
import { describeRateLimiter } from "./rate-limiter.contract";
import type { RateLimiter } from "./rate-limiter";
import { createRedisLimiter } from "./redis";

const redisUrl = testRedisUrl() ?? "";
const policy = { name: "edit", limit: 10, windowSeconds: 60 };

let ends: Array<() => unknown> = [];
afterEach(async () => {
  for (const end of ends) await end();
  ends = [];
});

function create(url = redisUrl): RateLimiter {
  const limiter = createRedisLimiter({ url, prefix: `mizual:test:${randomUUID()}` });
  ends.push(() => limiter.close());
  return limiter;
}

describe.skipIf(redisUrl === "")("Redis (needs TEST_REDIS_URL)", () => {
  describeRateLimiter("redis", async () => ({ limiter: create(), advance: (milliseconds) => sleep(milliseconds) }));

  const race = async (options: Pick<LimitRace, "policy" | "atOnce"> & { seconds: number }): Promise<Allowed[]> => {
    const startAt = Date.now() + 2_500;
    const task: LimitRace = {
      store: { kind: "redis", url: redisUrl },
      prefix: `mizual:test:${randomUUID()}`,
      policy: options.policy,
      atOnce: options.atOnce,
      startAt,
      endAt: startAt + options.seconds * 1000,
    };
    const workers = Array.from({ length: 4 }, () => runChild("tests/limit-worker.ts", [JSON.stringify(task)]));
    const ended = await Promise.all(workers.map((worker) => worker.ended));
    expect(ended.map(({ errors }) => errors)).toEqual(["", "", "", ""]);
    return ended.flatMap(({ output }) => JSON.parse(output) as Allowed[]);
  };

  test("four processes with 200 requests at once: exactly the limit gets through", async () => {
    expect(await race({ policy, atOnce: 50, seconds: 0 })).toHaveLength(10);
  });

  test("four processes without a pause: the limit in every second there is, and no less", async () => {
    const allowed = await race({ policy: { name: "edit", limit: 10, windowSeconds: 1 }, atOnce: 3, seconds: 4 });
    expect(windowsOverLimit(allowed, 10, 1000)).toEqual([]);
    const seconds =
      (Math.max(...allowed.map(({ sent }) => sent)) - Math.min(...allowed.map(({ sent }) => sent))) / 1000;
    expect(seconds).toBeGreaterThan(2);
    expect(allowed.length).toBeGreaterThanOrEqual(10 * Math.floor(seconds));
  });
});

/** Those starts after which more than `limit` requests were sent and answered within one window. */
function windowsOverLimit(allowed: readonly Allowed[], limit: number, windowMs: number): Allowed[] {
  return allowed.filter(
    (first) =>
      allowed.filter(({ sent, answered }) => sent >= first.sent && answered < first.sent + windowMs).length > limit,
  );
}

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

  const failureOf = async (limiter: RateLimiter): Promise<{ error: unknown; milliseconds: number }> => {
    const start = performance.now();
    const error: unknown = await limiter.take(policy, "c").then(
      () => "decided",
      (reason: unknown) => reason,
    );
    return { error, milliseconds: performance.now() - start };
  };

  test.each<[string, (socket: net.Socket) => void]>([
    ["takes connections and says nothing", () => {}],
    ["ends each connection", (socket) => socket.end()],
    ["breaks each connection", (socket) => socket.resetAndDestroy()],
    ["wants a password", (socket) => socket.on("data", () => socket.write("-NOAUTH Authentication required.\r\n"))],
  ])("%s: cannot tell, each time within 250 ms", async (_case, onConnection) => {
    const limiter = create(`redis://127.0.0.1:${await listen(onConnection)}`);
    for (let count = 0; count < 3; count += 1) {
      const { error, milliseconds } = await failureOf(limiter);
      expect(error).toBeInstanceOf(Error);
      expect(milliseconds).toBeLessThan(400);
    }
  });

  test("nobody there: cannot tell, and the password is in no message", async () => {
    const { error } = await failureOf(create("redis://user:secret-0815@127.0.0.1:9"));
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
    expect((await limiter.take(policy, "c")).remaining).toBe(9);
    down = true;
    for (const socket of open) socket.destroy();
    expect((await failureOf(limiter)).error).toBeInstanceOf(Error);
    down = false;
    await expect.poll(async () => (await failureOf(limiter)).error, { timeout: 5_000 }).toBe("decided");
  });
});
