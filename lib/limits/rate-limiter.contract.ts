import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { RateLimiter } from "./rate-limiter";

const who = (address: string) => ({ address, browser: null });

/** A limiter under test; `advance` lets that much time pass for it (really, where its clock is not ours). */
export type LimiterUnderTest = { limiter: RateLimiter; advance(milliseconds: number): Promise<void> };

/** What every rate limiter does. Where time has to pass, windows are short, for adapters whose clock cannot be moved. */
export function describeRateLimiter(name: string, create: () => Promise<LimiterUnderTest>): void {
  describe(`rate limiter: ${name}`, () => {
    const policy = (limit: number, windowSeconds = 60) => ({ name: `contract-${randomUUID()}`, limit, windowSeconds });

    test("allows up to the limit, then refuses, and says what is left", async () => {
      const { limiter } = await create();
      const three = policy(3);
      const results = [];
      for (let count = 0; count < 5; count += 1) results.push(await limiter.take(three, who("a")));
      expect(results.map((result) => [result.allowed, result.remaining, result.limit])).toEqual([
        [true, 2, 3],
        [true, 1, 3],
        [true, 0, 3],
        [false, 0, 3],
        [false, 0, 3],
      ]);
      for (const result of results) {
        expect(result.resetSeconds).toBeGreaterThan(0);
        expect(result.resetSeconds).toBeLessThanOrEqual(60);
        expect(Number.isInteger(result.resetSeconds)).toBe(true);
      }
    });

    test("counts clients and policies apart", async () => {
      const { limiter } = await create();
      const one = policy(1);
      expect((await limiter.take(one, who("a"))).allowed).toBe(true);
      expect((await limiter.take(one, who("b"))).allowed).toBe(true);
      expect((await limiter.take(policy(1), who("a"))).allowed).toBe(true);
      expect((await limiter.take(one, who("a"))).allowed).toBe(false);
    });

    test("is free again once the window has passed", async () => {
      const { limiter, advance } = await create();
      const one = policy(1, 2);
      await limiter.take(one, who("a"));
      expect((await limiter.take(one, who("a"))).allowed).toBe(false);
      await advance(2100);
      expect(await limiter.take(one, who("a"))).toMatchObject({ allowed: true, remaining: 0 });
    });

    test("can be checked as often as one likes, without a request of anybody counted", async () => {
      const { limiter } = await create();
      for (let count = 0; count < 20; count += 1) await expect(limiter.check()).resolves.toBeUndefined();
      expect(await limiter.take(policy(1), who("a"))).toMatchObject({ allowed: true, remaining: 0 });
    });

    test("tells browsers behind one address apart, inside a wider limit of the address", async () => {
      const { limiter } = await create();
      const shared = { ...policy(2), addressLimit: 5 };
      const take = (browser: string | null) => limiter.take(shared, { address: "school", browser });
      for (const browser of ["a", "a", "b", "b"])
        expect(await take(browser)).toMatchObject({ allowed: true, limit: 2 });
      expect(await take("a")).toMatchObject({ allowed: false, remaining: 0 });
      // What was refused counts for nobody: one more is left for the address.
      expect(await take("c")).toMatchObject({ allowed: true, remaining: 0 });
      expect(await take("d")).toMatchObject({ allowed: false, remaining: 0 });
      expect((await limiter.take(shared, { address: "elsewhere", browser: "a" })).allowed).toBe(true);
    });

    test("a browser that is not known is one, and a new one each time escapes no address's limit", async () => {
      const { limiter } = await create();
      const shared = { ...policy(2), addressLimit: 6 };
      const count = async (browserOf: () => string | null) => {
        const who = () => ({ address: `${browserOf() === null}`, browser: browserOf() });
        const results = await Promise.all(Array.from({ length: 20 }, () => limiter.take(shared, who())));
        return results.filter(({ allowed }) => allowed).length;
      };
      expect(await count(() => null)).toBe(2);
      expect(await count(() => randomUUID())).toBe(6);
    });

    test("lets no more than the limit through at once", async () => {
      const { limiter } = await create();
      const five = policy(5);
      const results = await Promise.all(Array.from({ length: 20 }, () => limiter.take(five, who("a"))));
      expect(results.filter((result) => result.allowed)).toHaveLength(5);
    });
  });
}
