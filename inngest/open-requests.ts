import diagnosticsChannel from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";

type Started = { request: IncomingMessage; response: ServerResponse; server: Server };

export type OpenRequests = {
  /** Takes no new connections, and resolves once every open request is answered, or after `graceMs`. */
  finish(graceMs: number): Promise<void>;
};

const FRONT = Symbol.for("mizual.front");

/** The open requests of the front that stands since before the server listened (scripts/server-front.mjs), if it does. */
export const openRequests = (): OpenRequests =>
  (globalThis as { [FRONT]?: OpenRequests })[FRONT] ?? watchOpenRequests();

/** Watches the requests to this process's HTTP servers, which Next does not hand out, from now on. */
export function watchOpenRequests(): OpenRequests {
  const servers = new Set<Server>();
  const open = new Set<ServerResponse>();
  let onIdle = (): void => {};
  diagnosticsChannel.subscribe("http.server.request.start", (message) => {
    const { response, server } = message as Started;
    servers.add(server);
    open.add(response);
    response.once("close", () => {
      open.delete(response);
      if (open.size === 0) onIdle();
    });
  });
  return {
    async finish(graceMs) {
      for (const server of servers) server.close();
      if (open.size === 0) return;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, graceMs);
        onIdle = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    },
  };
}
