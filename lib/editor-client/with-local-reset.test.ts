import { describe, expect, it } from "vitest";
import { withLocalReset } from "./with-local-reset";

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
