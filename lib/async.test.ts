import { spawn } from "node:child_process";
import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { DeadlineError, retryWithBackoff, sleep, withDeadline } from "./async";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const failure = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

/** Ends only by its signal, if at all. */
const hang = (signal: AbortSignal, heeds = true): Promise<never> =>
  new Promise((_resolve, reject) => {
    if (heeds) signal.addEventListener("abort", () => reject(new Error("stopped")));
  });

describe("withDeadline", () => {
  it("answers with what the work answers, and leaves no timer behind", async () => {
    await expect(withDeadline(1_000, "UNAVAILABLE", async () => "done")).resolves.toBe("done");
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([true, false])("gives up when time is up, with the code, whether the work heeds it: %s", async (heeds) => {
    let given: AbortSignal | undefined;
    const running = failure(withDeadline(1_000, "UNAVAILABLE", (signal) => hang((given = signal), heeds)));
    await vi.advanceTimersByTimeAsync(999);
    expect(given?.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(await running).toMatchObject({ code: "UNAVAILABLE", cause: { message: "no answer within 1000 ms" } });
    expect(given?.aborted).toBe(true);
  });

  it("gives up with an error of the caller's own", async () => {
    const running = failure(
      withDeadline(
        2_000,
        (ms) => new Error(`late by ${ms}`),
        (signal) => hang(signal),
      ),
    );
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await running).toEqual(new Error("late by 2000"));
  });

  it("lets the work have longer, and not once it has ended", async () => {
    const extended = failure(
      withDeadline(1_000, "UNAVAILABLE", (signal, extend) => {
        extend(3_000);
        return hang(signal);
      }),
    );
    await vi.advanceTimersByTimeAsync(2_999);
    expect(vi.getTimerCount()).toBe(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(await extended).toMatchObject({ cause: { message: "no answer within 3000 ms" } });

    let late = (_ms: number): void => {};
    await withDeadline(1_000, "UNAVAILABLE", async (_signal, extend) => void (late = extend));
    late(5_000);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("retryWithBackoff", () => {
  /** Fails so many times; remembers when it was tried. */
  function failing(times: number) {
    const start = performance.now();
    const at: number[] = [];
    const work = async (): Promise<string> => {
      at.push(performance.now() - start);
      if (at.length <= times) throw new Error(`try ${at.length}`);
      return "done";
    };
    return { at, work };
  }

  it("does not repeat what works", async () => {
    const { at, work } = failing(0);
    await expect(retryWithBackoff(work, { pauseMs: 10 })).resolves.toBe("done");
    expect(at).toEqual([0]);
  });

  it("pauses longer and longer, up to a longest pause", async () => {
    const { at, work } = failing(5);
    const running = retryWithBackoff(work, { pauseMs: 100, longestPauseMs: 500 });
    await vi.runAllTimersAsync();
    await expect(running).resolves.toBe("done");
    expect(at).toEqual([0, 100, 300, 700, 1_200, 1_700]);
  });

  it("throws what the last of its tries threw", async () => {
    const { at, work } = failing(9);
    const running = failure(retryWithBackoff(work, { tries: 3, pauseMs: 10, factor: 1 }));
    await vi.runAllTimersAsync();
    expect(await running).toEqual(new Error("try 3"));
    expect(at).toEqual([0, 10, 20]);
  });

  it("begins no pause that would end after its time", async () => {
    const { at, work } = failing(9);
    const running = failure(retryWithBackoff(work, { totalMs: 400, pauseMs: 100 }));
    await vi.runAllTimersAsync();
    expect(await running).toEqual(new Error("try 3"));
    expect(at).toEqual([0, 100, 300]);
  });

  it("waits as long as the error asks for, and not at all for one that no try can help", async () => {
    const { at, work } = failing(9);
    const waits: (number | null)[] = [0, 700, null];
    const running = failure(retryWithBackoff(work, { pauseMs: 100, waitAfter: () => waits.shift() ?? null }));
    await vi.runAllTimersAsync();
    expect(await running).toEqual(new Error("try 3"));
    expect(at).toEqual([0, 100, 800]);
  });

  it("varies its pauses between the half and the whole, where that is asked for", async () => {
    const { at, work } = failing(20);
    const running = retryWithBackoff(work, { pauseMs: 100, factor: 1, jitter: true });
    await vi.runAllTimersAsync();
    await running;
    const pauses = at.slice(1).map((time, index) => time - (at[index] ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(49);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(101);
    expect(new Set(pauses.map(Math.round)).size).toBeGreaterThan(1);
  });

  it.each([true, false])("ends a try that takes too long, whether it heeds the signal: %s", async (heeds) => {
    const signals: AbortSignal[] = [];
    const work = (signal: AbortSignal): Promise<string> => {
      signals.push(signal);
      return signals.length === 1 ? hang(signal, heeds) : Promise.resolve("done");
    };
    const seen: unknown[] = [];
    const waitAfter = (error: unknown): number => (seen.push(error), 0);
    const running = retryWithBackoff(work, { pauseMs: 100, tryMs: 1_000, waitAfter });
    await vi.runAllTimersAsync();
    await expect(running).resolves.toBe("done");
    expect(seen).toEqual([expect.any(DeadlineError)]);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });

  it("gives the last try no more than what is left of all", async () => {
    const running = failure(retryWithBackoff(hang, { pauseMs: 100, tryMs: 1_000, totalMs: 1_500 }));
    await vi.advanceTimersByTimeAsync(1_500);
    expect(await running).toMatchObject({ message: "no answer within 400 ms" });
  });

  it("ends with its signal: before a try, within one, and in a pause", async () => {
    await expect(retryWithBackoff(hang, { pauseMs: 10, signal: AbortSignal.abort(new Error("gone")) })).rejects.toThrow(
      "gone",
    );

    for (const tryMs of [undefined, 5_000]) {
      const within = new AbortController();
      const trying = failure(
        retryWithBackoff(hang, { pauseMs: 10, signal: within.signal, ...(tryMs === undefined ? {} : { tryMs }) }),
      );
      within.abort();
      expect(await trying).toEqual(new Error("stopped"));
    }

    const between = new AbortController();
    const { at, work } = failing(9);
    const pausing = failure(retryWithBackoff(work, { pauseMs: 10_000, signal: between.signal }));
    await vi.advanceTimersByTimeAsync(1);
    between.abort(new Error("gone"));
    expect(await pausing).toEqual(new Error("gone"));
    expect(at).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(0);
  });
});

describe("sleep", () => {
  it("lasts as long as it is told, and no longer than its signal", async () => {
    let ended = 0;
    const one = sleep(100).then(() => (ended += 1));
    const two = sleep(100, AbortSignal.abort()).then(() => (ended += 1));
    await two;
    expect(ended).toBe(1);
    await vi.advanceTimersByTimeAsync(100);
    await one;
    expect(ended).toBe(2);
  });
});

describe("withDeadline in a process that stands still", () => {
  beforeEach(() => {
    vi.useRealTimers();
  });

  /** Answers after so many milliseconds, from a process of its own. */
  const answerAfter = async (ms: number): Promise<{ url: string; end: () => void }> => {
    const code = `require("node:http").createServer((_q, a) => setTimeout(() => a.end("yes"), ${ms}))
      .listen(0, "127.0.0.1", function () { console.log(this.address().port); });`;
    const server = spawn(process.execPath, ["-e", code], { stdio: ["ignore", "pipe", "inherit"] });
    const [port] = (await once(server.stdout, "data")) as [Buffer];
    return { url: `http://127.0.0.1:${String(port).trim()}`, end: () => void server.kill() };
  };

  const standStill = (ms: number): void => {
    for (const end = performance.now() + ms; performance.now() < end;) Math.sqrt(2);
  };

  it("reads the answer that has come meanwhile", async () => {
    const server = await answerAfter(300);
    const running = withDeadline(1_000, "UNAVAILABLE", async (signal) => (await fetch(server.url, { signal })).text());
    setTimeout(() => standStill(2_500), 150);
    await expect(running).resolves.toBe("yes");
    server.end();
  });

  it("gives up all the same where none has come", async () => {
    const server = await answerAfter(60_000);
    const running = failure(
      withDeadline(500, "UNAVAILABLE", async (signal) => (await fetch(server.url, { signal })).text()),
    );
    setTimeout(() => standStill(2_000), 150);
    expect(await running).toMatchObject({ code: "UNAVAILABLE" });
    server.end();
  });
});
