import { expect, test } from "vitest";
import { AppError } from "@/lib/errors";
import { plainReason } from "./plain-reason";

const withCode = (code: string, message = "connect failed"): Error => Object.assign(new Error(message), { code });

test.each([
  ["a code of the system", withCode("ECONNREFUSED"), "nobody listens at its address (ECONNREFUSED)"],
  ["a code of the cause", new TypeError("fetch failed", { cause: withCode("ENOTFOUND") }), "(ENOTFOUND)"],
  ["one of several addresses", new AggregateError([withCode("ECONNREFUSED")], ""), "(ECONNREFUSED)"],
  ["a code of PostgreSQL", withCode("28P01"), "it does not accept this user and password (28P01)"],
  ["a code that is not known", withCode("XX000", "something else"), "something else"],
  ["a sentence of ours", new AppError("PROVIDER_NOT_CONFIGURED", { detail: "It takes no key." }), "It takes no key"],
  [
    "a sentence of ours with a cause",
    new AppError("PROVIDER_UNAVAILABLE", { detail: "It is away.", cause: withCode("ECONNRESET") }),
    "It is away (ECONNRESET)",
  ],
  [
    "a store",
    new AppError("STORAGE_UNAVAILABLE", { cause: new Error("Vercel Blob: Access denied.") }),
    "Access denied",
  ],
  ["more than one line", new Error("first.\nsecond"), "first"],
  ["nothing at all", new Error(""), "it says nothing of why"],
  ["no error", "just words", "just words"],
])("says why: %s", (_what, error, reason) => {
  expect(plainReason(error)).toContain(reason);
});

test("is never long", () => {
  expect(plainReason(new Error("x".repeat(5_000))).length).toBeLessThanOrEqual(200);
});
