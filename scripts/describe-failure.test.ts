import { describe, expect, test } from "vitest";
import { describeFailure } from "./describe-failure";

describe("describeFailure", () => {
  test("tells the name and what each error says", () => {
    const failure = { name: "a.test.ts > fails", errors: ["Error: one\n\nat a.ts:1", "Error: two"] };
    expect(describeFailure(failure)).toBe("  a.test.ts > fails\n    Error: one\n    at a.ts:1\n    Error: two");
  });

  test("keeps the first lines of a long error, and where it was", () => {
    const lines = [...Array.from({ length: 50 }, (_, index) => `line ${index}`), "at a.ts:1"];
    expect(describeFailure({ name: "n", errors: [lines.join("\n")] }).split("\n")).toEqual([
      "  n",
      ...Array.from({ length: 10 }, (_, index) => `    line ${index}`),
      "    at a.ts:1",
    ]);
  });

  test("stays short whatever it is told", () => {
    const told = describeFailure({ name: "n", errors: Array.from({ length: 9 }, () => "x".repeat(100_000)) });
    expect(told.length).toBeLessThan(1_000);
    expect(told).toMatch(/…\n {4}and 6 more errors$/);
  });
});
