import { AsyncLocalStorage } from "node:async_hooks";
import diagnosticsChannel from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Log } from "@/lib/log";
import { reportRefusedOrigin, reportUnknownProxy } from "./origin-news";
import { type Arrival, isSameOrigin, type Place } from "./own-origin";

/** Private header by which a route says how long its body is: Next drops `Content-Length` from what routes answer. */
export const LENGTH_HEADER = "x-mizual-length";

const INSTALLED = Symbol.for("mizual.server-wire");
const installed = globalThis as { [INSTALLED]?: boolean };

/** Whether this process's HTTP servers turn {@link LENGTH_HEADER} into `Content-Length`; on a platform they may not. */
export const sendsLengths = (): boolean => installed[INSTALLED] === true;

type Answering = AsyncLocalStorage<{ isGone: boolean }>;

// Next loads this module once for its pages and once for what runs before them.
const ANSWERING = Symbol.for("mizual.answering");
const shared = globalThis as { [ANSWERING]?: Answering };
const answering = (): Answering => (shared[ANSWERING] ??= new AsyncLocalStorage());

/**
 * Has the page that is being made answer 410, which Next lets no page say: whether it shows what is to be read then, or
 * says that it does not find it. To be called before anything of the page is sent.
 */
export function answerGone(): void {
  const answer = answering().getStore();
  if (answer !== undefined) answer.isGone = true;
}

/**
 * Puts right, on this process's HTTP servers, what Next makes of the wire. A server action is let by Next only when
 * `Origin` names the host of `X-Forwarded-Host` or `Host`, which a proxy may have changed and which no setting at
 * run time can widen: an action from a page of our own says so in that header. Addresses that cannot be decoded name
 * nothing, rather than breaking something. Answers have the length that their route gave them, no page is without a
 * policy, and one of what is gone says 410. Installing it again changes nothing.
 */
export function installServerWire(place: Place, log: Log): void {
  if (sendsLengths()) return;
  installed[INSTALLED] = true;
  diagnosticsChannel.subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    mendAddress(request);
    admitAction(request, place, log);
    const answer = { isGone: false };
    answering().enterWith(answer);
    completeHead(response, answer);
  });
}

/** An address whose escapes are cut short names nothing: Next would answer with a bare 500, so its escapes are escaped. */
function mendAddress(request: IncomingMessage): void {
  const [path = "", ...query] = (request.url ?? "").split("?");
  try {
    decodeURIComponent(path);
  } catch {
    request.url = [path.replaceAll("%", "%25"), ...query].join("?");
  }
}

function admitAction(request: IncomingMessage, place: Place, log: Log): void {
  const arrival = arrivalOf(request);
  reportUnknownProxy(log, arrival, place);
  const origin = arrival.headers.get("origin");
  if (origin === null || request.headers["next-action"] === undefined) return;
  if (!isSameOrigin(arrival, place)) reportRefusedOrigin(log, arrival);
  else if (URL.canParse(origin)) request.headers["x-forwarded-host"] = new URL(origin).host;
}

/** Of a page that no proxy has given one, such as Next's own for an address that cannot be read: it is text alone. */
const BARE_PAGE_POLICY =
  "default-src 'none'; style-src 'self' 'unsafe-inline'; img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

function completeHead(response: ServerResponse, answer: Readonly<{ isGone: boolean }>): void {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  response.writeHead = (status: unknown, ...rest: unknown[]): ServerResponse => {
    if (!response.headersSent && isBarePage(response)) {
      response.setHeader("Content-Security-Policy", BARE_PAGE_POLICY);
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("Referrer-Policy", "no-referrer");
    }
    const length = response.getHeader(LENGTH_HEADER);
    if (length !== undefined && !response.headersSent) {
      response.removeHeader(LENGTH_HEADER);
      // What is compressed on the way has another length.
      if (response.getHeader("content-encoding") === undefined) response.setHeader("Content-Length", String(length));
    }
    return writeHead(answer.isGone ? 410 : status, ...rest);
  };
}

function isBarePage(response: ServerResponse): boolean {
  const type = response.getHeader("content-type");
  return typeof type === "string" && type.startsWith("text/html") && !response.hasHeader("content-security-policy");
}

/** A request of Node as the notion of our own origin sees it. */
function arrivalOf({ headers, url }: IncomingMessage): Arrival {
  return {
    url: `http://localhost${url ?? "/"}`,
    headers: { get: (name) => [headers[name]].flat().join(", ") || null },
  };
}
