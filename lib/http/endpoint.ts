import { randomUUID } from "node:crypto";
import type { z } from "zod";
import { type Client, hashOwner, NO_OLD_OWNER_COOKIE, ownerCookie } from "@/lib/edits/credentials";
import { AppError } from "@/lib/errors";
import { accountKey, withAccount } from "@/lib/fair-share";
import { isKnownPeer } from "@/lib/limits/client-address";
import { createLog } from "@/lib/log";
import { type Activity, type ActivityEnd, observed } from "@/lib/observe";
import { getServices, type Services } from "@/lib/services";
import { bringsToken } from "./bearer";
import { identifyClient, newOwnerSecret, pageRequester, requesterOf, takeLimit, tooMany } from "./client";
import type { Answers, Endpoint, Exchange, Operation, Verb } from "./contract";
import { reportRefusedOrigin } from "./origin-news";
import { bringsOurCookies, isSecure, requestOrigin, strictTransport } from "./own-origin";
import { idempotencyKey, readQuery } from "./request";
import {
  errorResponse,
  notFoundResponse,
  reportError,
  setCorsHeaders,
  setLimitHeaders,
  setPreflightHeaders,
  setSecureHeaders,
} from "./response";
import { LENGTH_HEADER, sendsLengths } from "./server-wire";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"] as const;

export type Method = (typeof METHODS)[number];

/** The names in braces: `"uuid"` for `"/edit/{uuid}"`. */
type ParamOf<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamOf<Rest> : never;

/** Path parameters as Next passes them. */
type PathContext = { params: Promise<Record<string, string | string[] | undefined>> };

type Handler = (request: Request, context: PathContext) => Promise<Response>;

/** What a `route.ts` exports for each method. */
export type MethodHandlers<H extends Handler = Handler> = Record<Method, H>;

/** The handlers of a declared endpoint, which know their declaration. */
export type EndpointHandlers = MethodHandlers<Handler & { readonly endpoint: Endpoint }>;

/**
 * Makes the exports of a `route.ts` from all that there is to say of a path: who may come how often,
 * what is taken and answered, and the code that does it. Typed parameters, `/openapi.json` and the
 * rewrites in next.config.mjs follow from it. A path below `/api/` answers there alone, any other at
 * the root as well. A GET, POST or DELETE may take a query, a POST a body that is read before its handler is called.
 *
 * Every request gets an id, the checks of origin and limit, and an answer with the headers that all
 * answers have; whatever is thrown becomes `{detail, error_code, timestamp}`; other methods are 405
 * with `Allow`. The log names the path as it is declared: as requested it may hold an edit's id,
 * which opens the edit.
 *
 * @example
 * export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = endpoint("/chain/{uuid}", {
 *   params: { uuid: editId },
 *   GET: {
 *     about: { operationId: "getChain", tag: "Edits", summary: "The way from the first edit to this one" },
 *     limit: { name: "chain", perMinute: 10 },
 *     answers: { 200: { description: "Oldest first.", schema: chainViewSchema } },
 *     errors: ["EDIT_NOT_FOUND"],
 *     handle: async ({ services, params }) => getChain(services, params.uuid),
 *   },
 * });
 */
export function endpoint<
  const Path extends string,
  GetQuery extends z.ZodObject,
  PostBody,
  PostQuery extends z.ZodObject,
  DeleteQuery extends z.ZodObject,
  Get extends Answers,
  Post extends Answers,
  Put extends Answers,
  Delete extends Answers,
