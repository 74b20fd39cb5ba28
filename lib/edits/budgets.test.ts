import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { retryWithBackoff } from "@/lib/async";
import { EDIT_BUDGET_SECONDS, GAP_SECONDS, OUTAGE, PROVIDER_SECONDS, GIVE_UP_SECONDS } from "./budgets";

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

  it("is tried again for five minutes, not too often", async () => {
    const work = failingFor(300_000);
    const running = retryWithBackoff(work, OUTAGE);
    await vi.advanceTimersByTimeAsync(310_000);
    await expect(running).resolves.toBe("written");
    expect(work.mock.calls.length).toBeLessThan(80);
  });

  it("is given up then, with the last error", async () => {
    const work = failingFor(Infinity);
    const running = retryWithBackoff(work, OUTAGE).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(340_000);
    expect(await running).toMatchObject({ message: `try ${work.mock.calls.length}` });
  });

  it("is not repeated when it works", async () => {
    const work = failingFor(0);
    await expect(retryWithBackoff(work, OUTAGE)).resolves.toBe("written");
    expect(work).toHaveBeenCalledTimes(1);
  });
});

it("gives a provider its time, and a gap in it, within that of its edit", () => {
  expect(PROVIDER_SECONDS + GAP_SECONDS).toBeLessThan(GIVE_UP_SECONDS);
  expect(GIVE_UP_SECONDS + PROVIDER_SECONDS).toBeLessThanOrEqual(EDIT_BUDGET_SECONDS);
});
