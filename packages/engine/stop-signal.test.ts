import { describe, expect, it } from "vitest";
import { inSlices } from "./pixels/in-slices";
import { raiseFlag, signalOf, stopFlag } from "./stop-signal";

describe("a flag in shared memory", () => {
  it("stops work at its next look once it is raised, as an abort", () => {
    const flag = stopFlag();
    const signal = signalOf(flag);
    expect(signal.aborted).toBe(false);
    const done: number[] = [];
    const work = (from: number): void => {
      done.push(from);
      if (from === 2) raiseFlag(flag);
    };
    expect(() => inSlices(10, signal, work, 1)).toThrow(expect.objectContaining({ name: "AbortError" }));
    expect(done).toEqual([0, 1, 2]);
    expect(signal.aborted).toBe(true);
  });
});