>(
  path: Path,
  declaration: {
    params?: Readonly<Record<ParamOf<Path>, z.ZodType>>;
    GET?: Operation<ParamOf<Path>, GetQuery, undefined, Get>;
    POST?: Operation<ParamOf<Path>, PostQuery, PostBody, Post>;
    PUT?: Operation<ParamOf<Path>, z.ZodObject, undefined, Put>;
    DELETE?: Operation<ParamOf<Path>, DeleteQuery, undefined, Delete>;
  },
): EndpointHandlers {
  const { params = {}, ...operations } = declaration;
  const declared = { path, params, operations } as Endpoint;
  const needsServices = Object.values(declared.operations).some((operation) => !("always" in operation));

  const handler = async (request: Request, context: PathContext): Promise<Response> => {
    // What observes starts with the services, and hears of this request too.
    const [services, failure] = needsServices ? await settled(getServices()) : [null, null];
    const respond = async (): Promise<Response> => {
      const requestId = randomUUID();
      const headers = new Headers({ "X-Request-Id": requestId });
      try {
        if (failure !== null) throw failure.error;
        if (services !== null && (await isHidden(request, services, headers, declared.operations)))
          return nothingThere(request);
        if (services !== null) {
          setCorsHeaders(headers, request.headers.get("origin"), services.env.allowedOrigins);
          const transport = strictTransport(request, services.env);
          if (transport !== null) headers.set("Strict-Transport-Security", transport);
        }
        return finish(request, await answer(request, context, services, headers, declared.operations), headers);
      } catch (error) {
        reportError(services?.log ?? createLog(), error, { request_id: requestId, method: request.method, path });
        return finish(request, errorResponse(error, requestId), headers);
      }
    };
    return observed(activityOf(request, path), respond, statusOf);
  };
  return forEachMethod(Object.assign(handler, { endpoint: declared }));
}

/** What came of a promise: its value, or what it failed with. */
const settled = <T>(promise: Promise<T>): Promise<[T, null] | [null, { error: unknown }]> =>
  promise.then(
    (value) => [value, null],
    (error: unknown) => [null, { error }],
  );

const activityOf = ({ method, headers }: Request, route: string): Activity => ({
  kind: "request",
  route,
  method,
  traceparent: headers.get("traceparent"),
});

const statusOf = ({ status }: Response): ActivityEnd => ({ result: status });

async function answer(
  request: Request,
  context: PathContext,
  services: Services | null,
  headers: Headers,
  operations: Endpoint["operations"],
): Promise<Response> {
  const allow = allowOf(Object.keys(operations));
  if (request.method === "OPTIONS") {
    headers.set("Allow", allow);
    setPreflightHeaders(headers, allow);
    return new Response(null, { status: 204 });
  }
  const verb = (request.method === "HEAD" ? "GET" : request.method) as Verb;
  const operation = operations[verb];
  if (operation === undefined) {
    headers.set("Allow", allow);
    throw new AppError("METHOD_NOT_ALLOWED");
  }
  if ("always" in operation) return toResponse(operation.always);
  if (services === null) throw new AppError("INTERNAL");
  if ("show" in operation) return operation.show(services);
  const exchange = await admit(request, context, services, headers, { ...operation, isRead: verb === "GET" });
  const { hash, ownerHash } = exchange.client;
  return toResponse(
    await withAccount({ client: accountKey(hash), browser: ownerHash }, () => operation.handle(exchange)),
  );
}

/** Whether a path shows something to a bearer alone, and this is none: no method and no header tells that it is there. */
async function isHidden(
  request: Request,
  services: Services,
  answer: Headers,
  operations: Endpoint["operations"],
): Promise<boolean> {
  const shown = Object.values(operations).find((operation) => "show" in operation);
  if (shown === undefined || !("show" in shown)) return false;
  return !(await bringsToken(request, services, { limit: shown.limit, token: shown.bearerOf(services.env), answer }));
}

