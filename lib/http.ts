import { randomUUID } from "node:crypto";
import { hashOwner, ownerCookie } from "@/lib/edits/capability";
import { AppError } from "@/lib/errors";
import { setCorsHeaders, setPreflightHeaders } from "@/lib/http/cors";
import { errorResponse } from "@/lib/http/error-response";
import type { Exchange } from "@/lib/http/exchange";
import { idempotencyKey } from "@/lib/http/idempotency-key";
import { identifyClient, newOwnerSecret } from "@/lib/http/identify-client";
import { allowOf, forEachMethod, type MethodHandlers, type PathContext } from "@/lib/http/methods";
import { reportError } from "@/lib/http/report-error";
import { isSameOrigin, requestOrigin } from "@/lib/http/request-origin";
import { setSecureHeaders } from "@/lib/http/secure-headers";
import { setLimitHeaders, takeLimit } from "@/lib/http/take-limit";
import type { PolicyName } from "@/lib/limits/policies";
import { createLog, type Log } from "@/lib/log";
import { getServices, type Services } from "@/lib/services";

export type Route = {
  /** The limit that a request counts against; `null`: none. */
  limit: PolicyName | null;
  /** A browser that comes without the owner cookie gets one. */
  makesOwner?: boolean;
  handle(exchange: Exchange): Promise<Response>;
};

type Routes = Partial<Record<"GET" | "POST" | "PUT" | "DELETE", Route>>;

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Makes the exports of a `route.ts` from what it answers: every request gets an id, the checks of
 * origin and limit, and an answer with the headers that all answers have; whatever is thrown becomes
 * `{detail, error_code, timestamp}`; other methods are 405 with `Allow`. `path` is the route's
 * pattern, for the log: the path itself may hold an edit's id, which opens the edit.
 */
export function endpoint(path: string, routes: Routes): MethodHandlers {
  const allow = allowOf(Object.keys(routes));
  return forEachMethod(async (request, context) => {
    const requestId = randomUUID();
    const headers = new Headers({ "X-Request-Id": requestId });
    let log: Log | null = null;
    try {
      const services = await getServices();
      log = services.log;
      setCorsHeaders(headers, request.headers.get("origin"), services.env.allowedOrigins);
      return finish(request, await answer(request, context, services, headers, routes, allow), headers);
    } catch (error) {
      reportError(log ?? createLog(), error, { request_id: requestId, method: request.method, path });
      return finish(request, errorResponse(error, requestId), headers);
    }
  });
}

async function answer(
  request: Request,
  context: PathContext,
  services: Services,
  headers: Headers,
  routes: Routes,
  allow: string,
): Promise<Response> {
  if (request.method === "OPTIONS") {
    headers.set("Allow", allow);
    setPreflightHeaders(headers, allow);
    return new Response(null, { status: 204 });
  }
  const route = routes[(request.method === "HEAD" ? "GET" : request.method) as keyof Routes];
  if (route === undefined) {
    headers.set("Allow", allow);
    throw new AppError("METHOD_NOT_ALLOWED");
  }
  const mayCome = isSameOrigin(request, services.env) || headers.has("Access-Control-Allow-Origin");
  if (!SAFE.has(request.method) && !mayCome) throw new AppError("ORIGIN_NOT_ALLOWED");

  const client = await identifyClient(services, request.headers);
  const limit = route.limit === null ? null : await takeLimit(services, route.limit, client.hash);
  if (limit !== null) {
    setLimitHeaders(headers, limit);
    if (!limit.allowed) throw new AppError("RATE_LIMITED", { retryAfterSeconds: Math.max(1, limit.resetSeconds) });
  }
  const origin = requestOrigin(request, services.env);
  let { ownerHash } = client;
  if (route.makesOwner === true && ownerHash === null) {
    const secret = newOwnerSecret(services.appSecret, client, idempotencyKey(request.headers));
    headers.append("Set-Cookie", ownerCookie(secret, origin.startsWith("https:")));
    ownerHash = hashOwner(secret);
  }
  return route.handle({
    request,
    services,
    client: { ...client, ownerHash },
    bearer: /^Bearer +(\S+)$/i.exec(request.headers.get("authorization") ?? "")?.[1] ?? null,
    params: await pathParams(context),
    origin,
  });
}

async function pathParams({ params }: PathContext): Promise<Record<string, string>> {
  const entries = Object.entries((await params) ?? {}).map(([name, value]) => [name, [value ?? ""].flat().join("/")]);
  return Object.fromEntries(entries) as Record<string, string>;
}

/** Adds the headers of every answer; a HEAD answer loses its body. The answer itself is kept: another would stream its body. */
function finish(request: Request, response: Response, headers: Headers): Response {
  for (const [name, value] of headers) response.headers.append(name, value);
  setSecureHeaders(response.headers);
  return request.method === "HEAD" ? new Response(null, response) : response;
}
