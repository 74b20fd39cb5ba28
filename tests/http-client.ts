import { expect } from "vitest";
import { loadRoutes } from "@/app/api/endpoints";
import * as openApi from "@/app/api/openapi.json/route";
import * as unknownPath from "@/app/api/[[...path]]/route";
import { type Endpoint, errorsOf, type Verb } from "@/lib/http/contract";
import type { EndpointHandlers, Method, MethodHandlers } from "@/lib/http/endpoint";
import { errorSchema } from "@/lib/http/response";
import { PEER_HEADER } from "@/lib/limits/client-address";

/** Every route that answers at the root, by its path without a slash at the end. */
export const ROUTES: Record<string, EndpointHandlers> = Object.fromEntries(
  [...(await loadRoutes()), openApi].map((route) => [route.GET.endpoint.path.replace(/\/$/, ""), route]),
);

export type Answer = { status: number; headers: Headers; body: Record<string, unknown>; text: string };

type Options = {
  /** Sent as JSON. */
  json?: unknown;
  body?: BodyInit;
  headers?: Record<string, string>;
  /** Address of the socket's peer. */
  peer?: string;
  /** Fires when the client closes the connection. */
  signal?: AbortSignal;
};

/** Calls the handler of a route as the server does, and checks what holds for every answer: it is one that was declared. */
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
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  const { handlers, params, endpoint } = findRoute(path.split("?")[0] ?? path);
  const response = await handlers[method](request, { params: Promise.resolve(params) });
  const text = await response.text();
  expect(response.headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
  expect(response.headers.get("x-content-type-options")).toBe("nosniff");
  expect(response.headers.get("cache-control")).toBe("no-store");
  const answer = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
  if (endpoint !== null && method !== "HEAD") expectDeclared(endpoint, method, response.status, answer);
  else if (method !== "HEAD") errorSchema.parse(answer);
  return { status: response.status, headers: response.headers, body: answer, text };
}

/** Asserts that an answer has a status and a body that the declaration of its route names. */
function expectDeclared(endpoint: Endpoint, method: Method, status: number, body: Record<string, unknown>): void {
  const operation = endpoint.operations[method as Verb];
  const what = `${method} ${endpoint.path}: ${status}`;
  const answer = operation?.answers?.[status];
  if (answer !== undefined) {
    expect(answer.schema?.safeParse(body).error ?? null, what).toBeNull();
    return;
  }
  if (status < 400) {
    // 204 to OPTIONS, or a route that is no part of the OpenAPI document.
    expect(operation?.answers, what).toBeUndefined();
    return;
  }
  const { error_code: code } = errorSchema.parse(body);
  const declared = operation === undefined ? ["METHOD_NOT_ALLOWED"] : errorsOf(method, operation);
  expect(declared, `${what} ${code} is not among the errors that it declares`).toContain(code);
}

/** Asserts the whole body of an error but its time, which is only checked for its form. */
export function expectError(answer: Answer, status: number, code: string, detail: string | RegExp): void {
  expect({ status: answer.status, code: answer.body["error_code"] }).toEqual({ status, code });
  const sentence: unknown = detail instanceof RegExp ? expect.stringMatching(detail) : detail;
  const { fields: _fields, ...rest } = answer.body;
  expect(rest).toEqual({ detail: sentence, error_code: code, timestamp: expect.stringMatching(/T.*Z$/) as unknown });
}

/** The handlers of a path below `/api`, its parameters, and how it was declared: `null` for an unknown path. */
export function findRoute(path: string): {
  handlers: MethodHandlers;
  params: Record<string, string>;
  endpoint: Endpoint | null;
} {
  for (const [pattern, handlers] of Object.entries(ROUTES)) {
    const found = new RegExp(`^${pattern.replace(/\{(\w+)\}/, "(?<$1>[^/]*)")}$`).exec(path);
    if (found !== null) return { handlers, params: { ...found.groups }, endpoint: handlers.GET.endpoint };
  }
  return { handlers: unknownPath, params: { path }, endpoint: null };
}
