import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { commonWords } from "./common-words";
import { eachDay, rangeBefore, readRange } from "./range";
import { bucketOf, secondsOfBucket, shareOf, TIME_ERROR, timesOf } from "./statistics";

describe("a share", () => {
  it.each([
    // Known values of Wilson's interval.
    [5, 10, 0.2366, 0.7634],
    [1, 1, 0.2065, 1],
    [0, 10, 0, 0.2775],
    [950, 1000, 0.9347, 0.9619],
  ])("of %i in %i lies between %f and %f", (part, all, low, high) => {
    expect(shareOf(part, all)).toEqual({ share: part / all, low, high, of: all });
  });

  it("of nothing is none", () => expect(shareOf(0, 0)).toBeNull());
});

describe("times in buckets", () => {
  it("are off by no more than is said", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), (ms) => {
        const told = secondsOfBucket(bucketOf(ms)) * 1000;
        expect(Math.abs(told - ms) / ms).toBeLessThanOrEqual(TIME_ERROR + 1e-9);
      }),
    );
  });

  it("give percentiles as near as that to those of the times themselves, also put together from several days", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 600_000 }), { minLength: 1, maxLength: 300 }), (times) => {
        const exact = (share: number): number =>
          times.toSorted((a, b) => a - b)[Math.ceil(share * times.length) - 1] ?? 0;
        const found = timesOf(times.map((ms) => ({ bucket: bucketOf(ms), edits: 1 })));
        for (const [told, ms] of [
          [found?.p50, exact(0.5)],
          [found?.p90, exact(0.9)],
          [found?.p99, exact(0.99)],
        ] as const)
          expect(Math.abs((told ?? 0) * 1000 - ms) / ms).toBeLessThanOrEqual(TIME_ERROR + 0.006);
        expect(found?.edits).toBe(times.length);
      }),
    );
  });

  it("of no edit are none", () => expect(timesOf([])).toBeNull());
});

describe("a range of days", () => {
  const now = new Date("2026-03-01T00:30:00Z");

  it.each([
    [{}, { from: "2026-01-31", to: "2026-03-01" }],
    [{ to: "2024-03-01" }, { from: "2024-02-01", to: "2024-03-01" }],
    [
      { from: "2026-02-28", to: "2026-03-01" },
      { from: "2026-02-28", to: "2026-03-01" },
    ],
    [
      { from: "2024-01-01", to: "2024-12-31" },
      { from: "2024-01-01", to: "2024-12-31" },
    ],
  ])("%j", (asked, range) => expect(readRange(asked, now)).toEqual(range));

  it("that is none is told so in a sentence", () => {
    expect(readRange({ from: "2026-03-02" }, now)).toEqual({ problem: "The first day must not be after the last." });
    expect(readRange({ from: "2016-03-02" }, now)).toEqual({
      problem: "Ask for up to 366 days at once; this is 3652.",
    });
  });

  it("has one of the same length before it, and every day once", () => {
    const range = { from: "2024-02-28", to: "2024-03-02" };
    expect(eachDay(range)).toEqual(["2024-02-28", "2024-02-29", "2024-03-01", "2024-03-02"]);
    expect(rangeBefore(range)).toEqual({ from: "2024-02-24", to: "2024-02-27" });
  });
});

describe("what texts have in common", () => {
  it("is what at least three of them say, pairs before their words, and nothing everyday", () => {
    const texts = [
      "The face looks fake",
      "her FACE looks fake!",
      "face looks fake, and dark",
      "dark dark dark",
      "my secret",
    ];
    expect(commonWords(texts)).toEqual([
      { words: "face looks", texts: 3 },
      { words: "looks fake", texts: 3 },
    ]);
    expect(commonWords(["dark", "so dark", "dark", "light"])).toEqual([{ words: "dark", texts: 3 }]);
  });
});
