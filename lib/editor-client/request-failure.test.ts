import { describe, expect, it } from "vitest";
import { networkFailure, readFailure } from "./request-failure";

const noHeader = () => null;

describe("readFailure", () => {
  it("takes the server's sentence, code, request id and waiting time", () => {
    const headers = new Map([
      ["X-Request-Id", "r-1"],
      ["Retry-After", "12"],
    ]);
    const body = { detail: "Too many requests.", error_code: "RATE_LIMITED", timestamp: "2026-11-23T00:00:00Z" };
    expect(readFailure(429, body, (name) => headers.get(name) ?? null)).toMatchObject({
      message: "Too many requests.",
      code: "RATE_LIMITED",
      requestId: "r-1",
      retryAfter: 12,
      retryable: true,
    });
  });

  it("adds what is wrong with each field", () => {
    const fields = [{ path: "prompt", message: "Use up to 2000 characters." }];
    const failure = readFailure(
      422,
      { detail: "The request is not valid.", error_code: "VALIDATION_FAILED", fields },
      noHeader,
    );
    expect(failure.message).toBe("The request is not valid. Use up to 2000 characters.");
    expect(failure.retryable).toBe(false);
  });

  it.each([null, "<html>", { detail: 7 }, []])("makes do with an answer that is none of ours: %j", (body) => {
    const failure = readFailure(503, body, noHeader);
    expect(failure).toMatchObject({
      message: "The server answered with an error (503).",
      code: "HTTP_503",
      retryable: true,
    });
  });

  it.each([400, 403, 409, 413, 415, 422])("does not offer the same again after %i", (status) => {
    expect(readFailure(status, null, noHeader).retryable).toBe(false);
  });
});

describe("networkFailure", () => {
  it("can be tried again", () => {
    expect(networkFailure()).toMatchObject({ code: "NETWORK", retryable: true });
  });
});
