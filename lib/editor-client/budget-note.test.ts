import { describe, expect, it } from "vitest";
import { budgetNote } from "./budget-note";

const exact = { usd: 0.05, estimated: false };
const note = (remainingUsd: number, price: { usd: number; estimated: boolean } | null = exact) =>
  budgetNote({ remainingUsd, resetsAt: "2026-11-25T00:00:00Z" }, price, () => "at 01:00");

describe("budgetNote", () => {
  it("is silent while there is enough for five edits", () => {
    expect(note(10)).toBeNull();
    expect(note(0.25)).toBeNull();
  });

  it("counts the edits that are left, and says when the budget begins anew", () => {
    expect(note(0.24)).toBe("$0.24 of today's budget is left: enough for 4 edits. It begins anew at 01:00.");
    // 0.15 / 0.05 is less than 3 in binary fractions.
    expect(note(0.15)).toContain("enough for 3 edits.");
    expect(note(0.05)).toContain("enough for 1 edit.");
    expect(note(0.12, { usd: 0.05, estimated: true })).toContain("enough for about 2 edits.");
  });

  it("says when it is too little, and when nothing is left", () => {
    expect(note(0.04)).toBe("$0.04 of today's budget is left: too little for this edit. It begins anew at 01:00.");
    expect(note(0)).toBe("Today's budget is used up. It begins anew at 01:00.");
  });

  it("does not speak of money where there is no limit, no price, or nothing to pay", () => {
    expect(budgetNote(null, exact, () => "")).toBeNull();
    expect(note(0, null)).toBeNull();
    expect(note(0, { usd: 0, estimated: false })).toBeNull();
  });
});
