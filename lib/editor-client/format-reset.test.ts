import { describe, expect, it } from "vitest";
import { formatReset } from "./format-reset";

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
