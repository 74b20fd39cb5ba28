import type { Env } from "@/lib/config/env";

type Place = Pick<Env, "publicUrl" | "trustedProxies" | "onVercel">;

/**
 * The origin under which the client reached us: `PUBLIC_URL` when set, else the request's own host,
 * as the proxies in front of us report it when there are any.
 */
export function requestOrigin(request: Request, env: Place): string {
  return env.publicUrl ?? originByHeaders(request, env);
}

/** Whether a request comes from a page of our own, or from no page at all. */
export function isSameOrigin(request: Request, env: Place): boolean {
  const origin = request.headers.get("origin");
  if (origin === null || origin === env.publicUrl) return true;
  if (!URL.canParse(origin)) return false;
  // By host: behind a proxy that ends TLS the scheme that we see is not the browser's.
  return new URL(origin).host === new URL(originByHeaders(request, env)).host;
}

function originByHeaders(request: Request, { trustedProxies, onVercel }: Place): string {
  const url = new URL(request.url);
  const proxied = trustedProxies > 0 || onVercel;
  const host = (proxied ? first(request, "x-forwarded-host") : null) ?? request.headers.get("host") ?? url.host;
  const scheme = first(request, "x-forwarded-proto") ?? url.protocol.slice(0, -1);
  const origin = `${scheme === "https" ? "https" : "http"}://${host}`;
  return URL.canParse(origin) ? new URL(origin).origin : url.origin;
}

function first(request: Request, header: string): string | null {
  return request.headers.get(header)?.split(",")[0]?.trim() ?? null;
}
