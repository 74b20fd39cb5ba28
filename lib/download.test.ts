import type { LookupAddress } from "node:dns";
import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo, LookupFunction } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createProviderDownload, type DownloadFailure, providerUrl, resultUrl } from "./download";

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
  (addresses: LookupAddress[]): LookupFunction =>
  (_name, { all }, callback) => {
    const [first] = addresses;
    if (all === true || first === undefined) callback(null, addresses);
    else callback(null, first.address, first.family);
  };

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
    ["0.0.0.0", 4],
    ["10.0.0.1", 4],
    ["100.64.0.1", 4],
    ["127.0.0.1", 4],
    ["127.255.255.254", 4],
    ["169.254.169.254", 4],
    ["172.16.0.1", 4],
    ["192.168.1.1", 4],
    ["198.18.0.1", 4],
    ["224.0.0.1", 4],
    ["255.255.255.255", 4],
    ["::", 6],
    ["::1", 6],
    ["::ffff:127.0.0.1", 6],
    ["::ffff:a9fe:a9fe", 6],
    ["64:ff9b::7f00:1", 6],
    ["fc00::1", 6],
    ["fe80::1", 6],
    ["ff02::1", 6],
    ["2001:db8::1", 6],
    ["2002:7f00:1::", 6],
    ["fd00:ec2::254", 6],
    ["192.0.2.1", 4],
    ["203.0.113.9", 4],
    ["240.0.0.1", 4],
    ["2001::1", 6],
    ["3fff::1", 6],
  ])("never goes where the vendor's name means %s", async (address, family) => {
    const download = createProviderDownload(vendor, resolving([{ address, family }]));
    const failure = download("https://api.bfl.ai/x", { most: MOST, signal: AbortSignal.timeout(5_000) });
    expect(await kindOf(failure)).toBe("address");
  });

  it("never goes where the vendor's name means one address that is public and one that is not", async () => {
    const download = createProviderDownload(
      vendor,
      resolving([
        { address: "93.184.216.34", family: 4 },
        { address: "10.0.0.1", family: 4 },
      ]),
    );
    const failure = download("https://api.bfl.ai/x", { most: MOST, signal: AbortSignal.timeout(5_000) });
    expect(await kindOf(failure)).toBe("address");
  });

  it.each(["93.184.216.34", "172.15.255.255", "172.32.0.1", "2606:2800:220:1:248:1893:25c8:1946"])(
    "tries an address of the internet: %s",
    async (address) => {
      const family = address.includes(":") ? 6 : 4;
      const download = createProviderDownload(vendor, resolving([{ address, family }]));
      // Whether there is a way to it from here, or a server that is the vendor's, does not matter.
      const failure = download("https://api.bfl.ai/x", { most: MOST, signal: AbortSignal.timeout(300) });
      expect(["network", "aborted"]).toContain(await kindOf(failure));
    },
  );

  it.each([["ENOTFOUND"], ["EAI_AGAIN"]])("fails where the vendor's name is not found: %s", async (code) => {
    const download = createProviderDownload(vendor, (_name, _options, callback) =>
      callback(Object.assign(new Error("no such name"), { code }), ""),
    );
    expect(await kindOf(download("https://api.bfl.ai/x", { most: MOST, signal: AbortSignal.timeout(5_000) }))).toBe(
      "network",
    );
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

describe("a result", () => {
  const open: Server[] = [];
  const serve = async (listener: RequestListener) => {
    const listening = await listen(listener);
    open.push(listening.server);
    return { ...listening, url: `http://127.0.0.1:${listening.port}` };
  };
  afterEach(() => {
    for (const server of open.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  const take = (url: string, baseUrl = vendor.baseUrl, resolve?: LookupFunction) =>
    createProviderDownload({ domain: "bfl.ai", baseUrl }, resolve)(url, {
      most: MOST,
      signal: AbortSignal.timeout(5_000),
      isResult: true,
    });
  const failureOf = (running: Promise<unknown>): Promise<DownloadFailure> =>
    running.then(
      () => Promise.reject(new Error("it did not fail")),
      (error: unknown) => error as DownloadFailure,
    );

  it.each([
    ["https://10.0.0.1/x", "10.0.0.1"],
    ["https://[::1]/x", "[::1]"],
    ["https://169.254.169.254/latest", "169.254.169.254"],
    ["http://results.example/x", "results.example"],
    ["https://results.example:8443/x", "results.example"],
    ["https://user@results.example/x", "results.example"],
    ["ftp://results.example/x", "results.example"],
    ["/x", "(no host)"],
  ])("is not taken from %s, and the host is told without the rest", async (url, refusedHost) => {
    const failure = await failureOf(take(url));
    expect(failure).toMatchObject({ kind: "address", refusedHost });
    expect(failure.message).not.toContain("/x");
  });

  it("is not taken from a public name that means a private address", async () => {
    const failure = await failureOf(
      take("https://cdn.results.example/x", vendor.baseUrl, resolving([{ address: "192.168.1.1", family: 4 }])),
    );
    expect(failure).toMatchObject({ kind: "address", refusedHost: "cdn.results.example" });
  });

  it("is looked for at any public host", async () => {
    const failure = await failureOf(
      createProviderDownload(vendor, resolving([{ address: "93.184.216.34", family: 4 }]))(
        "https://bfldeliveryscus.blob.core.windows.net/results/x",
        { most: MOST, signal: AbortSignal.timeout(300), isResult: true },
      ),
    );
    expect(["network", "aborted"]).toContain(failure.kind);
  });

  it.each([
    ["gzip", gzipSync],
    ["deflate", deflateSync],
    ["br", brotliCompressSync],
  ])("is unpacked that comes as %s although that was not asked for, up to the size", async (coding, pack) => {
    const packed =
      (bytes: Buffer): RequestListener =>
      (_request, response) =>
        void response.writeHead(200, { "content-encoding": coding }).end(pack(bytes));
    const small = await serve(packed(Buffer.from("bytes")));
    await expect(take(small.url, small.url)).resolves.toMatchObject({ bytes: Buffer.from("bytes") });
    const bomb = await serve(packed(Buffer.alloc(MOST * 20)));
    expect(await failureOf(take(bomb.url, bomb.url))).toMatchObject({ kind: "too-large" });
  });

  it("is followed where it is handed on, three times and no more", async () => {
    let left = 3;
    const chain = await serve((_request, response) => {
      if (left === 0) return void response.end("bytes");
      left -= 1;
      response.writeHead(302, { location: `/again-${left}` }).end();
    });
    await expect(take(chain.url, chain.url)).resolves.toMatchObject({ status: 200, bytes: Buffer.from("bytes") });
    left = 9;
    await expect(take(chain.url, chain.url)).resolves.toMatchObject({ status: 302 });
  });

  it("is not followed to where it could not have been taken from", async () => {
    const { url } = await serve(
      (_request, response) => void response.writeHead(302, { location: "https://10.0.0.1/secret" }).end(),
    );
    expect(await failureOf(take(url, url))).toMatchObject({ kind: "address", refusedHost: "10.0.0.1" });
  });

  it("is taken from a private host, and from a port of its own, that the operator names", () => {
    const hosts = { ...vendor, resultHosts: ["results.internal.example"] };
    expect(resultUrl("https://results.internal.example:8443/x", hosts).port).toBe("8443");
    expect(() => resultUrl("https://results.example:8443/x", hosts)).toThrow("not its own");
    expect(() => resultUrl("http://results.internal.example/x", hosts)).toThrow("not its own");
  });
});

const standIn = { domain: "bfl.ai", baseUrl: "http://127.0.0.1:4010" };
const proxied = { domain: "bfl.ai", baseUrl: "https://proxy.example:8443/bfl" };

describe("an address in a provider's answer", () => {
  it.each([
    ["the vendor's own", vendor, "https://bfl.ai/v1/get_result?id=1"],
    ["a cluster of it", vendor, "https://api.eu2.bfl.ai/v1/get_result?id=1"],
    ["its delivery host", vendor, "https://delivery-eu1.bfl.ai/x?sig=a%2Fb"],
    ["the usual port, said", vendor, "https://api.bfl.ai:443/x"],
    ["the configured origin", proxied, "https://proxy.example:8443/other"],
    ["the vendor's own beside a proxy", proxied, "https://api.us.bfl.ai/x"],
    ["another port of a stand-in", standIn, "http://127.0.0.1:9999/x"],
  ])("may be %s", (_what, hosts, address) => {
    expect(providerUrl(address, hosts).href).toBe(new URL(address).href);
  });

  it.each([
    ["metadata of a cloud", vendor, "http://169.254.169.254/latest/meta-data"],
    ["metadata, by https", vendor, "https://169.254.169.254/"],
    ["the vendor's name as a user", vendor, "https://bfl.ai@evil.example/"],
    ["a user of the vendor's host", vendor, "https://user@api.bfl.ai/"],
    ["a password", vendor, "https://:secret@api.bfl.ai/"],
    ["the vendor's name in front", vendor, "https://bfl.ai.evil.example/"],
    ["the vendor's name behind", vendor, "https://evilbfl.ai/"],
    ["the vendor's name in the path", vendor, "https://evil.example/bfl.ai"],
    ["the vendor's name after a backslash", vendor, String.raw`https://evil.example\.bfl.ai/`],
    ["a letter that looks alike", vendor, "https://bfl.аi/"],
    ["a final dot", vendor, "https://bfl.ai./"],
    ["http", vendor, "http://api.bfl.ai/"],
    ["another scheme", vendor, "ftp://api.bfl.ai/"],
    ["a file", vendor, "file:///etc/passwd"],
    ["data", vendor, "data:image/png;base64,AAAA"],
    ["a port", vendor, "https://api.bfl.ai:8443/"],
    ["this machine", vendor, "http://127.0.0.1:4010/"],
    ["this machine as IPv6", vendor, "http://[::1]:4010/"],
    ["this machine as IPv4 in IPv6", vendor, "http://[::ffff:7f00:1]:4010/"],
    ["this machine as a number", vendor, "http://2130706433:4010/"],
    ["this machine by name", vendor, "http://localhost:4010/"],
    ["a proxy's other port", proxied, "https://proxy.example/"],
    ["a proxy without TLS", proxied, "http://proxy.example:8443/"],
    ["this machine beside a proxy", proxied, "http://127.0.0.1:4010/"],
    ["another name of a stand-in's machine", standIn, "http://localhost:4010/"],
    ["another address of it", standIn, "http://127.0.0.2:4010/"],
    ["a local network beside a stand-in", standIn, "http://10.0.0.1:4010/"],
    ["a path alone", vendor, "/v1/get_result?id=1"],
    ["nothing", vendor, ""],
  ])("may not be %s", (_what, hosts, address) => {
    expect(() => providerUrl(address, hosts)).toThrow("the provider answered with");
  });

  it("is not told by the error, for it may be signed", () => {
    expect(() => providerUrl("https://evil.example/x?sig=secret", vendor)).toThrow(
      /^the provider answered with an address that is not its own \(https:\/\/evil\.example\)$/,
    );
  });
});
