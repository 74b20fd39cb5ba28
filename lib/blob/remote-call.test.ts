import { describe, expect, it } from "vitest";
import { remoteCall, type RemoteFailure } from "./remote-call";

const explain = (error: unknown): RemoteFailure => ({
  reason: (error as Error).message,
  transient: (error as Error).message === "transient",
  retryable: true,
});

const failing = (message: string, times: number) => {
  const calls = { count: 0 };
  const work = async (): Promise<string> => {
    calls.count += 1;
    if (calls.count <= times) throw new Error(message);
    return "done";
  };
  return { calls, work };
};

describe("remoteCall", () => {
  it.each([0, 1, 2])("answers after %i failures that pass", async (times) => {
    const { calls, work } = failing("transient", times);
    expect(await remoteCall(work, explain, { pauseMs: 1 })).toBe("done");
    expect(calls.count).toBe(times + 1);
  });

  it("gives up after the third, with the reason alone as its cause", async () => {
    const { calls, work } = failing("transient", 3);
    const error: unknown = await remoteCall(work, explain, { pauseMs: 1 }).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "STORAGE_UNAVAILABLE", cause: { message: "transient" } });
    expect((error as { cause: Error }).cause.cause).toBeUndefined();
    expect(calls.count).toBe(3);
  });

  it("does not repeat what cannot succeed", async () => {
    const { calls, work } = failing("refused", 1);
    await expect(remoteCall(work, explain, { pauseMs: 1 })).rejects.toMatchObject({ cause: { message: "refused" } });
    expect(calls.count).toBe(1);
  });

  it("does not wait for longer than it may take in all", async () => {
    const { calls, work } = failing("transient", 3);
    await expect(remoteCall(work, explain, { pauseMs: 60_000, totalMs: 1000 })).rejects.toThrow(Error);
    expect(calls.count).toBe(1);
  });

  it("aborts an attempt that takes too long, and does not wait for one that goes on regardless", async () => {
    const aborted: boolean[] = [];
    const deaf = (signal: AbortSignal) => {
      signal.addEventListener("abort", () => aborted.push(true));
      return new Promise<never>(() => {});
    };
    await expect(remoteCall(deaf, explain, { attemptMs: 5, pauseMs: 1 })).rejects.toMatchObject({
      cause: { message: "no answer within 5 ms" },
    });
    expect(aborted).toEqual([true, true, true]);
  });

  it("gives what sends an object its own time", async () => {
    const slow = () => new Promise<string>((resolve) => setTimeout(resolve, 100, "sent"));
    const patience = { attemptMs: 5, sendMs: 20_000, pauseMs: 1 };
    expect(await remoteCall(slow, explain, { ...patience, sends: true })).toBe("sent");
  });
});
