import { expect, test } from "vitest";
import { policyOf, STATUS_LIMIT } from "./policies";

const EDIT = { name: "edit", perMinute: 10 } as const;
const DELETE = { name: "delete", perMinute: 10, raisedBy: "change" } as const;

test("a limit is per minute, under its own name", () => {
  expect(policyOf(STATUS_LIMIT, {})).toEqual({ name: "status", limit: 60, windowSeconds: 60, addressLimit: 300 });
  expect(policyOf(DELETE, {})).toEqual({ name: "delete", limit: 10, windowSeconds: 60, addressLimit: 50 });
});

test("RATE_LIMITS raises by its own names and leaves the others", () => {
  expect(policyOf(STATUS_LIMIT, { status: 100_000 })?.limit).toBe(100_000);
  expect(policyOf(DELETE, { change: 50 })?.limit).toBe(50);
  expect(policyOf(DELETE, { change: 50 })?.addressLimit).toBe(250);
  expect(policyOf(EDIT, { status: 100_000 })?.limit).toBe(10);
});

test("RATE_LIMITS=off: no limit", () => {
  expect(policyOf(EDIT, "off")).toBeNull();
});
