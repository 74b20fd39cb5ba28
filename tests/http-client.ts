import { expect } from "vitest";
import * as analytics from "@/app/api/analytics/chains/route";
import * as chain from "@/app/api/chain/[uuid]/route";
import * as check from "@/app/api/edit/[uuid]/check/route";
import * as editImage from "@/app/api/edit-image/route";
import * as cancel from "@/app/api/edit/[uuid]/cancel/route";
import * as retry from "@/app/api/edit/[uuid]/retry/route";
import * as edit from "@/app/api/edit/[uuid]/route";
import * as editors from "@/app/api/editors/route";
import * as feedbackOf from "@/app/api/feedback/[uuid]/route";
import * as feedback from "@/app/api/feedback/route";
import * as ready from "@/app/api/health/ready/route";
import * as health from "@/app/api/health/route";
import * as openApi from "@/app/api/openapi.json/route";
import * as uploadOf from "@/app/api/uploads/[uuid]/route";
import * as uploads from "@/app/api/uploads/route";
import * as unknownPath from "@/app/api/[[...path]]/route";
import { errorSchema } from "@/lib/http/error-schema";
import type { Method, MethodHandlers } from "@/lib/http/methods";
import { PEER_HEADER } from "@/lib/limits/peer-address";

/** Every route of the contract by its path, most specific first. */
export const ROUTES: Record<string, MethodHandlers> = {
  "/edit-image": editImage,
  "/edit/{uuid}/cancel": cancel,
  "/edit/{uuid}/retry": retry,
  "/edit/{uuid}/check": check,
  "/edit/{uuid}": edit,
  "/feedback/{uuid}": feedbackOf,
  "/feedback": feedback,
  "/chain/{uuid}": chain,
  "/analytics/chains": analytics,
  "/editors": editors,
  "/health/ready": ready,
  "/health": health,
  "/uploads/{uuid}": uploadOf,
  "/uploads": uploads,
  "/openapi.json": openApi,
};

export type Answer = { status: number; headers: Headers; body: Record<string, unknown>; text: string };

type Options = {
  /** Sent as JSON. */
  json?: unknown;
  body?: BodyInit;
  headers?: Record<string, string>;
  /** Address of the socket's peer. */
  peer?: string;
};

/** Calls the handler of a route as the server does, and checks what holds for every answer. */
export async function call(method: Method, path: string, options: Options = {}): Promise<Answer> {
  // Encoded first, as on the wire: undici's own stream of a form fails once its reader has given up.
  const form = options.body instanceof FormData ? new Response(options.body) : null;
  const formType = form?.headers.get("content-type") ?? null;
  const body = form === null ? options.body : await form.arrayBuffer();
  const request = new Request(`http://mizual.test/api${path}`, {
    method,
    headers: {
      ...(options.json === undefined ? {} : { "Content-Type": "application/json" }),
      ...(formType === null ? {} : { "Content-Type": formType }),
      [PEER_HEADER]: options.peer ?? "192.0.2.1",
      ...options.headers,
    },
    body: options.json === undefined ? body : JSON.stringify(options.json),
  });
  const { handlers, params } = findRoute(path.split("?")[0] ?? path);
  const response = await handlers[method](request, { params: Promise.resolve(params) });
  const text = await response.text();
  expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("cache-control")).toBe("no-store");
  const answer = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
  if (response.status >= 400 && method !== "HEAD" && path !== "/health/ready") errorSchema.parse(answer);
  return { status: response.status, headers: response.headers, body: answer, text };
}

/** Asserts the whole body of an error but its time, which is only checked for its form. */
export function expectError(answer: Answer, status: number, code: string, detail: string | RegExp): void {
  expect({ status: answer.status, code: answer.body["error_code"] }).toEqual({ status, code });
  const sentence: unknown = detail instanceof RegExp ? expect.stringMatching(detail) : detail;
  const { fields: _fields, ...rest } = answer.body;
  expect(rest).toEqual({ detail: sentence, error_code: code, timestamp: expect.stringMatching(/T.*Z$/) as unknown });
}

/** The handlers of a path below `/api`, and its parameters. */
export function findRoute(path: string): { handlers: MethodHandlers; params: Record<string, string> } {
  for (const [pattern, handlers] of Object.entries(ROUTES)) {
    const found = new RegExp(`^${pattern.replace("{uuid}", "(?<uuid>[^/]*)")}$`).exec(path);
    if (found !== null) return { handlers, params: { ...found.groups } };
  }
  return { handlers: unknownPath, params: { path } };
}
