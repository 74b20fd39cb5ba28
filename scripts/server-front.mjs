import { randomUUID } from "node:crypto";
import http from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

// What must stand before the first request stands before Next listens: Next listens first and starts the app then, and
// hands requests that came in meanwhile to it afterwards. Plain JavaScript, for it runs before anything is compiled.

/** Where the app finds the front, and the name of the header with the peer's address: one that nobody can guess. */
const FRONT = Symbol.for("mizual.front");
const PEER_HEADER = Symbol.for("mizual.peer-header");

/** How long a client may take for its headers, and for its whole request, in milliseconds. */
const HEADERS_MS = 15_000;
const REQUEST_MS = 120_000;
/** How often both are looked at. */
const CHECK_MS = 3_000;
/** How long new requests are answered with 503 at most, before nobody can connect any more. */
const HEARING_MS = 1_000;

/**
 * Has every HTTP server that this process makes from now on know who asks, give up on who sends too slowly, refuse what
 * Next answers with an error of its own (TRACE), and be able to stop: no new connections, 503 to what still comes over
 * old ones, the open requests to their end.
 */
export function installFront() {
  if (globalThis[FRONT] !== undefined) return;
  globalThis[PEER_HEADER] ??= `x-mizual-peer-${randomUUID()}`;
  const front = createFront();
  globalThis[FRONT] = front;
  const { createServer } = http;
  http.createServer = (...given) => {
    const handler = given.findLast((each) => typeof each === "function");
    const options = typeof given[0] === "object" && given[0] !== null ? given[0] : {};
    const times = { headersTimeout: HEADERS_MS, requestTimeout: REQUEST_MS, connectionsCheckingInterval: CHECK_MS };
    const server = createServer({ ...times, ...options });
    if (handler !== undefined)
      server.on("request", (request, response) => {
        if (front.admit(request, response)) handler(request, response);
      });
    front.servers.add(server);
    return server;
  };
}

function createFront() {
  const open = new Set();
  let admitted = 0;
  let stopping = false;
  let onIdle = () => {};
  return {
    servers: new Set(),

    /** Whether the app may answer this; otherwise it is answered. */
    admit(request, response) {
      request.headers[globalThis[PEER_HEADER]] = request.socket.remoteAddress ?? "";
      admitted += 1;
      open.add(response);
      response.once("close", () => {
        open.delete(response);
        if (open.size === 0) onIdle();
      });
      if (stopping) {
        response.setHeader("Connection", "close");
        response.setHeader("Retry-After", "5");
        refuse(
          response,
          503,
          "UNAVAILABLE",
          "The server is being restarted. Nothing was kept; please try again shortly.",
        );
        return false;
      }
      if (request.method === "TRACE") {
        response.setHeader("Allow", "GET, HEAD, POST, PUT, DELETE, OPTIONS");
        refuse(response, 405, "METHOD_NOT_ALLOWED", "This method is not allowed here.");
        return false;
      }
      return true;
    },

    /** Takes nothing new; resolves once all that is open is answered, or after `graceMs`, when the rest is cut off. */
    async finish(graceMs) {
      stopping = true;
      // Who has connected already and was not heard yet gets an answer, instead of a connection that breaks.
      const until = performance.now() + HEARING_MS;
      for (let heard = -1; heard !== admitted && performance.now() < until;) {
        heard = admitted;
        await sleep(100);
      }
      for (const server of this.servers) {
        server.close();
        server.closeIdleConnections();
      }
      if (open.size > 0)
        await new Promise((resolve) => {
          const timer = setTimeout(resolve, graceMs);
          onIdle = () => {
            clearTimeout(timer);
            resolve();
          };
        });
      for (const server of this.servers) server.closeAllConnections();
    },
  };
}

/** An answer in the form of all errors. */
function refuse(response, status, error_code, detail) {
  const body = JSON.stringify({ detail, error_code, timestamp: new Date().toISOString() });
  response.writeHead(status, {
    "Content-Type": "application/json",
    "Content-Length": Buffer.byteLength(body),
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
  });
  response.end(body);
}
