import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** One request as it arrived; `path` without the query. */
export type RecordedRequest = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Readonly<Record<string, string>>;
  body: Buffer;
};

export type FakeAnswer = {
  status?: number;
  headers?: Record<string, string | string[]>;
  /** Bytes and text as they are, anything else as JSON. */
  body?: unknown;
};

/**
 * What goes wrong with a request: `answer` instead of the service's own; `reset` before the service
 * sees it; `reset-after` once the service has done its work, so that only the answer is lost; `hang`
 * until the client gives up; `delay` in milliseconds, then as usual.
 */
export type Fault = { times?: number; when?: (request: RecordedRequest) => boolean } & (
  | { kind: "answer"; answer: FakeAnswer }
  | { kind: "reset" | "reset-after" | "hang" }
  | { kind: "delay"; milliseconds: number }
);

type FakeGate = (request: RecordedRequest) => Promise<{ after(): Promise<void> }>;

export type FakeServer = {
  /** `http://127.0.0.1:<port>`, without a final slash. */
  readonly url: string;
  /** Every request so far, oldest first. */
  readonly requests: RecordedRequest[];
  /** Makes the next `times` requests (default 1; `Infinity` for good) that fit go wrong. */
  fail(fault: Fault): void;
  /**
   * Calls `gate` with each request from now on, before the service sees it, and what that gives before its answer is
   * sent: a lab holds, counts or kills there.
   */
  gate(gate: FakeGate): void;
  /** Forgets the faults of `fail` that were for a number of requests. */
  mend(): void;
  /** Forgets requests and faults. */
  reset(): void;
  close(): Promise<void>;
};

/**
 * A real HTTP server on this machine that stands for somebody else's service. It records what it is
 * sent and goes wrong as told. `port` 0: a free one.
 */
export async function startFakeServer(
  answer: (request: RecordedRequest) => FakeAnswer | Promise<FakeAnswer>,
  port = 0,
): Promise<FakeServer> {
  const requests: RecordedRequest[] = [];
  const faults: (Fault & { left: number })[] = [];
  let gate: FakeGate | null = null;
  const take = (request: RecordedRequest): Fault | null => {
    const fault = faults.find(({ left, when }) => left > 0 && (when === undefined || when(request)));
    if (fault === undefined) return null;
    fault.left -= 1;
    return fault;
  };
  const handle = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await read(incoming);
    const passage = await gate?.(request);
    requests.push(request);
    const fault = take(request);
    if (fault?.kind === "hang") return;
    if (fault?.kind === "reset") return void incoming.socket.destroy();
    if (fault?.kind === "answer") {
      await passage?.after();
      return send(response, fault.answer);
    }
    if (fault?.kind === "delay") await new Promise((resolve) => setTimeout(resolve, fault.milliseconds));
    const own = await answer(request);
    await passage?.after();
    if (fault?.kind === "reset-after") return void incoming.socket.destroy();
    send(response, own);
  };
  const server = createServer((incoming, response) => {
    handle(incoming, response).catch((error: unknown) => {
      if (!response.headersSent) send(response, { status: 500, body: { fake: String(error) } });
    });
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    fail: (fault) => void faults.push({ ...fault, left: fault.times ?? 1 }),
    mend: () => {
      for (const fault of faults) if (fault.left !== Infinity) fault.left = 0;
    },
    gate: (next) => void (gate = next),
    reset: () => {
      requests.length = 0;
      faults.length = 0;
    },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function read(incoming: IncomingMessage): Promise<RecordedRequest> {
  const parts: Buffer[] = [];
  for await (const part of incoming) parts.push(part as Buffer);
  const { pathname, searchParams } = new URL(incoming.url ?? "/", "http://fake");
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  );
  return { method: incoming.method ?? "GET", path: pathname, query: searchParams, headers, body: Buffer.concat(parts) };
}

function send(response: ServerResponse, { status = 200, headers = {}, body }: FakeAnswer): void {
  const raw = body === undefined || typeof body === "string" || body instanceof Uint8Array;
  response.writeHead(status, { ...(raw ? {} : { "content-type": "application/json" }), ...headers });
  response.end(raw ? body : JSON.stringify(body));
}
