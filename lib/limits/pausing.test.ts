import { expect, test } from "vitest";
import { isPause, pausing } from "./pausing";
import type { LimitResult } from "./rate-limiter";

const who = (address: string) => ({ address, browser: null });

const policy = { name: "edit", limit: 10, windowSeconds: 60 };
const allowed: LimitResult = { allowed: true, limit: 10, remaining: 9, resetSeconds: 60 };

function underTest() {
  let time = 0;
  const open: Array<{ resolve(result: LimitResult): void; reject(error: Error): void }> = [];
  const limiter = pausing(
    {
      name: "remote",
      take: () => new Promise<LimitResult>((resolve, reject) => void open.push({ resolve, reject })),
      check: async () => {},
      close: async () => {},
    },
    () => time,
  );
  return {
    open,
    /** `allowed`, `pause` or the message of the failure. */
    take: () =>
      limiter.take(policy, who("c")).then(
        () => "allowed",
        (error: unknown) => (isPause(error) ? "pause" : String(error)),
      ),
    countsAlone: () => limiter.countsAlone?.(),
    pass: (milliseconds: number) => void (time += milliseconds),
  };
}

test("after a failure it is left alone for two seconds, then asked by one alone", async () => {
  const { open, take, pass } = underTest();
  const first = take();
  open[0]?.reject(new Error("down"));
  expect(await first).toBe("Error: down");
  pass(1_999);
  expect(await take()).toBe("pause");
  expect(open).toHaveLength(1);

  pass(1);
  const again = take();
  expect(await take()).toBe("pause");
  open[1]?.reject(new Error("still down"));
  expect(await again).toBe("Error: still down");
  expect(await take()).toBe("pause");

  pass(2_000);
  const back = take();
  open[2]?.resolve(allowed);
  expect(await back).toBe("allowed");
  const next = [take(), take()];
  open[3]?.resolve(allowed);
  open[4]?.resolve(allowed);
  expect(await Promise.all(next)).toEqual(["allowed", "allowed"]);
});

test("of many that were waiting, one says why", async () => {
  const { open, take } = underTest();
  const many = [take(), take(), take()];
  for (const one of open) one.reject(new Error("down"));
  expect((await Promise.all(many)).toSorted()).toEqual(["Error: down", "pause", "pause"]);
});

test("it is known for a minute that each process has counted by itself", async () => {
  const { open, take, pass, countsAlone } = underTest();
  expect(countsAlone()).toBe(false);
  const first = take();
  open[0]?.reject(new Error("late"));
  await first;
  expect(countsAlone()).toBe(true);
  pass(61_000);
  expect(countsAlone()).toBe(false);
});
