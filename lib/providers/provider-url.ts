export type ProviderHosts = {
  /** The vendor's domain, e.g. `bfl.ai`: itself and every name below it, over https. */
  domain: string;
  /** The configured address of the API. */
  baseUrl: string;
};

/** Whether a configured address is this machine, as a stand-in for the vendor is. */
export function isLoopback(url: URL): boolean {
  return url.hostname === "localhost" || url.hostname === "[::1]" || /^127(?:\.\d{1,3}){3}$/.test(url.hostname);
}

/** Whether a host is the vendor's: its domain or a name below it. */
export const isOfDomain = (hostname: string, domain: string): boolean =>
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
