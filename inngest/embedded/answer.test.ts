import { expect, test } from "vitest";
import { parseDelay } from "./answer";

test.each([
  ["2s", 2_000],
  ["1d2h3m4s", 93_784_000],
  ["1w", 604_800_000],
  ["250ms", 250],
  ["30", 30_000],
  ["1999-01-01T00:00:00Z", 0],
  ["soon", null],
  ["", null],
])("%s", (text, ms) => {
  expect(parseDelay(text)).toBe(ms);
});

test("a date becomes the time from now", () => {
  const ms = parseDelay(new Date(Date.now() + 60_000).toISOString());
  expect(ms).toBeGreaterThan(50_000);
  expect(ms).toBeLessThanOrEqual(60_000);
});
