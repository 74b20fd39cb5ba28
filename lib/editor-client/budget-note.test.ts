import { describe, expect, it } from "vitest";
import { budgetNote } from "./budget-note";
import type { EditorOffer } from "./editor-offer";

const offer = (label: string, priceUsd: number | null, priceEstimated = false): EditorOffer => ({
  id: label.toLowerCase(),
  label,
  free: priceUsd === 0,
  priceUsd,
  priceEstimated,
  usualSeconds: null,
});
const flux = offer("FLUX", 0.05);
const gemini = offer("Gemini", 0.07, true);

const note = (remainingUsd: number, editors = [flux], choice: string | null = null) =>
  budgetNote({ editors, budget: { remainingUsd, resetsAt: "2026-11-25T00:00:00Z" } }, choice, () => "at 01:00");

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
    expect(note(0.12, [offer("FLUX", 0.05, true)])).toContain("enough for about 2 edits.");
  });

  it("says when it is too little, and when nothing is left", () => {
    expect(note(0.04)).toBe("$0.04 of today's budget is left: too little for this edit. It begins anew at 01:00.");
    expect(note(0)).toBe("Today's budget is used up. It begins anew at 01:00.");
  });

  it("counts the dearest engine that may come to make the edit, as the server does", () => {
    expect(note(0.14, [flux, gemini])).toContain("enough for about 2 edits.");
    expect(note(0.14, [flux, gemini], "flux")).toContain("enough for 2 edits.");
    expect(note(0.06, [flux, gemini])).toContain("too little for Automatic, enough with FLUX.");
    expect(note(0.06, [flux, gemini], "gemini")).toContain("too little for this edit.");
    expect(note(0.04, [flux, gemini])).toContain("too little for this edit.");
    expect(note(0.06, [flux, offer("Other", null), offer("Local", 0)])).toContain("enough for about 1 edit.");
  });

  it("does not speak of money where there is no limit, no price, or nothing to pay", () => {
    expect(budgetNote({ editors: [flux], budget: null }, null, () => "")).toBeNull();
    expect(note(0, [offer("FLUX", null)])).toBeNull();
    expect(note(0, [offer("Local", 0), flux])).toBeNull();
  });
});
