import { describe, expect, it } from "vitest";
import { costSentence } from "./cost-sentence";

describe("costSentence", () => {
  it.each([
    ["completed", "made", 0.045, false, "Cost $0.045"],
    ["completed", "made", 0.045, true, "Cost about $0.05"],
    ["completed", "none", null, false, null],
    ["completed", "none", 0, false, null],
    ["failed", "possible", 0.045, true, "May have been charged, about $0.05"],
    ["failed", "possible", null, false, "May have been charged"],
    ["failed", "made", 0.045, false, "Was charged, $0.045"],
    ["failed", "made", null, false, "Was charged"],
    ["failed", "none", null, false, null],
    ["canceled", "possible", null, false, "May have been charged"],
    ["processing_image", "possible", null, false, null],
    ["processing_image", "made", 0.045, false, null],
  ] as const)("%s, charge %s, %s, estimated %s: %s", (status, charge, cost_usd, cost_estimated, sentence) => {
    expect(costSentence({ status, charge, cost_usd, cost_estimated })).toBe(sentence);
  });
});
