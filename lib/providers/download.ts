import http from "node:http";
import https from "node:https";
import type { LookupFunction } from "node:net";
import { isOfDomain, type ProviderHosts, providerUrl } from "./provider-url";
import { PRIVATE_ADDRESS, publicLookup } from "./provider-lookup";

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
  const guarded = { keepAlive: true, lookup: publicLookup(resolve) };
  const secure = new https.Agent(guarded);
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
      const refused = error instanceof Error && "code" in error && error.code === PRIVATE_ADDRESS;
      throw new DownloadFailure(refused ? "address" : "network", error);
    }
  };
}

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
