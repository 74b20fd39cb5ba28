import { describe, expect, test } from "vitest";
import { parseEnv } from "@/lib/env";
import { createRateLimiter } from "@/lib/limits";
import { createMemoryLimiter } from "@/lib/limits/memory";
import { createLog } from "@/lib/log";
import { takeLimit } from "./take-limit";

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
    for (const name of ["status", "editors", "chain", "analytics", "feedback-read"] as const) {
      for (let count = 0; count < 70; count += 1) expect(await takeLimit(services, name, "c")).toBeNull();
    }
  });

  test.each(["edit", "retry", "uploads", "upload-bytes", "delete", "cancel"] as const)(
    "%s has the same limit, in this process",
    async (name) => {
      const services = await down();
      const results = [];
      for (let count = 0; count < 12; count += 1) results.push(await takeLimit(services, name, "c"));
      expect(results.map((result) => result?.allowed)).toEqual([
        ...Array.from({ length: 10 }, () => true),
        false,
        false,
      ]);
      expect(results.at(-1)).toMatchObject({ limit: 10, remaining: 0 });
      expect(await takeLimit(services, name, "another")).toMatchObject({ allowed: true });
    },
  );

  test("it is logged once, however many ask, without the token", async () => {
    const services = await down();
    await Promise.all(Array.from({ length: 50 }, () => takeLimit(services, "edit", "c")));
    for (let count = 0; count < 50; count += 1) await takeLimit(services, "edit", "c");
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain('"the rate limiter does not answer","limiter":"upstash","policy":"edit"');
    expect(logged[0]).not.toContain("token-0815");
  });
});

test("limits that are off ask nobody", async () => {
  expect(
    await takeLimit(await servicesOf({ RATE_LIMITS: "off", REDIS_URL: "redis://127.0.0.1:9" }), "edit", "c"),
  ).toBeNull();
  expect(logged).toEqual([]);
});
