import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { retryWithBackoff } from "@/lib/async";
import { LIFECYCLE } from "@/lib/lifecycle";
import { FETCH_MS, OUTAGE, POLL_MS, STORE_MS, SUBMIT_MS, TURN_MS } from "./budgets";

describe("what must not be lost to an outage", () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Fails for so many milliseconds from its first try on; counts its tries. */
  function failingFor(ms: number) {
    const work = vi.fn<() => Promise<string>>(async () => {
      if (performance.now() < end) throw new Error(`try ${work.mock.calls.length}`);
      return "written";
    });
    const end = performance.now() + ms;
    return work;
  }

  it("is tried again for fifty seconds, not too often", async () => {
    const work = failingFor(50_000);
    const running = retryWithBackoff(work, OUTAGE);
    await vi.advanceTimersByTimeAsync(60_000);
    await expect(running).resolves.toBe("written");
    expect(work.mock.calls.length).toBeLessThan(20);
  });

  it("is given up after a minute, with the last error", async () => {
    const work = failingFor(Infinity);
    const running = retryWithBackoff(work, OUTAGE).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await running).toMatchObject({ message: `try ${work.mock.calls.length}` });
  });

  it("is not repeated when it works", async () => {
    const work = failingFor(0);
    await expect(retryWithBackoff(work, OUTAGE)).resolves.toBe("written");
    expect(work).toHaveBeenCalledTimes(1);
  });
});

it("lets every step of the image stage end before its run counts as dead", () => {
  const { staleSeconds } = LIFECYCLE.processing_image;
  // A step that waits for a turn shows life while it does; the others show it when they begin.
  const longest = Math.max(SUBMIT_MS + STORE_MS, TURN_MS, POLL_MS + FETCH_MS + STORE_MS);
  expect(longest).toBeLessThan(staleSeconds * 1000);
});
