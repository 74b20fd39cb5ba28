import { describe, expect, test, vi } from "vitest";
import { createExactWindow, createPace, FETCH_CONNECTED_MS, type ScriptRunner } from "./exact-window";

const who = (address: string) => ({ address, browser: null });

const policy = { name: "edit", limit: 10, windowSeconds: 60 };

function answering(...answers: unknown[]) {
  const asked: string[][] = [];
  const next = async (what: string, keys: string[], args: string[]): Promise<unknown> => {
    asked.push([what, ...keys, ...args.slice(0, 2), ...args.slice(3)]);
    const answer: unknown = answers.shift();
    return typeof answer === "function" ? (answer as () => unknown)() : answer;
  };
  const redis: ScriptRunner = {
    evalsha: (sha1, keys, args) => next(/^[0-9a-f]{40}$/.test(sha1) ? "sha" : sha1, keys, args),
    eval: (script, keys, args) => next(script.includes("LPOP") ? "script" : script, keys, args),
  };
  return { limiter: createExactWindow(redis, "mizual:test"), asked };
}

const failing = (message: string) => () => Promise.reject(new Error(message));

test("asks once by the script's hash, under a key of environment, policy and client", async () => {
  const { limiter, asked } = answering([1, 4, 45_000]);
  expect(await limiter.take(policy, who("c"))).toEqual({ allowed: true, limit: 10, remaining: 4, resetSeconds: 45 });
  expect(asked).toEqual([["sha", "mizual:test:edit:c", "60000", "1", "10"]]);
});

test("asks for the browser and its address in one", async () => {
  const { limiter, asked } = answering([1, 4, 45_000]);
  await limiter.take({ ...policy, addressLimit: 50 }, { address: "a", browser: "b" });
  expect(asked).toEqual([["sha", "mizual:test:edit:{a}:b", "mizual:test:edit:{a}", "60000", "1", "10", "50"]]);
});

test("tells the same wait when the clock of this machine is put back meanwhile", async () => {
  const { limiter } = answering([0, 0, 60_000]);
  let time = Date.now();
  const clock = vi.spyOn(Date, "now").mockImplementation(() => (time -= 5_000));
  expect((await limiter.take(policy, who("c"))).resetSeconds).toBe(60);
  clock.mockRestore();
});

test("sends the script to a Redis that does not know it", async () => {
  const { limiter, asked } = answering(failing("NOSCRIPT No matching script."), [0, 0, 1]);
  expect(await limiter.take(policy, who("c"))).toEqual({ allowed: false, limit: 10, remaining: 0, resetSeconds: 1 });
  expect(asked.map(([what]) => what)).toEqual(["sha", "script"]);
});

describe("cannot tell", () => {
  test.each([
    ["a refusal", failing("NOAUTH Authentication required")],
    ["no decision", "Aborted"],
    ["half a decision", [1, 2]],
    ["nonsense", [1, "many", 3]],
    ["nothing", null],
  ])("%s: rejects, and asks no second time", async (_case, answer) => {
    const { limiter, asked } = answering(answer, [1, 9, 1]);
    await expect(limiter.take(policy, who("c"))).rejects.toThrow(/./);
    expect(asked).toHaveLength(1);
  });

  test("an answer that takes too long: the first within 1 s, for it connects, and the next within 250 ms", async () => {
    const never = () => new Promise(() => {});
    const { limiter } = answering(never, never);
    await expect(limiter.take(policy, who("c"))).rejects.toThrow("Redis did not answer within 1000 ms");
    await expect(limiter.take(policy, who("c"))).rejects.toThrow("Redis did not answer within 250 ms");
  });
});

test("a decision has longer when the connection may have gone: at the start, and after half a minute of silence", () => {
  let time = 0;
  const pace = createPace({ firstMs: 1_000, usualMs: 250 }, () => time);
  expect([pace.begin(), pace.begin()]).toEqual([1_000, 1_000]);
  pace.end();
  time += 29_000;
  expect(pace.begin()).toBe(250);
  pace.end();
  time += 31_000;
  expect(pace.begin()).toBe(1_000);
});

test("a connection that fetch keeps is taken for gone after four seconds", () => {
  let time = 0;
  const pace = createPace({ firstMs: 1_000, usualMs: 250 }, () => time, FETCH_CONNECTED_MS);
  pace.end();
  time += 3_900;
  expect(pace.begin()).toBe(250);
  time += 200;
  expect(pace.begin()).toBe(1_000);
});
