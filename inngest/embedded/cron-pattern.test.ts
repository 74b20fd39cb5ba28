import { expect, test } from "vitest";
import { cronPattern } from "./cron-pattern";

const at = (text: string): Date => new Date(text);

test("slots are in UTC", () => {
  const daily = cronPattern("0 3 * * *");
  expect(daily.next(at("2026-01-01T03:00:00Z"))).toEqual(at("2026-01-02T03:00:00Z"));
  expect(daily.latest(at("2026-01-01T02:59:59.999Z"))).toEqual(at("2025-12-31T03:00:00Z"));
});

test("a slot is the latest from its very moment", () => {
  expect(cronPattern("0 3 * * *").latest(at("2026-01-01T03:00:00Z"))).toEqual(at("2026-01-01T03:00:00Z"));
  expect(cronPattern("0 3 * * *").latest(at("2026-01-01T03:00:00.400Z"))).toEqual(at("2026-01-01T03:00:00Z"));
});

test("every second", () => {
  const pattern = cronPattern("* * * * * *");
  expect(pattern.latest(at("2026-01-01T00:00:07.250Z"))).toEqual(at("2026-01-01T00:00:07Z"));
  expect(pattern.latest(at("2026-01-01T00:00:07Z"))).toEqual(at("2026-01-01T00:00:07Z"));
});

test("a zone of its own", () => {
  expect(cronPattern("TZ=Europe/Berlin 0 3 * * *").next(at("2026-07-01T00:00:00Z"))).toEqual(
    at("2026-07-01T01:00:00Z"),
  );
});

test.each([
  ["every day", "CronPattern"],
  ["TZ=Nowhere/Land 0 3 * * *", "timezone"],
])("%s is refused", (expression, reason) => {
  expect(() => cronPattern(expression)).toThrow(reason);
});
