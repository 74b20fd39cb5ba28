import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { keepTrying } from "./keep-trying";

describe("keepTrying", () => {
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

  it("outlasts an outage of fifty seconds", async () => {
    const work = failingFor(50_000);
    const running = keepTrying(work);
    await vi.advanceTimersByTimeAsync(60_000);
    await expect(running).resolves.toBe("written");
    expect(work.mock.calls.length).toBeLessThan(20);
  });

  it("throws what it threw last, after a minute", async () => {
    const work = failingFor(Infinity);
    const running = keepTrying(work).catch((error: unknown) => error);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(await running).toMatchObject({ message: `try ${work.mock.calls.length}` });
  });

  it("does not repeat what works", async () => {
    const work = failingFor(0);
    await expect(keepTrying(work)).resolves.toBe("written");
    expect(work).toHaveBeenCalledTimes(1);
  });
});
