import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import type { NextRequest } from "next/server";
import * as route from "@/app/api/inngest/route";
import { createInngest } from "@/inngest/client";
import { parseEnv } from "@/lib/config/env";
import { PEER_HEADER } from "@/lib/limits/client-address";
import { type Runtime, type Services, setServices } from "@/lib/services";
import { createTestServices, type TestServices } from "./services";

export type InngestApp = {
  test: TestServices;
  services: Services;
  /** Ids that the server gave to the events that were sent to it, oldest first. */
  sent: string[];
  /** Where the route is served. */
  url: string;
  /** Asks the route to register its functions, as a server does. */
  sync(): Promise<Response>;
  close(): Promise<void>;
};

type Process = { mizualRuntime?: Promise<Runtime> };

/**
 * The route `/api/inngest` over real connections, in a process whose environment has these variables,
 * with the services of a test. `test`: made before, when the server that the variables name needs its
 * database. One at a time: a process has one runtime.
 */
export async function startInngestApp(
  variables: Record<string, string>,
  { port = 0, test }: { port?: number; test?: TestServices } = {},
): Promise<InngestApp> {
  const made = test ?? (await createTestServices());
  const { dataDir } = made.services.env;
  const server = createServer((incoming, outgoing) => {
    answer(incoming)
      .then(async (response) => {
        outgoing.writeHead(response.status, Object.fromEntries(response.headers));
        outgoing.end(Buffer.from(await response.arrayBuffer()));
      })
      .catch(() => incoming.socket.destroy());
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const env = parseEnv({
    DATA_DIR: dataDir,
    RATE_LIMITS: "off",
    SWEEP_CRON: "0 0 1 1 *",
    INNGEST_SERVE_ORIGIN: origin,
    ...variables,
  });
  if (env.inngest === null) throw new Error("The variables name no Inngest server");
  const inngest = createInngest(env.inngest, made.services.log);
  const sent: string[] = [];
  const services: Services = {
    ...made.services,
    env,
    events: {
      send: async (event) => {
        const { ids } = await inngest.send(event);
        sent.push(...ids);
      },
    },
  };
  (globalThis as Process).mizualRuntime = Promise.resolve({
    services,
    database: made.database.handle,
    inngest: async () => inngest,
    runner: null,
    registration: { trouble: null },
  });
  setServices(services);

  const url = `${origin}/api/inngest`;
  return {
    test: made,
    services,
    sent,
    url,
    sync: () => fetch(url, { method: "PUT" }),
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      delete (globalThis as Process).mizualRuntime;
      setServices(null);
      if (test === undefined) await made.close();
    },
  };
}

async function answer(incoming: IncomingMessage): Promise<Response> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const method = (incoming.method ?? "GET") as keyof typeof handlers;
  const headers = new Headers({ [PEER_HEADER]: "127.0.0.1" });
  for (const [name, value] of Object.entries(incoming.headers)) if (typeof value === "string") headers.set(name, value);
  const request = new Request(new URL(incoming.url ?? "/", `http://${incoming.headers.host}`), {
    method,
    headers,
    body: method === "GET" || method === "HEAD" ? null : Buffer.concat(parts),
  });
  return handlers[method](request as NextRequest, { params: Promise.resolve({}) });
}

const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = route;
const handlers = { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS };
