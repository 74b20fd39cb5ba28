import { expect, test } from "vitest";
import { createRateLimiter } from "./index";

test.each([
  [{ kind: "memory" }, "memory"],
  [{ kind: "upstash", url: "https://eu1-example.upstash.io", token: "token-0815" }, "upstash"],
  [{ kind: "redis", url: "redis://127.0.0.1:9" }, "redis"],
] as const)("%j", async (limits, name) => {
  const limiter = await createRateLimiter({ limits, environment: "preview" });
  expect(limiter.name).toBe(name);
  await limiter.close();
});
