import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { pipeline } from "node:stream";
import { createBrotliDecompress, createUnzip } from "node:zlib";
import { RequestFilteringHttpsAgent } from "request-filtering-agent";

export type ProviderHosts = {
  /** The vendor's domain, e.g. `bfl.ai`: itself and every name below it, over https. */
  domain: string;
  /** The configured address of the API. */
  baseUrl: string;
  /** Names of hosts that results may lie on although they are not public: the operator's word. */
  resultHosts?: readonly string[];
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

/**
 * Where a result may be taken from, which needs no key: wherever `providerUrl` allows, any host by https on its usual
 * port (that it is a public one is judged when it is connected to), and by https the hosts that the operator names.
 * @throws {Error} that names the host at most.
 */
export function resultUrl(text: string, hosts: ProviderHosts): URL {
  const { protocol, hostname, port, username, password } = URL.canParse(text) ? new URL(text) : NOWHERE;
  const isPlain = protocol === "https:" && username === "" && password === "";
  if (isPlain && (port === "" || hosts.resultHosts?.includes(hostname) === true)) return new URL(text);
  return providerUrl(text, hosts);
}

const NOWHERE = new URL("about:blank");

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
    /** The host that may not be asked. */
    readonly refusedHost: string | null = null,
  ) {
    super(`download failed: ${kind}`, { cause });
  }
}

type Request = {
  headers?: Readonly<Record<string, string>>;
  /** Most bytes of the answer's body. */
  most: number;
  signal: AbortSignal;
  /** A result, see `resultUrl`: no key may be among the headers, and redirects are followed, each judged anew. */
  isResult?: boolean;
};

export type ProviderDownload = (url: string, request: Request) => Promise<Downloaded>;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/** A result that is handed on more often than that goes in a circle. */
const MOST_REDIRECTS = 3;

/**
 * Makes the function that asks an address of a provider's answer: connected to public addresses only (a host that is
 * the operator's word excepted), streamed up to a size. With a key only where the vendor is, and no redirect followed;
 * a result may lie anywhere in public. `fetch` is no use here: it resolves names by itself.
 * @param resolve how names are looked up; for tests.
 */
export function createProviderDownload(hosts: ProviderHosts, resolve?: LookupFunction): ProviderDownload {
  const { origin, hostname } = new URL(hosts.baseUrl);
  // Asked when the connection is made, so that a name can't be one address when it is checked and another when it is used.
  const guarded = { keepAlive: true, ...(resolve === undefined ? {} : { lookup: resolve }) };
  const secure = new RequestFilteringHttpsAgent(guarded);
  // Only a configured origin or a stand-in has http. Where a host that is not the vendor's lies is the operator's word.
  const plain = new http.Agent({ keepAlive: true });
  const isConfigured = ({ origin: asked, hostname: host }: URL): boolean =>
    hosts.resultHosts?.includes(host) === true || (asked === origin && !isOfDomain(hostname, hosts.domain));
  const agentFor = (url: URL): http.Agent =>
    url.protocol === "http:" ? plain : isConfigured(url) ? https.globalAgent : secure;

  const once = async (text: string, { headers = {}, most, signal, isResult = false }: Request): Promise<Downloaded> => {
    let url: URL;
    try {
      url = isResult ? resultUrl(text, hosts) : providerUrl(text, hosts);
    } catch (error) {
      throw new DownloadFailure("address", error, hostOf(text));
    }
    try {
      const asked = { headers: { "accept-encoding": "identity", ...headers }, agent: agentFor(url), signal };
      const response = await ask(url, asked);
      return { status: response.statusCode ?? 0, headers: response.headers, bytes: await read(response, most) };
    } catch (error) {
      if (error instanceof DownloadFailure) throw error;
      if (signal.aborted) throw new DownloadFailure("aborted", error);
      throw isRefusal(error)
        ? new DownloadFailure("address", error, url.hostname)
        : new DownloadFailure("network", error);
    }
  };

  return async (text, request) => {
    let address = text;
    for (let left = request.isResult === true ? MOST_REDIRECTS : 0; ; left -= 1) {
      const answer = await once(address, request);
      const { location } = answer.headers;
      if (left === 0 || location === undefined || !REDIRECTS.has(answer.status)) return answer;
      address = URL.canParse(location, address) ? new URL(location, address).href : location;
    }
  };
}

/** The host of an address as far as it has one, for the operator; never more of it. */
export function hostOf(text: string): string {
  const { hostname } = URL.canParse(text) ? new URL(text) : NOWHERE;
  return hostname === "" ? "(no host)" : hostname.slice(0, 253);
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

/** The body; one that comes compressed although that was not asked for is unpacked. */
async function read(response: http.IncomingMessage, most: number): Promise<Buffer> {
  const tooLarge = (): DownloadFailure => {
    response.destroy();
    return new DownloadFailure("too-large", new Error(`the answer has more than ${most} bytes`));
  };
  if (Number(response.headers["content-length"] ?? 0) > most) throw tooLarge();
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of unpacked(response)) {
    size += part.byteLength;
    if (size > most) throw tooLarge();
    parts.push(part);
  }
  return Buffer.concat(parts, size);
}

function unpacked(response: http.IncomingMessage): AsyncIterable<Buffer> {
  const coding = response.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  // `createUnzip` tells gzip from deflate by itself.
  const unpack =
    coding === "br" ? createBrotliDecompress() : /^(?:x-)?gzip$|^deflate$/.test(coding) ? createUnzip() : null;
  return unpack === null ? response : pipeline(response, unpack, () => {});
}
