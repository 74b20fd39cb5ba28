import { describe, expect, test } from "vitest";
import { AppError, ERRORS, type ErrorCode } from "@/lib/errors";
import { errorResponse, errorSchema, toAppError } from "./response";

const REQUEST = "6f1c0f9e-2a43-4d1f-8f6e-6f0b0f9f0a10";
const answerTo = async (thrown: unknown) => {
  const response = errorResponse(thrown, REQUEST);
  return { response, body: errorSchema.parse(await response.json()) };
};

// A store that does not answer is UNAVAILABLE over HTTP: see toAppError below.
const CODES = (Object.keys(ERRORS) as ErrorCode[]).filter((code) => code !== "STORAGE_UNAVAILABLE");

describe("errorResponse", () => {
  test.each(CODES)("%s: its status and its sentence", async (code) => {
    const { response, body } = await answerTo(new AppError(code));
    expect(response.status).toBe(ERRORS[code].status);
    expect(body.error_code).toBe(code);
    expect(body.detail.startsWith(ERRORS[code].detail)).toBe(true);
    expect("fields" in body).toBe(ERRORS[code].status === 422);
  });

  test.each(["RATE_LIMITED", "BUDGET_EXHAUSTED", "UNAVAILABLE"] as const)(
    "%s: Retry-After, as told or by default",
    async (code) => {
      const told = await answerTo(new AppError(code, { retryAfterSeconds: 7 }));
      expect(told.response.headers.get("retry-after")).toBe("7");
      const seconds = Number((await answerTo(new AppError(code))).response.headers.get("retry-after"));
      expect(seconds).toBeGreaterThanOrEqual(1);
      expect(seconds).toBeLessThanOrEqual(24 * 3600);
    },
  );

  test.each([new Error("password=hunter2 at db.internal"), "a string", undefined, { detail: "x" }])(
    "anything else is INTERNAL and shows the request's id alone",
    async (thrown) => {
      const { response, body } = await answerTo(thrown);
      expect([response.status, body.detail]).toEqual([500, `${ERRORS.INTERNAL.detail} Request: ${REQUEST}`]);
    },
  );

  test.each([
    Object.assign(new Error("x"), { code: "ECONNREFUSED" }),
    Object.assign(new Error("x"), { code: "57P01" }),
    Object.assign(new Error("x"), { code: "53300" }),
    new Error("outer", { cause: Object.assign(new Error("inner"), { code: "08006" }) }),
    new AggregateError([Object.assign(new Error("x"), { code: "ETIMEDOUT" })]),
  ])("what cannot be reached is UNAVAILABLE", async (thrown) => {
    expect((await answerTo(thrown)).body.error_code).toBe("UNAVAILABLE");
  });

  test.each(["23505", "42P01", "ENOENT"])("the code %s is our fault", async (code) => {
    expect((await answerTo(Object.assign(new Error("x"), { code }))).body.error_code).toBe("INTERNAL");
  });
});

const withCode = (code: string) => Object.assign(new Error("no"), { code });

describe("toAppError", () => {
  test.each([
    ["a refused connection", withCode("ECONNREFUSED")],
    ["a server that shuts down", withCode("57P01")],
    ["too many connections", withCode("53300")],
    ["a full disk", withCode("53100")],
    ["a statement that took too long", withCode("57014")],
    ["a lock that was not to be had", withCode("55P03")],
    ["a transaction that came second", withCode("40001")],
    ["one of two that waited for each other", withCode("40P01")],
    ["a database that was closed", new Error("driver has already been destroyed")],
    ["a pool that got no connection in time", new Error("timeout exceeded when trying to connect")],
    ["a connection that was cut", new Error("Connection terminated unexpectedly")],
    ["one of these as the cause", new Error("query failed", { cause: withCode("ECONNRESET") })],
    ["a store that does not answer", new AppError("STORAGE_UNAVAILABLE")],
  ])("says UNAVAILABLE for %s", (_what, error) => {
    expect(toAppError(error)).toMatchObject({ code: "UNAVAILABLE", status: 503 });
  });

  test("keeps a code that is known, and calls the rest INTERNAL", () => {
    expect(toAppError(new AppError("EDIT_NOT_FOUND")).code).toBe("EDIT_NOT_FOUND");
    expect(toAppError(withCode("23505")).code).toBe("INTERNAL");
    expect(toAppError("a string").code).toBe("INTERNAL");
  });
});
