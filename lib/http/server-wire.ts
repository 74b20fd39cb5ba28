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

/**
 * Puts right, on this process's HTTP servers, what Next makes of the wire. A server action is let by Next only when
 * `Origin` names the host of `X-Forwarded-Host` or `Host`, which a proxy may have changed and which no setting at
 * run time can widen: an action from a page of our own says so in that header. And answers have the length that
 * their route gave them. Installing it again changes nothing.
 */
export function installServerWire(place: Place, log: Log): void {
  if (sendsLengths()) return;
  installed[INSTALLED] = true;
  diagnosticsChannel.subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    admitAction(request, place, log);
    sendLength(response);
  });
}

function admitAction(request: IncomingMessage, place: Place, log: Log): void {
  const arrival = arrivalOf(request);
  reportUnknownProxy(log, arrival, place);
  const origin = arrival.headers.get("origin");
  if (origin === null || request.headers["next-action"] === undefined) return;
  if (!isSameOrigin(arrival, place)) reportRefusedOrigin(log, arrival);
  else if (URL.canParse(origin)) request.headers["x-forwarded-host"] = new URL(origin).host;
}

function sendLength(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (...args: unknown[]) => ServerResponse;
  response.writeHead = (...args: unknown[]): ServerResponse => {
    const length = response.getHeader(LENGTH_HEADER);
    if (length !== undefined && !response.headersSent) {
      response.removeHeader(LENGTH_HEADER);
      // What is compressed on the way has another length.
      if (response.getHeader("content-encoding") === undefined) response.setHeader("Content-Length", String(length));
    }
    return writeHead(...args);
  };
}

/** A request of Node as the notion of our own origin sees it. */
function arrivalOf({ headers, url }: IncomingMessage): Arrival {
  return {
    url: `http://localhost${url ?? "/"}`,
    headers: { get: (name) => [headers[name]].flat().join(", ") || null },
  };
}
