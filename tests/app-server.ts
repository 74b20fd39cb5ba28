import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { Method } from "@/lib/http/endpoint";
import { PEER_HEADER } from "@/lib/limits/client-address";
import { findRoute } from "./http-client";

export type AppServer = {
  /** `http://127.0.0.1:<port>` */
  url: string;
  /** Every request so far, e.g. `POST /api/uploads`. */
  readonly requests: string[];
  /** The next answer is lost: the request is carried out and the connection cut. */
  loseAnswer(): void;
  close(): Promise<void>;
};

/** Serves the route handlers over real connections, on whatever services are set. */
export async function startAppServer(): Promise<AppServer> {
  const requests: string[] = [];
  let losing = false;
  const server = createServer((incoming, outgoing) => {
    requests.push(`${incoming.method} ${incoming.url}`);
    const cut = losing;
    losing = false;
    respond(incoming)
      .then(async (response) => {
        const bytes = Buffer.from(await response.arrayBuffer());
        if (cut) return void incoming.socket.destroy();
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        outgoing.end(bytes);
      })
      .catch(() => incoming.socket.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    loseAnswer: () => void (losing = true),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function respond(incoming: IncomingMessage): Promise<Response> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const method = (incoming.method ?? "GET") as Method;
  const url = new URL(incoming.url ?? "/", `http://${incoming.headers.host}`);
  const headers = new Headers({ [PEER_HEADER]: "127.0.0.1" });
  for (const [name, value] of Object.entries(incoming.headers)) if (typeof value === "string") headers.set(name, value);
  const body = method === "GET" || method === "HEAD" ? null : Buffer.concat(parts);
  const { handlers, params } = findRoute(url.pathname.replace(/^\/api/, ""));
  return handlers[method](new Request(url, { method, headers, body }), { params: Promise.resolve(params) });
}
