import { once } from "node:events";
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const PERIOD_MS = 2_000;

/**
 * A port of this machine that leads to an HTTP server, and refuses connections for a share of the
 * time: a request that comes then certainly did not arrive. A connection carries one request, so that
 * about this share of the requests is refused.
 */
export async function startFlakyFront(
  target: { port: number },
  share: number,
): Promise<{ port: number; close(): Promise<void> }> {
  const pass = (incoming: IncomingMessage, outgoing: ServerResponse): void => {
    const { method, url: path, headers } = incoming;
    const onward = request({ host: "127.0.0.1", port: target.port, method, path, headers, agent: false }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, { ...answer.headers, connection: "close" });
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  };
  const listen = async (port: number): Promise<Server> => {
    const server = createServer(pass).listen(port, "127.0.0.1");
    await once(server, "listening");
    return server;
  };
  let server = await listen(0);
  const { port } = server.address() as AddressInfo;
  const stopped = new AbortController();
  const turning = (async () => {
    for (;;) {
      await sleep(PERIOD_MS * (1 - share), null, { signal: stopped.signal });
      server.close();
      await sleep(PERIOD_MS * share);
      server = await listen(port);
    }
  })().catch(() => {});
  return {
    port,
    close: async () => {
      stopped.abort();
      await turning;
      server.closeAllConnections();
      server.close();
    },
  };
}
