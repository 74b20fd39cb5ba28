import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createProviderDownload, type DownloadFailure } from "./download";

const vendor = { domain: "bfl.ai", baseUrl: "https://api.bfl.ai" };
const MOST = 100_000;

/** A server on this machine that notes each connection. */
async function listen(listener: RequestListener): Promise<{ server: Server; port: number; hits: () => number }> {
  let hits = 0;
  const server = createServer(listener).on("connection", () => void (hits += 1));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, port: (server.address() as AddressInfo).port, hits: () => hits };
}

const resolving =
  (address: string, family = 4): LookupFunction =>
  (_name, _options, callback) =>
    callback(null, [{ address, family }]);

describe("a download from an address that a provider gave", () => {
  const open: Server[] = [];
  const serve = async (listener: RequestListener) => {
    const listening = await listen(listener);
    open.push(listening.server);
    return { ...listening, url: `http://127.0.0.1:${listening.port}` };
  };
  let canary: Awaited<ReturnType<typeof listen>>;

  beforeAll(async () => {
    canary = await listen((_request, response) => void response.end("caught"));
  });
  afterEach(() => {
    for (const server of open.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });
  afterAll(() => {
    canary.server.closeAllConnections();
    canary.server.close();
  });

  const get = (url: string, baseUrl: string, signal = AbortSignal.timeout(5_000)) =>
    createProviderDownload({ domain: "bfl.ai", baseUrl })(url, { most: MOST, signal });
  const kindOf = (running: Promise<unknown>): Promise<string> =>
    running.then(
      () => "no failure",
      (error: unknown) => (error as DownloadFailure).kind,
    );

  it("brings status, headers and bytes", async () => {
    const { url } = await serve((_request, response) => void response.writeHead(200, { "x-a": "b" }).end("bytes"));
    await expect(get(`${url}/x?sig=1`, url)).resolves.toMatchObject({
      status: 200,
      headers: { "x-a": "b" },
      bytes: Buffer.from("bytes"),
    });
  });

  it.each<[string, (port: number) => string]>([
    ["a cloud's metadata", () => "http://169.254.169.254/"],
    ["this machine", (port) => `http://127.0.0.1:${port}/`],
    ["this machine by https", (port) => `https://127.0.0.1:${port}/`],
    ["this machine as a number", (port) => `http://2130706433:${port}/`],
    ["this machine as IPv4 in IPv6", (port) => `http://[::ffff:7f00:1]:${port}/`],
    ["the vendor's name as a user", (port) => `https://bfl.ai@127.0.0.1:${port}/`],
    ["the vendor's name in front", (port) => `https://bfl.ai.127.0.0.1.nip.example:${port}/`],
    ["the vendor's name in a backslash", (port) => `http://127.0.0.1:${port}\\@bfl.ai/`],
  ])("never goes to %s", async (_what, address) => {
    const failure = createProviderDownload(vendor)(address(canary.port), {
      most: MOST,
      signal: AbortSignal.timeout(5_000),
    });
    expect(await kindOf(failure)).toBe("address");
    expect(canary.hits()).toBe(0);
  });

  it.each([
    ["10.0.0.1", 4],
    ["127.0.0.1", 4],
    ["169.254.169.254", 4],
    ["::1", 6],
    ["::ffff:127.0.0.1", 6],
  ])("never goes where the vendor's name means %s", async (address, family) => {
    const download = createProviderDownload(vendor, resolving(address, family));
    const failure = download("https://api.bfl.ai/x", { most: MOST, signal: AbortSignal.timeout(5_000) });
    expect(await kindOf(failure)).toBe("address");
  });

  it.each([301, 302, 303, 307, 308])("follows no redirect: %i", async (status) => {
    const { url } = await serve((_request, response) => {
      response.writeHead(status, { location: `http://127.0.0.1:${canary.port}/` }).end();
    });
    await expect(get(url, url)).resolves.toMatchObject({ status });
    expect(canary.hits()).toBe(0);
  });

  it.each<[string, RequestListener]>([
    [
      "says so",
      (_request, response) => {
        response.writeHead(200, { "content-length": String(MOST + 1) });
        response.write("x");
      },
    ],
    [
      "does not end",
      (_request, response) => {
        const more = (): void => void response.write(Buffer.alloc(10_000), (error) => error ?? more());
        more();
      },
    ],
  ])("drops what is too long: one that %s", async (_what, listener) => {
    const { url } = await serve(listener);
    expect(await kindOf(get(url, url))).toBe("too-large");
  });

  it.each<[string, RequestListener]>([
    ["no answer", () => {}],
    ["headers and nothing more", (_request, response) => response.writeHead(200).flushHeaders()],
    [
      "a byte now and then",
      (_request, response) => {
        const drip = setInterval(() => response.write("x"), 20);
        response.on("close", () => clearInterval(drip));
      },
    ],
  ])("ends with its caller's patience: %s", async (_what, listener) => {
    const { url } = await serve(listener);
    const started = Date.now();
    expect(await kindOf(get(url, url, AbortSignal.timeout(150)))).toBe("aborted");
    expect(Date.now() - started).toBeLessThan(2_000);
  });

  it("fails when the answer is cut short", async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("x", () => response.destroy());
    });
    expect(await kindOf(get(url, url))).toBe("network");
  });

  it("fails where nobody listens", async () => {
    const { url, server } = await serve(() => {});
    server.close();
    expect(await kindOf(get(url, url))).toBe("network");
  });
});
