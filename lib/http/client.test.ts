import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { clientOf } from "@/tests/factories/edits";
import { parseEnv } from "@/lib/config/env";
import { createRateLimiter } from "@/lib/limits";
import { createMemoryLimiter } from "@/lib/limits/memory";
import { createLog } from "@/lib/log";
import { hashOwner } from "@/lib/edits/credentials";
import { newOwnerSecret, pageRequester, takeLimit } from "./client";

const who = (address: string) => ({ address, browser: null });

const client = clientOf();
const key = "6f1b2a9e-6d1c-4f6e-9b1e-0d1f4a3c2b10";

describe("newOwnerSecret", () => {
  test("is the same again for the same client and key, so that a lost answer costs no ownership", () => {
    const secret = newOwnerSecret("app secret", client, key);
    expect(newOwnerSecret("app secret", client, key)).toBe(secret);
    expect(newOwnerSecret("app secret", { ...client, hash: "client-2" }, key)).not.toBe(secret);
    expect(secret).toHaveLength(43);
  });

  test.each([null, "1", "retry-2026-11-23"])(
    "is random with the key %j, which a neighbour may use as well",
    (short) => {
      expect(newOwnerSecret("app secret", client, short)).not.toBe(newOwnerSecret("app secret", client, short));
    },
  );
});

describe("pageRequester", () => {
  const stranger = { ...client, ownerHash: null };
  const sent = (headers: Record<string, string>) => pageRequester(stranger, new Headers(headers), "app secret");

  test("knows a browser without a cookie by the key of which its cookie is made", () => {
    const secret = newOwnerSecret("app secret", stranger, key);
    const asked = { origin: "http://b.example", "idempotency-key": key };
    expect(sent(asked)).toEqual({ address: client.hash, browser: hashOwner(secret) });
    const withCookie = { ...stranger, ownerHash: hashOwner(secret) };
    expect(pageRequester(withCookie, new Headers(asked), "app secret")).toEqual(sent(asked));
  });

  test.each([
    ["no page", { "idempotency-key": key }],
    ["no key", { origin: "http://b.example" }],
    ["a key that others may use", { origin: "http://b.example", "idempotency-key": "1" }],
  ])("%s: one of its address", (_what, headers) => {
    expect(sent(headers as Record<string, string>)).toEqual({ address: client.hash, browser: null });
  });
});

const EDIT = { name: "edit", perMinute: 10 } as const;
const STATUS = { name: "status", perMinute: 60 } as const;

const logged: string[] = [];

async function servicesOf(variables: Record<string, string>) {
  logged.length = 0;
  const env = parseEnv(variables);
  return {
    env,
    limiter: await createRateLimiter(env),
    localLimiter: createMemoryLimiter(),
    log: createLog((line) => void logged.push(line)),
  };
}

describe("with a limiter that nobody answers for", () => {
  const down = () =>
    servicesOf({ UPSTASH_REDIS_REST_URL: "http://127.0.0.1:9", UPSTASH_REDIS_REST_TOKEN: "token-0815" });

  test("reading is not limited", async () => {
    const services = await down();
    for (let count = 0; count < 70; count += 1) expect(await takeLimit(services, STATUS, who("c"), "read")).toBeNull();
  });

  test("writing has the same limit, in this process", async () => {
    const services = await down();
    const results = [];
    for (let count = 0; count < 12; count += 1) results.push(await takeLimit(services, EDIT, who("c"), "write"));
    expect(results.map((result) => result?.allowed)).toEqual([...Array.from({ length: 10 }, () => true), false, false]);
    expect(results.at(-1)).toMatchObject({ limit: 10, remaining: 0 });
    expect(await takeLimit(services, EDIT, who("another"), "write")).toMatchObject({ allowed: true });
  });

  test("it is logged once, however many ask, without the token", async () => {
    const services = await down();
    await Promise.all(Array.from({ length: 50 }, () => takeLimit(services, EDIT, who("c"), "write")));
    for (let count = 0; count < 50; count += 1) await takeLimit(services, EDIT, who("c"), "write");
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('"the rate limiter does not answer","limiter":"upstash","policy":"edit"');
    expect(logged[0]).not.toContain("token-0815");
  });
});

test("with a limiter that hangs, one request waits 1 s for it and the next ones do not", async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => void sockets.push(socket)).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const services = await servicesOf({ REDIS_URL: `redis://127.0.0.1:${(silent.address() as AddressInfo).port}` });
  try {
    // Timers fire in their order, so this holds on a busy machine too.
    const first = await Promise.race([takeLimit(services, EDIT, who("c"), "write"), sleep(1_100, "late")]);
    expect(first).toEqual({ allowed: true, limit: 10, remaining: 9, resetSeconds: 60 });
    for (let left = 8; left >= 0; left -= 1) {
      const next = await Promise.race([takeLimit(services, EDIT, who("c"), "write"), sleep(0, "late")]);
      expect(next).toMatchObject({ allowed: true, limit: 10, remaining: left });
    }
    expect(await takeLimit(services, STATUS, who("c"), "read")).toBeNull();
    expect(await takeLimit(services, EDIT, who("c"), "write")).toMatchObject({
      allowed: false,
      limit: 10,
      remaining: 0,
    });
  } finally {
    await services.limiter.close();
    for (const socket of sockets) socket.destroy();
    silent.close();
  }
});

test("limits that are off ask nobody", async () => {
  expect(
    await takeLimit(
      await servicesOf({ RATE_LIMITS: "off", REDIS_URL: "redis://127.0.0.1:9" }),
      EDIT,
      who("c"),
      "write",
    ),
  ).toBeNull();
  expect(logged).toEqual([]);
});
