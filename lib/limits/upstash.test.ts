import { setTimeout as sleep } from "node:timers/promises";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { FakeServer, Fault } from "@/tests/fakes/fake-server";
import { startUpstashFake, UPSTASH_FAKE_TOKEN } from "@/tests/fakes/upstash/upstash-fake";
import { failureOf, raceForLimit } from "@/tests/limit-race";
import { testRedisUrl } from "@/tests/redis-server";
import type { DecisionTimes } from "./exact-window";
import { describeRateLimiter } from "./rate-limiter.contract";
import { createUpstashLimiter } from "./upstash";

const who = (address: string) => ({ address, browser: null });

const redisUrl = testRedisUrl();
const policy = { name: "edit", limit: 10, windowSeconds: 60 };

describe.skipIf(redisUrl === null)("Upstash (needs TEST_REDIS_URL)", () => {
  let fake: FakeServer;
  beforeAll(async () => {
    fake = await startUpstashFake({ redisUrl: redisUrl ?? "" });
  });
  beforeEach(() => fake.reset());
  afterAll(() => fake.close());

  const create = (options: { token?: string; times?: DecisionTimes } = {}) =>
    createUpstashLimiter({
      url: fake.url,
      token: UPSTASH_FAKE_TOKEN,
      prefix: `mizual:test:${randomUUID()}`,
      ...options,
    });

  describeRateLimiter("upstash", async () => ({
    limiter: create({ times: { firstMs: 20_000, usualMs: 20_000 } }),
    advance: (milliseconds) => sleep(milliseconds),
  }));

  test("four processes with 200 requests at once: exactly the limit gets through", async () => {
    const store = { kind: "upstash", url: fake.url, token: UPSTASH_FAKE_TOKEN } as const;
    expect(await raceForLimit({ store, policy, atOnce: 50, seconds: 0 })).toHaveLength(10);
  });

  test("says nothing of this machine, and its token in one header only", async () => {
    await create().take(policy, who("c"));
    for (const { headers, path, query, body } of fake.requests) {
      expect(Object.keys(headers).filter((name) => name.includes("telemetry"))).toEqual([]);
      const { authorization, ...others } = headers;
      expect(authorization).toBe(`Bearer ${UPSTASH_FAKE_TOKEN}`);
      expect(JSON.stringify([others, path, [...query], body.toString()])).not.toContain(UPSTASH_FAKE_TOKEN);
    }
  });

  test.each<[string, Fault]>([
    ["hangs", { kind: "hang" }],
    ["answers 500", { kind: "answer", answer: { status: 500, body: { error: "internal" } } }],
    ["answers 429", { kind: "answer", answer: { status: 429, body: { error: "max daily request limit exceeded" } } }],
    ["answers 502 with a page", { kind: "answer", answer: { status: 502, body: "<html>bad gateway</html>" } }],
    ["answers what is no pipeline", { kind: "answer", answer: { body: { result: "Aborted" } } }],
    ["breaks the connection", { kind: "reset" }],
    ["loses the answer", { kind: "reset-after" }],
    ["is slow", { kind: "delay", milliseconds: 600 }],
  ])("%s: cannot tell, within 250 ms, asked once; then it can again", async (_case, fault) => {
    const limiter = create();
    await limiter.take(policy, who("warm"));
    fake.reset();
    fake.fail(fault);
    const error = await failureOf(limiter, policy, who("hash-of-a-client"));
    expect(error).toBeInstanceOf(Error);
    await sleep(50);
    expect(fake.requests).toHaveLength(1);
    expect(String(error)).not.toMatch(/hash-of-a-client|LPOP|upstash-fake-token/);
    expect((await limiter.take(policy, who("c"))).allowed).toBe(true);
  });

  test("the first decision of a process, which connects, may take longer", async () => {
    fake.fail({ kind: "delay", milliseconds: 500 });
    expect((await create().take(policy, who("c"))).allowed).toBe(true);
  });

  test("a wrong token: cannot tell, and the token is in no message", async () => {
    const error: unknown = await create({ token: "wrong-token-0815" })
      .take(policy, who("c"))
      .catch((reason: unknown) => reason);
    expect(String(error)).toContain("WRONGPASS");
    expect(String(error)).not.toContain("wrong-token-0815");
  });
});

test("nobody there: cannot tell", async () => {
  const limiter = createUpstashLimiter({ url: "http://127.0.0.1:9", token: UPSTASH_FAKE_TOKEN, prefix: "p" });
  await expect(limiter.take(policy, who("c"))).rejects.toThrow("fetch failed");
});
