import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stageShare } from "./progress";

describe("stageShare", () => {
  it("is four fifths at the usual time, whether that is 5 or 60 seconds", () => {
    expect(stageShare(5, 5)).toBeCloseTo(0.8, 2);
    expect(stageShare(60, 60)).toBeCloseTo(0.8, 2);
  });

  it("tells nothing without a usual time", () => {
    expect(stageShare(30, null)).toBe(0);
    expect(stageShare(30, 0)).toBe(0);
  });

  it("never goes back and never arrives", () => {
    const seconds = fc.double({ min: 0, max: 1e6, noNaN: true });
    const usual = fc.double({ min: 0.01, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(seconds, seconds, usual, (one, other, usually) => {
        const [early, late] = [Math.min(one, other), Math.max(one, other)];
        const share = stageShare(late, usually);
        return stageShare(early, usually) <= share && share >= 0 && share < 1;
      }),
    );
  });
});
