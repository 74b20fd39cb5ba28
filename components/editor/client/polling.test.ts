import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { type Poller, type PollAnswer, createPoller } from "./polling";

describe("createPoller", () => {
  let hidden = false;
  let poller: Poller | undefined;
  const isHidden = () => hidden;

  beforeEach(() => {
    vi.useFakeTimers();
    hidden = false;
  });

  afterEach(() => {
    poller?.stop();
    vi.useRealTimers();
  });

  it("asks at the pace that the server names, until nothing is running", async () => {
    const answers: (number | null)[] = [0.5, 2, null];
    const ask = vi.fn<() => Promise<PollAnswer>>(async () => ({ retryAfter: answers.shift() ?? null }));
    poller = createPoller({ ask, isHidden });
    poller.poke();
    await vi.advanceTimersByTimeAsync(499);
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(ask).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1_999);
    expect(ask).toHaveBeenCalledTimes(2);
    await vi.advanceTimersByTimeAsync(1);
    expect(ask).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(600_000);
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it("never has two questions under way, however often it is poked", async () => {
    let open = 0;
    let most = 0;
    const ask = vi.fn<() => Promise<PollAnswer>>(async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      open -= 1;
      return { retryAfter: 0.3 };
    });
    poller = createPoller({ ask, isHidden });
    for (let second = 0; second < 20; second += 1) {
      poller.poke();
      poller.poke();
      await vi.advanceTimersByTimeAsync(1_000);
    }
    expect(ask.mock.calls.length).toBeGreaterThan(4);
    expect(most).toBe(1);
  });

  it("asks once more when it was poked during the last question", async () => {
    const ask = vi.fn<() => Promise<PollAnswer>>(async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { retryAfter: null };
    });
    poller = createPoller({ ask, isHidden });
    poller.poke();
    await vi.advanceTimersByTimeAsync(50);
    poller.poke();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it("survives any number of failures, further apart each time up to 4 s", async () => {
    const times: number[] = [];
    let failing = true;
    const onFailure = vi.fn<(error: unknown, failures: number) => void>();
    const onSuccess = vi.fn<() => void>();
    poller = createPoller({
      ask: async () => {
        times.push(Date.now());
        if (failing) throw new TypeError("Failed to fetch");
        return { retryAfter: null };
      },
      onFailure,
      onSuccess,
      isHidden,
    });
    poller.poke();
    await vi.advanceTimersByTimeAsync(60_000);
    const gaps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(gaps.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 4_000]);
    expect(onFailure.mock.calls.at(-1)?.[1]).toBe(times.length);
    failing = false;
    await vi.advanceTimersByTimeAsync(4_000);
    expect(onSuccess).toHaveBeenCalledOnce();
  });

  it("asks every 15 s while hidden, and at once when looked at again", async () => {
    const ask = vi.fn<() => Promise<PollAnswer>>(async () => ({ retryAfter: 0.5 }));
    poller = createPoller({ ask, isHidden });
    hidden = true;
    poller.poke();
    await vi.advanceTimersByTimeAsync(14_999);
    expect(ask).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(ask).toHaveBeenCalledTimes(2);
    hidden = false;
    poller.poke();
    await vi.advanceTimersByTimeAsync(0);
    expect(ask).toHaveBeenCalledTimes(3);
  });

  it("is silent once stopped, a question under way included", async () => {
    const onSuccess = vi.fn<() => void>();
    const ask = vi.fn<() => Promise<PollAnswer>>(async () => {
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { retryAfter: 0.3 };
    });
    poller = createPoller({ ask, onSuccess, isHidden });
    poller.poke();
    await vi.advanceTimersByTimeAsync(50);
    poller.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(onSuccess).not.toHaveBeenCalled();
  });
});
