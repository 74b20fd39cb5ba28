import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { toAppError } from "./to-app-error";

const withCode = (code: string) => Object.assign(new Error("no"), { code });

describe("toAppError", () => {
  it.each([
    ["a refused connection", withCode("ECONNREFUSED")],
    ["a server that shuts down", withCode("57P01")],
    ["too many connections", withCode("53300")],
    ["a pool that got no connection in time", new Error("timeout exceeded when trying to connect")],
    ["a connection that was cut", new Error("Connection terminated unexpectedly")],
    ["one of these as the cause", new Error("query failed", { cause: withCode("ECONNRESET") })],
    ["a store that does not answer", new AppError("STORAGE_UNAVAILABLE")],
  ])("says UNAVAILABLE for %s", (_what, error) => {
    expect(toAppError(error)).toMatchObject({ code: "UNAVAILABLE", status: 503 });
  });

  it("keeps a code that is known, and calls the rest INTERNAL", () => {
    expect(toAppError(new AppError("EDIT_NOT_FOUND")).code).toBe("EDIT_NOT_FOUND");
    expect(toAppError(withCode("23505")).code).toBe("INTERNAL");
    expect(toAppError("a string").code).toBe("INTERNAL");
  });
});
