import type { FakeAnswer } from "../fake-server";

/** An error as Google's services send it. */
export const refusal = (code: number, status: string, message: string, details: unknown[] = []): FakeAnswer => ({
  status: code,
  headers: { "content-type": "application/json; charset=UTF-8", server: "scaffolding on HTTPServer2" },
  body: { error: { code, message, status, ...(details.length > 0 ? { details } : {}) } },
});

const errorInfo = (reason: string) => ({
  "@type": "type.googleapis.com/google.rpc.ErrorInfo",
  reason,
  domain: "googleapis.com",
  metadata: { service: "generativelanguage.googleapis.com" },
});

/** Refusals that a request asks for by `enhancer:<name>` or `editor:<name>` in its words. */
export const REFUSALS: Readonly<Record<string, FakeAnswer>> = {
  "bad-key": refusal(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", [
    errorInfo("API_KEY_INVALID"),
  ]),
  location: refusal(400, "FAILED_PRECONDITION", "User location is not supported for the API use."),
  policy: refusal(400, "INVALID_ARGUMENT", "The prompt could not be submitted: it violates the safety policies."),
  invalid: refusal(400, "INVALID_ARGUMENT", "Request contains an invalid argument."),
  unauthenticated: refusal(401, "UNAUTHENTICATED", "Request had invalid authentication credentials."),
  forbidden: refusal(403, "PERMISSION_DENIED", "Your project has been denied access."),
  gone: refusal(404, "NOT_FOUND", "models/gone is not found for API version v1beta."),
  large: refusal(413, "INVALID_ARGUMENT", "Request payload size exceeds the limit."),
  quota: refusal(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota.", [
    { "@type": "type.googleapis.com/google.rpc.QuotaFailure", violations: [{ quotaId: "PerMinute" }] },
    { "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "34s" },
  ]),
  busy: refusal(429, "RESOURCE_EXHAUSTED", "Resource has been exhausted (e.g. check quota)."),
  internal: refusal(500, "INTERNAL", "An internal error has occurred."),
  overloaded: refusal(503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
  deadline: refusal(504, "DEADLINE_EXCEEDED", "Deadline expired before operation could complete."),
  canceled: refusal(499, "CANCELLED", "The operation was cancelled."),
  "gateway-page": {
    status: 502,
    headers: { "content-type": "text/html; charset=UTF-8" },
    body: "<!DOCTYPE html><title>Error 502 (Server Error)!!1</title>",
  },
  "broken-json": { status: 503, headers: { "content-type": "application/json" }, body: '{"error": {"code": 5' },
  moved: { status: 307, headers: { location: "http://127.0.0.1:9/stolen" } },
};

export type Part = Record<string, unknown>;

/** A successful answer with one candidate. */
export const candidate = (model: string, parts: Part[] | null, finishReason = "STOP", tokens = 120): FakeAnswer => ({
  body: {
    candidates: [
      {
        ...(parts === null ? {} : { content: { parts, role: "model" } }),
        finishReason,
        index: 0,
        ...(finishReason.startsWith("IMAGE_") ? { finishMessage: "Unable to show the generated image." } : {}),
      },
    ],
    usageMetadata: { promptTokenCount: 560, candidatesTokenCount: tokens, totalTokenCount: 560 + tokens },
    modelVersion: model,
    responseId: "fake-response",
  },
});

/** A request that was blocked before anything was made of it: 200, and no candidate. */
export const blocked = (model: string, blockReason: string): FakeAnswer => ({
  body: {
    promptFeedback: { blockReason },
    usageMetadata: { promptTokenCount: 560, totalTokenCount: 560 },
    modelVersion: model,
    responseId: "fake-response",
  },
});