/** Lets a request in, or throws: origin, limit, owner; then its parameters, query and body. */
async function admit(
  request: Request,
  context: PathContext,
  services: Services,
  headers: Headers,
  { isRead, limit, guard, makesOwner, query, body }: Operation & { isRead: boolean },
): Promise<Exchange<string, Record<string, unknown>>> {
  const fromOwnPage = bringsOurCookies(request, services.env);
  const mayCome = isRead || fromOwnPage || headers.has("Access-Control-Allow-Origin");
  if (!mayCome) {
    reportRefusedOrigin(services.log, request);
    throw new AppError("ORIGIN_NOT_ALLOWED");
  }

  // Counted as somebody else, its key would be another key, and what it asks for be made and paid for twice.
  if (limit !== null && limit.alone !== true && !isKnownPeer(request.headers, services.env))
    throw new AppError("UNAVAILABLE", { retryAfterSeconds: 1 });
  const client = await senderOf(request, services, headers, fromOwnPage);
  const who = fromOwnPage ? pageRequester(client, request.headers, services.appSecret) : requesterOf(client);
  const taken = limit === null ? null : await takeLimit(services, limit, who, isRead ? "read" : "write");
  if (taken !== null) {
    if (limit?.alone !== true) setLimitHeaders(headers, taken);
    if (!taken.allowed) throw tooMany(taken);
  }
  guard?.({ request, services, client });
  const origin = requestOrigin(request, services.env);
  let { ownerHash } = client;
  if (makesOwner === true && ownerHash === null && fromOwnPage) {
    const secret = newOwnerSecret(services.appSecret, client, idempotencyKey(request.headers));
    headers.append("Set-Cookie", ownerCookie(secret, isSecure(request, services.env)));
    ownerHash = hashOwner(secret);
  }
  return {
    request,
    services,
    client: { ...client, ownerHash },
    broughtOwner: client.ownerHash !== null,
    params: await pathParams(context),
    query: query === undefined ? {} : readQuery(request, query),
    body: await body?.read(request),
    origin,
  };
}

/** Who sends a request: another website has none of the cookies that the browser keeps for us. */
async function senderOf(request: Request, services: Services, headers: Headers, fromOwnPage: boolean): Promise<Client> {
  const sent = new Headers(request.headers);
  if (!fromOwnPage) sent.delete("cookie");
  const { renewed, ...client } = await identifyClient(services, sent, request.url);
  if (renewed === null) return client;
  const secure = isSecure(request, services.env);
  headers.append("Set-Cookie", ownerCookie(renewed, secure));
  if (secure) headers.append("Set-Cookie", NO_OLD_OWNER_COOKIE);
  return client;
}

async function pathParams({ params }: PathContext): Promise<Record<string, string>> {
  const entries = Object.entries((await params) ?? {}).map(([name, value]) => [name, [value ?? ""].flat().join("/")]);
  return Object.fromEntries(entries) as Record<string, string>;
}

function toResponse(result: unknown): Response {
  if (result instanceof Response) return result;
  return result === undefined ? new Response(null, { status: 204 }) : Response.json(result);
}

/** Adds the headers of every answer; a HEAD answer loses its body. The answer itself is kept: another would stream its body. */
function finish(request: Request, response: Response, headers: Headers): Response {
  for (const [name, value] of headers) response.headers.append(name, value);
  setSecureHeaders(response.headers);
  const length = response.headers.get("Content-Length");
  if (length !== null && sendsLengths()) response.headers.set(LENGTH_HEADER, length);
  return request.method === "HEAD" ? new Response(null, response) : response;
}

/** `Allow` of a path that answers these methods: HEAD comes with GET, OPTIONS with all. */
function allowOf(methods: readonly string[]): string {
  return METHODS.filter(
    (method) => methods.includes(method) || method === "OPTIONS" || (method === "HEAD" && methods.includes("GET")),
  ).join(", ");
}

function forEachMethod<H extends Handler>(handler: H): MethodHandlers<H> {
  return Object.fromEntries(METHODS.map((method) => [method, handler])) as MethodHandlers<H>;
}

/** Answers 404 in the form of all errors to every method. */
export function unknownPath(): MethodHandlers {
  return forEachMethod(async (request: Request) => {
    return observed(activityOf(request, "/api/{path}"), async () => nothingThere(request), statusOf);
  });
}

function nothingThere(request: Request): Response {
  const response = notFoundResponse();
  return request.method === "HEAD" ? new Response(null, response) : response;
}
