import http from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openRequests } from "@/inngest/open-requests";
import { clientAddress, isKnownPeer, PEER_HEADER } from "@/lib/limits/client-address";

/** A module without types of its own. */
const FRONT: string = "./server-front.mjs";

type Listener = (request: http.IncomingMessage, response: http.ServerResponse) => void;

const { createServer } = http;
let server: http.Server | undefined;

beforeAll(async () => {
  ((await import(FRONT)) as { installFront(): void }).installFront();
});
afterEach(() => server?.closeAllConnections());
afterAll(() => {
  http.createServer = createServer;
});

async function listen(listener: Listener): Promise<number> {
  server = http.createServer(listener);
  await new Promise<void>((resolve) => server?.listen(0, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

/** What comes back for a request as it is written, until the connection ends. */
function raw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (part) => (answer += String(part)));
    socket.on("close", () => resolve(answer));
    socket.on("error", reject);
  });
}

test("who asks is known from the first request on, also of one that is held until the app has started", async () => {
  let start = (): void => {};
  const started = new Promise<void>((resolve) => (start = resolve));
  const port = await listen((request, response) => {
    // As Next does: what comes in before the app has started is handed over afterwards.
    void started.then(() => {
      const headers = new Headers(request.headers as Record<string, string>);
      const place = { onVercel: false, trustedProxies: 0 };
      response.end(JSON.stringify([isKnownPeer(headers, place), clientAddress(headers, place)]));
    });
  });
  const early = raw(
    port,
    `GET / HTTP/1.1\r\nHost: a\r\nX-Mizual-Peer: 203.0.113.9\r\n${PEER_HEADER}: 203.0.113.9\r\nConnection: close\r\n\r\n`,
  );
  await expect.poll(() => (server?.listening === true ? "listening" : "")).toBe("listening");
  start();
  expect(await early).toContain('[true,"127.0.0.1"]');
  expect(PEER_HEADER).toMatch(/^x-mizual-peer-[0-9a-f-]{36}$/);
});

test("a request that nobody wrote down the peer of is not known", () => {
  expect(isKnownPeer(new Headers({ "x-mizual-peer": "203.0.113.9" }), { onVercel: false })).toBe(false);
  expect(isKnownPeer(new Headers(), { onVercel: true })).toBe(true);
});

test("TRACE is refused in the form of all errors, and never reaches the app", async () => {
  const port = await listen(() => {
    throw new Error("asked");
  });
  const answer = await raw(port, "TRACE /health HTTP/1.1\r\nHost: a\r\nCookie: secret\r\nConnection: close\r\n\r\n");
  expect(answer).toMatch(/^HTTP\/1\.1 405 /);
  expect(answer).toContain('"error_code":"METHOD_NOT_ALLOWED"');
  expect(answer).not.toContain("secret");
});

test("who sends too slowly is given up on: headers after 15 s, a whole request after 120", async () => {
  await listen(() => {});
  expect([server?.headersTimeout, server?.requestTimeout]).toEqual([15_000, 120_000]);
});

test("while it stops, open requests end well, what comes over old connections is 503, and then nothing is open", async () => {
  let end = (): void => {};
  const asked: string[] = [];
  const port = await listen((request, response) => {
    asked.push(request.url ?? "");
    if (request.url === "/slow") end = () => response.end("done");
    else response.end();
  });
  let answer = "";
  const socket = connect(port, "127.0.0.1", () => socket.write("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
  socket.on("data", (part) => (answer += String(part)));
  await expect.poll(() => asked).toEqual(["/slow"]);
  const finished = openRequests().finish(10_000);
  socket.write("GET /next HTTP/1.1\r\nHost: a\r\n\r\n");
  await raw(port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n").catch(() => "");
  end();
  await finished;
  await expect.poll(() => answer).toContain('"error_code":"UNAVAILABLE"');
  expect([...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual(["200", "503"]);
  expect(answer).toMatch(/retry-after: 5/i);
  expect(asked).toEqual(["/slow"]);
  await expect(raw(port, "GET / HTTP/1.1\r\nHost: a\r\n\r\n")).rejects.toThrow("ECONNREFUSED");
});
