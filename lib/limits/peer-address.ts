import diagnosticsChannel from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/** Private header with the address of the socket's peer. Only the limiter reads it; a client's own is overwritten. */
export const PEER_HEADER = "x-mizual-peer";

const INSTALLED = Symbol.for("mizual.peer-address");

/**
 * Writes the address of the socket's peer into each request of this process's HTTP servers, before
 * any handler sees it: Next shows no peer and keeps whatever `X-Forwarded-For` a client sends.
 * Installing it again changes nothing.
 */
export function installPeerAddress(): void {
  const installed = globalThis as { [INSTALLED]?: boolean };
  if (installed[INSTALLED] === true) return;
  installed[INSTALLED] = true;
  diagnosticsChannel.subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[PEER_HEADER] = request.socket.remoteAddress ?? "";
  });
}
