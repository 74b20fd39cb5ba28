import { describe, expect, it } from "vitest";
import { costSentence, downloadName, formatPrice, formatReset, withLocalReset } from "./formats";

describe("formatPrice", () => {
  it.each([
    [0.045, false, "$0.045"],
    [0.045, true, "about $0.05"],
    [0.0453, false, "$0.0453"],
    [0.04, false, "$0.04"],
    [0.1, false, "$0.10"],
    [1.5, true, "about $1.50"],
    [0.004, true, "about $0.004"],
    [0.00042, false, "$0.0004"],
    [0, false, "free"],
    [0, true, "free"],
  ])("%d, estimated %s: %s", (usd, estimated, text) => {
    expect(formatPrice({ usd, estimated })).toBe(text);
  });
});

// Local times, so that the test means the same in every zone.
const now = new Date(2026, 10, 24, 20, 15).getTime();

describe("formatReset", () => {
  it("names the hour, and the day when it is another", () => {
    expect(formatReset(new Date(2026, 10, 24, 23, 5).getTime(), now)).toBe("at 23:05");
    expect(formatReset(new Date(2026, 10, 25, 1, 0).getTime(), now)).toBe("tomorrow at 01:00");
    expect(formatReset(new Date(2026, 10, 25, 1, 0).toISOString(), now)).toBe("tomorrow at 01:00");
  });

  it("does not call a moment that is past tomorrow", () => {
    expect(formatReset(new Date(2026, 10, 23, 23, 0).getTime(), now)).toBe("at 23:00");
  });
});

const LIMIT = "Your spending limit for today is reached. It resets at midnight UTC; please try again then.";
const NOW = new Date(2026, 10, 25, 18, 0).getTime();
const RESET = new Date(2026, 10, 26, 1, 0).getTime();

describe("withLocalReset", () => {
  it("says midnight UTC by the reader's clock as well", () => {
    expect(withLocalReset(LIMIT, RESET, NOW)).toBe(
      "Your spending limit for today is reached. It resets at midnight UTC (tomorrow at 01:00 by your clock); please try again then.",
    );
  });

  it("leaves a sentence alone where the moment is not known, or where waiting is no use", () => {
    expect(withLocalReset(LIMIT, null, NOW)).toBe(LIMIT);
    expect(withLocalReset("One edit costs more than the limit.", RESET, NOW)).toBe(
      "One edit costs more than the limit.",
    );
  });
});

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

describe("downloadName", () => {
  it.each([
    ["IMG 2041.JPG", 3, "Make it blue!", "img-2041-v3-make-it-blue.png"],
    [null, 1, "make the sky more dramatic", "mizual-v1-make-the-sky-more-dramatic.png"],
    ["été.heic", 2, "青くして", "été-v2-青くして.png"],
    ["../../etc/passwd", 1, "x", "etc-passwd-v1-x.png"],
    ["a.png", 1, "!!!", "a-v1.png"],
    ["", 1, "ok", "mizual-v1-ok.png"],
  ])("%s, v%i, %s → %s", (source, version, prompt, name) => {
    expect(downloadName(source, version, prompt, "png")).toBe(name);
  });

  it("ends a long prompt at a word", () => {
    const name = downloadName("a.png", 1, "make everything a great deal warmer and softer than it was before", "png");
    expect(name).toBe("a-v1-make-everything-a-great-deal-warmer-and-softer.png");
  });

  it("cuts a single endless word, between characters", () => {
    expect(downloadName("a.png", 1, "😀a".replace("😀", "𠮷").repeat(60), "png").length).toBeLessThan(100);
  });
});
