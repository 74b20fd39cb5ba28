import { expect, test } from "vitest";
import { policyOf } from "./policies";

test.each([
  ["edit", 10],
  ["status", 60],
  ["cancel", 10],
  ["retry", 10],
  ["delete", 10],
  ["feedback", 5],
  ["feedback-read", 10],
  ["chain", 10],
  ["analytics", 5],
  ["editors", 60],
  ["uploads", 10],
] as const)("%s: %i per minute", (name, limit) => {
  expect(policyOf(name, {})).toEqual({ name, limit, windowSeconds: 60 });
});

test("RATE_LIMITS raises by its own names and leaves the others", () => {
  expect(policyOf("status", { status: 100_000 })?.limit).toBe(100_000);
  expect(policyOf("delete", { change: 50 })?.limit).toBe(50);
  expect(policyOf("edit", { status: 100_000 })?.limit).toBe(10);
});

test("RATE_LIMITS=off: no limit", () => {
  expect(policyOf("edit", "off")).toBeNull();
});
