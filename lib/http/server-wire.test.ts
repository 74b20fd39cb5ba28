import { once } from "node:events";
import { createServer, request as send, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createLog } from "@/lib/log";
import { forgetOriginNews, originLooksWrong } from "./origin-news";
import { answerGone, installServerWire, LENGTH_HEADER } from "./server-wire";

const logged: string[] = [];
let server: Server;
let seen: IncomingMessage["headers"] = {};
let address: string | undefined;

beforeAll(async () => {
  installServerWire(
    { publicUrl: null, trustedProxies: 0, onVercel: false },
    createLog((line) => void logged.push(line)),
  );
  server = createServer((request, response) => {
    seen = request.headers;
    if (request.url === "/page" || request.url === "/page-with-policy") {
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      if (request.url !== "/page") response.setHeader("Content-Security-Policy", "default-src 'self'");
      response.end("<p>hello");
      return;
    }
    if (request.url?.startsWith("/gone") === true) {
      void sayGone(request.url, response);
      return;
    }
    address = request.url;
    response.setHeader(LENGTH_HEADER, "5");
    // As Next does: the body is piped, and a compressor may stand in between.
    if (request.url === "/gzip") response.setHeader("Content-Encoding", "gzip");
    response.write(request.url === "/gzip" ? gzipSync("hello") : "hello");
    response.end();
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
});
/** As a page of Next's: later, with a status of its own. */
async function sayGone(url: string, response: ServerResponse): Promise<void> {
  await sleep(url === "/gone-slowly" ? 30 : 1);
  if (url !== "/gone-not") answerGone();
  await sleep(url === "/gone-slowly" ? 1 : 20);
  response.statusCode = url === "/gone-unfound" ? 404 : 200;
  response.end("<p>It was taken down.");
}

beforeEach(() => {
  logged.length = 0;
  forgetOriginNews();
});
afterAll(() => void server.close());

/** With headers that fetch lets nobody set. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<IncomingMessage> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = send({ port, host: "127.0.0.1", path, method, headers }, (answer) => {
      answer.resume();
      resolve(answer);
    });
    sent.on("error", reject).end();
  });
}

test("a page that nobody has given a policy may neither run anything nor be framed", async () => {
  const { headers } = await ask("/page");
  expect(headers["content-security-policy"]).toMatch(/^default-src 'none'; .*frame-ancestors 'none'$/);
  expect(headers["content-security-policy"]).not.toContain("script-src");
  expect([headers["x-content-type-options"], headers["referrer-policy"]]).toEqual(["nosniff", "no-referrer"]);
  expect((await ask("/page-with-policy")).headers["content-security-policy"]).toBe("default-src 'self'");
  expect((await ask("/")).headers["content-security-policy"]).toBeUndefined();
});

test("a page of what is gone answers 410, whatever Next says, and no other that is made at the same time does", async () => {
  const paths = ["/gone", "/gone-not", "/gone-slowly", "/gone-unfound", "/gone-not"];
  const answers = await Promise.all(paths.map((path) => ask(path)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([410, 200, 410, 410, 200]);
  expect((await ask("/")).statusCode).toBe(200);
});

test("an address that cannot be decoded names nothing, and any other is left as it is", async () => {
  const arrived = async (path: string) => {
    await ask(path);
    return address;
  };
  expect(await arrived("/edits/%E0%A4%A?q=%zz")).toBe("/edits/%25E0%25A4%25A?q=%zz");
  expect(await arrived("/edits/%E0%A4%A4?q=1")).toBe("/edits/%E0%A4%A4?q=1");
});

describe("lengths", () => {
  test("are those that a route gave, to HEAD as well", async () => {
    for (const method of ["GET", "HEAD"]) {
      const { headers } = await ask("/", {}, method);
      expect([headers["content-length"], headers["transfer-encoding"], headers[LENGTH_HEADER]]).toEqual([
        "5",
        undefined,
        undefined,
      ]);
    }
  });

  test("are left to the compressor of what is compressed on its way", async () => {
    const { headers } = await ask("/gzip");
    expect([headers["content-length"], headers[LENGTH_HEADER]]).toEqual([undefined, undefined]);
  });
});

describe("actions", () => {
  const action = (headers: Record<string, string>) => ask("/", { "next-action": "abc", ...headers }, "POST");

  test.each<[string, Record<string, string>, string | undefined]>([
    ["a proxy with its own host", { origin: "https://b.example", "sec-fetch-site": "same-origin" }, "b.example"],
    [
      "a proxy that leaves out the port",
      {
        host: "b.example",
        "x-forwarded-host": "b.example",
        origin: "http://b.example:81",
        "sec-fetch-site": "same-origin",
      },
      "b.example:81",
    ],
    [
      "a tunnel that writes Origin anew",
      { host: "localhost:3000", origin: "http://localhost:3000", "x-forwarded-host": "outer.example" },
      "localhost:3000",
    ],
    ["nothing in between", { host: "b.example", origin: "http://b.example" }, "b.example"],
    ["another website", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }, undefined],
    ["a client that says nothing", {}, undefined],
  ])("%s", async (_what, headers, forwarded) => {
    await action(headers);
    expect(seen["x-forwarded-host"]).toBe(forwarded);
  });

  test("one that is refused is told to the operator, once, with what to set", async () => {
    for (let count = 0; count < 3; count += 1) await action({ host: "127.0.0.1:3000", origin: "http://b.lan:81" });
    expect(logged).toHaveLength(1);
    expect(logged[0]).toContain("set PUBLIC_URL=http://b.lan:81");
    expect(originLooksWrong()).toBe(true);
    expect(originLooksWrong(Date.now() + 11 * 60_000)).toBe(false);
  });

  test("a flood of invented origins does not fill the log", async () => {
    for (let count = 0; count < 80; count += 1) await action({ origin: `http://${count}.example` });
    expect(logged).toHaveLength(50);
  });
});

test("a proxy that nobody told us of is told of once", async () => {
  await ask("/");
  expect(logged).toEqual([]);
  for (let count = 0; count < 3; count += 1) await ask("/", { "x-forwarded-for": "192.0.2.1" });
  expect(logged).toHaveLength(1);
  expect(logged[0]).toContain("TRUSTED_PROXIES");
});
