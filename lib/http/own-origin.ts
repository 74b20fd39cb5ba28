import type { Env } from "@/lib/config/env";

/** What the app knows of where it stands, beyond what a request says. */
export type Place = Pick<Env, "publicUrl" | "trustedProxies" | "onVercel">;

/** As much of a request as tells by which address it came: a `Request` is one. */
export type Arrival = { url: string; headers: { get(name: string): string | null } };

/**
 * The app's own origin, as the client of this request knows it; the one notion of it, for routes, actions, pages,
 * cookies and addresses alike. `PUBLIC_URL` when it is set; else what proxies that we trust report; else what a
 * browser says itself of a page of ours; else the host that was asked for. Scheme, host and port, no slash at the end.
 */
export function requestOrigin(request: Arrival, place: Place): string {
  return place.publicUrl ?? originByHeaders(request, place);
}

/**
 * Whether a request comes from a page of our own, or from no page at all. What proxies say of the host is believed
 * here whoever they are: a page of another site can send none of these headers without asking first, and is not let.
 */
export function isSameOrigin({ url, headers }: Arrival, place: Place): boolean {
  const origin = headers.get("origin");
  if (origin === null || origin === place.publicUrl) return true;
  // Of all that is said this is the browser's own word, which no page can write and no proxy needs to know.
  if (headers.get("sec-fetch-site") === "same-origin") return true;
  if (isSentFromElsewhere(headers) || !isWebOrigin(origin)) return false;
  // By host: behind a proxy that ends TLS the scheme that we see is not the browser's.
  const { protocol, host } = new URL(origin);
  return hostsOf(headers, new URL(url).host).some((named) => hostIn(protocol, named) === host);
}

/**
 * Whether our cookies count for a request, so that it may change what is theirs: not where another website asks, even one
 * that may call the API, nor where the browser says that it was sent from there, by a link or a picture.
 */
export function bringsOurCookies(request: Arrival, place: Place): boolean {
  return isSameOrigin(request, place) && !isSentFromElsewhere(request.headers);
}

const isSentFromElsewhere = (headers: Arrival["headers"]): boolean =>
  ["same-site", "cross-site"].includes(headers.get("sec-fetch-site") ?? "");

/** Whether the client came over https, as far as can be told: then cookies and names may be bound to it. */
export function isSecure(request: Arrival, place: Place): boolean {
  const own = requestOrigin(request, place).startsWith("https:");
  // A second, plain name beside a PUBLIC_URL of https: there a browser would drop what is bound to https.
  return own && request.headers.get("origin")?.startsWith("http://") !== true;
}

/**
 * The same by this request's own word as well, not by `PUBLIC_URL` alone: a proxy says https, or the browser sends what
 * it sends to nobody else. A second, plain name in the home network is not.
 */
export function isSurelySecure(request: Arrival, place: Place): boolean {
  const { headers } = request;
  const said = first(headers, "x-forwarded-proto") === "https" || headers.get("sec-fetch-site") !== null;
  return said && isSecure(request, place);
}

/**
 * Whether a proxy that nobody told us of has passed this request on. Of headers as they came in: to routes Next
 * shows some of its own making.
 */
export function isByUnknownProxy(headers: Arrival["headers"], place: Place): boolean {
  if (place.publicUrl !== null || place.trustedProxies > 0 || place.onVercel) return false;
  return ["x-forwarded-for", "x-forwarded-host", "forwarded"].some((name) => headers.get(name) !== null);
}

function originByHeaders({ url, headers }: Arrival, place: Place): string {
  const asked = new URL(url);
  const scheme = (first(headers, "x-forwarded-proto") ?? asked.protocol.slice(0, -1)) === "https" ? "https" : "http";
  const proxied = place.trustedProxies > 0 || place.onVercel;
  const reported = proxied ? first(headers, "x-forwarded-host") : null;
  const byBrowser = headers.get("sec-fetch-site") === "same-origin" ? headers.get("origin") : null;
  if (byBrowser !== null && isWebOrigin(byBrowser) && fits(byBrowser, reported)) return byBrowser;
  const origin = `${scheme}://${reported ?? headers.get("host") ?? asked.host}`;
  return URL.canParse(origin) ? new URL(origin).origin : asked.origin;
}

/** The browser knows the port that a proxy may have left out; of the name, proxies that rewrite `Origin` know more. */
function fits(origin: string, reported: string | null): boolean {
  if (reported === null) return true;
  return URL.canParse(`http://${reported}`) && new URL(`http://${reported}`).hostname === new URL(origin).hostname;
}

function hostsOf(headers: Arrival["headers"], asked: string): string[] {
  const forwarded = (headers.get("x-forwarded-host") ?? "").split(",");
  const standard = [...(headers.get("forwarded") ?? "").matchAll(/\bhost="?([^",;\s]+)/gi)].map(
    ([, host = ""]) => host,
  );
  return [headers.get("host") ?? asked, ...forwarded, ...standard]
    .map((host) => host.trim())
    .filter((host) => host !== "");
}

/** A host as the URL parser writes it, without the scheme's own port; `null` for what is none. */
function hostIn(protocol: string, named: string): string | null {
  const address = `${protocol}//${named}`;
  return URL.canParse(address) && new URL(address).pathname === "/" ? new URL(address).host : null;
}

const isWebOrigin = (text: string): boolean =>
  URL.canParse(text) && new URL(text).origin === text && /^https?:/.test(text);

function first(headers: Arrival["headers"], name: string): string | null {
  const value = headers.get(name)?.split(",")[0]?.trim() ?? "";
  return value === "" ? null : value;
}

/**
 * `Strict-Transport-Security` for this answer, or `null` for none: over https alone, and never for more than the
 * host itself, for of its other names and their subdomains an app knows nothing.
 */
export function strictTransport(request: Arrival, place: Place & Pick<Env, "hstsSeconds">): string | null {
  return place.hstsSeconds === null || !isSecure(request, place) ? null : `max-age=${place.hstsSeconds}`;
}
