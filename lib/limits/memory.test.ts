import { expect, test } from "vitest";
import { createMemoryLimiter } from "./memory";
import { describeRateLimiter } from "./rate-limiter.contract";

const who = (address: string) => ({ address, browser: null });

function withClock(start = 1_000_000) {
  let time = start;
  const limiter = createMemoryLimiter(() => time);
  return {
    limiter,
    advance: async (milliseconds: number) => {
      time += milliseconds;
    },
  };
}

describeRateLimiter("memory", async () => withClock());

test("the window slides: a burst at its end still counts at the start of the next", async () => {
  const { limiter, advance } = withClock();
  const policy = { name: "edit", limit: 10, windowSeconds: 60 };
  const take = async (count: number) => {
    let allowed = 0;
    for (let index = 0; index < count; index += 1) if ((await limiter.take(policy, who("a"))).allowed) allowed += 1;
    return allowed;
  };
  await advance(59_000);
  expect(await take(10)).toBe(10);
  await advance(2_000);
  expect(await take(10)).toBe(0);
  await advance(58_001);
  expect(await take(20)).toBe(10);
});

test("a refused request does not lengthen the wait, which is told to the second", async () => {
  const { limiter, advance } = withClock();
  const policy = { name: "edit", limit: 1, windowSeconds: 60 };
  await limiter.take(policy, who("a"));
  await advance(15_500);
  expect(await limiter.take(policy, who("a"))).toEqual({ allowed: false, limit: 1, remaining: 0, resetSeconds: 45 });
  await advance(44_500);
  expect((await limiter.take(policy, who("a"))).allowed).toBe(true);
});

test("the wait is never longer than the window, whatever fractions of a millisecond the clock tells", async () => {
  // A process of a few seconds: adding a minute to such a time is where rounding shows.
  const { limiter, advance } = withClock(5_000);
  const policy = { name: "edit", limit: 1, windowSeconds: 60 };
  for (let client = 0; client < 1_000; client += 1) {
    await advance(50.7);
    expect((await limiter.take(policy, who(String(client)))).resetSeconds).toBe(60);
  }
});
