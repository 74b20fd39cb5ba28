import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { RequestFilteringHttpsAgent } from "request-filtering-agent";

export type ProviderHosts = {
  /** The vendor's domain, e.g. `bfl.ai`: itself and every name below it, over https. */
  domain: string;
  /** The configured address of the API. */
  baseUrl: string;
};

/** Whether a configured address is this machine, as a stand-in for the vendor is. */
function isLoopback(url: URL): boolean {
  return url.hostname === "localhost" || url.hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(url.hostname);
}

/** Whether a host is the vendor's: its domain or a name below it. */
const isOfDomain = (hostname: string, domain: string): boolean =>
  hostname === domain || hostname.endsWith(`.${domain}`);

/**
 * An address that came in a provider's answer, if it may be asked: https at the vendor's domain, or
 * the origin that is configured. Where that is this machine, any port of it. Nothing else, no name
 * or password in it, no port of its own.
 * @throws {Error} that names the host at most, never the address: addresses of results are signed.
 */
export function providerUrl(text: string, { domain, baseUrl }: ProviderHosts): URL {
  if (!URL.canParse(text)) throw new Error("the provider answered with something that is not an address");
  const url = new URL(text);
  const base = new URL(baseUrl);
  const { hostname, protocol } = url;
  const plain = url.username === "" && url.password === "";
  const ofVendor = protocol === "https:" && url.port === "" && isOfDomain(hostname, domain);
  const configured = url.origin === base.origin;
  const besideStandIn = protocol === "http:" && isLoopback(base) && hostname === base.hostname;
  if (!plain || !(ofVendor || configured || besideStandIn)) {
    throw new Error(`the provider answered with an address that is not its own (${protocol}//${hostname})`);
  }
  return url;
}

export type Downloaded = { status: number; headers: http.IncomingHttpHeaders; bytes: Buffer };

/**
 * `address`: it may not be asked; `too-large`; `aborted`: time was up or the caller gave up;
 * `network`: everything on the way. Its message holds no address: those of results are signed.
 */
export class DownloadFailure extends Error {
  override readonly name = "DownloadFailure";
  constructor(
    readonly kind: "address" | "too-large" | "aborted" | "network",
    cause: unknown,
  ) {
    super(`download failed: ${kind}`, { cause });
  }
}

type Request = {
  headers?: Readonly<Record<string, string>>;
  /** Most bytes of the answer's body. */
  most: number;
  signal: AbortSignal;
};

export type ProviderDownload = (url: string, request: Request) => Promise<Downloaded>;

/**
 * Makes the function that asks an address of a provider's answer: allow-listed, connected to public
 * addresses only (a configured host that is not the vendor's excepted), no redirect followed, streamed up to a size.
 * `fetch` is no use here: it resolves names by itself.
 * @param resolve how names are looked up; for tests.
 */
export function createProviderDownload(hosts: ProviderHosts, resolve?: LookupFunction): ProviderDownload {
  const { origin, hostname } = new URL(hosts.baseUrl);
  // Asked when the connection is made, so that a name can't be one address when it is checked and another when it is used.
  const guarded = { keepAlive: true, ...(resolve === undefined ? {} : { lookup: resolve }) };
  const secure = new RequestFilteringHttpsAgent(guarded);
  // Only a configured origin or a stand-in has http. Where a host that is not the vendor's lies is the operator's word.
  const plain = new http.Agent({ keepAlive: true });
  const configured = isOfDomain(hostname, hosts.domain) ? secure : https.globalAgent;

  return async (text, { headers = {}, most, signal }) => {
    let url: URL;
    try {
      url = providerUrl(text, hosts);
    } catch (error) {
      throw new DownloadFailure("address", error);
    }
    const agent = url.protocol === "http:" ? plain : url.origin === origin ? configured : secure;
    try {
      const response = await ask(url, { headers: { "accept-encoding": "identity", ...headers }, agent, signal });
      return { status: response.statusCode ?? 0, headers: response.headers, bytes: await read(response, most) };
    } catch (error) {
      if (error instanceof DownloadFailure) throw error;
      if (signal.aborted) throw new DownloadFailure("aborted", error);
      throw new DownloadFailure(isRefusal(error) ? "address" : "network", error);
    }
  };
}

/** The agent says so in words alone. */
const isRefusal = (error: unknown): boolean =>
  error instanceof Error && /^DNS lookup .* is not allowed\. Because/.test(error.message);

function ask(url: URL, options: https.RequestOptions): Promise<http.IncomingMessage> {
  const { request } = url.protocol === "http:" ? http : https;
  return new Promise((resolve, reject) => {
    request(url, options, resolve).on("error", reject).end();
  });
}

async function read(response: http.IncomingMessage, most: number): Promise<Buffer> {
  const tooLarge = (): DownloadFailure => {
    response.destroy();
    return new DownloadFailure("too-large", new Error(`the answer has more than ${most} bytes`));
  };
  if (Number(response.headers["content-length"] ?? 0) > most) throw tooLarge();
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of response as AsyncIterable<Buffer>) {
    size += part.byteLength;
    if (size > most) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}
