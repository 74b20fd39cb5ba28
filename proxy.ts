import { NextResponse, type NextRequest } from "next/server";
import { type BrowserSources, browserSources } from "@/lib/blob/browser-sources";
import { imagesConfig } from "@/lib/blob/config";
import { readSection } from "@/lib/config/section";
import { webConfig } from "@/lib/config/web";
import { isSecure, requestOrigin, strictTransport } from "@/lib/http/own-origin";
import { clientAddress } from "@/lib/limits/client-address";
import { limitsConfig, type RateLimits } from "@/lib/limits/config";
import { createMemoryLimiter } from "@/lib/limits/memory";
import { PAGE_LIMIT, policyOf } from "@/lib/limits/policies";

// Every address but those of the API and of files, so that no page, no 404 and no error is without its policy: who goes
// on softly from one keeps the policy that it came with. Not the API: a matching proxy cuts request bodies at 10 MB. A
// page that asks how its edits stand (an action) gets data, which no policy is for: on Vercel the proxy would be a second
// function each time. Its headers are in next.config.mjs. Next reads this without running it; the test compares it with
// the routes that there are.
export const config = {
  matcher: [
    {
      source:
        "/((?!api(?:/|$)|analytics/(?:chains|usage|kinds|feedback)/?$|chain/[^/]+/?$|edit/[^/]+/?$|edit/[^/]+/(?:alt-text|cancel|check|retry)/?$|edit-image/?$|edit-image/cancel/?$|editors/?$|feedback/?$|feedback/[^/]+/?$|health/?$|health/ready/?$|metrics/?$|openapi.json/?$|uploads/?$|uploads/[^/]+/?$|docs/[^/]+$|_next/static/|samples/|icons/|favicon.ico$|icon.svg$|apple-icon.png$|sw.js$|offline.html$|share-target$|manifest.webmanifest$).*)",
      missing: [{ type: "header", key: "next-action" }],
    },
  ],
};

/** Gives each page a nonce, which Next puts on its own scripts, and the headers that go with it; and counts them. */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const wait = await secondsToWait(request.headers);
  if (wait !== null) return tooManyPages(wait);
  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(nonce, storeSources(), process.env.NODE_ENV === "development");

  const headers = new Headers(request.headers);
  headers.set("x-nonce", nonce);
  headers.set("Content-Security-Policy", policy);
  const response = NextResponse.next({ request: { headers } });

  response.headers.set("Content-Security-Policy", policy);
  const transport = strictTransport(request, placeOfApp());
  if (transport !== null) response.headers.set("Strict-Transport-Security", transport);
  if (isTrustworthy(request)) response.headers.set("Cross-Origin-Opener-Policy", "same-origin");
  return response;
}

const limiter = createMemoryLimiter();

/** How long an address has to wait that asks for more pages than people look at; `null`: it has not to. */
async function secondsToWait(headers: Headers): Promise<number | null> {
  rateLimits ??= readSection(limitsConfig, process.env).rateLimits;
  const policy = policyOf(PAGE_LIMIT, rateLimits);
  if (policy === null) return null;
  const { name, addressLimit = policy.limit, windowSeconds } = policy;
  const address = clientAddress(headers, placeOfApp());
  const taken = await limiter.take({ name, limit: addressLimit, windowSeconds }, { address, browser: null });
  return taken.allowed ? null : Math.max(1, taken.resetSeconds);
}

let rateLimits: RateLimits | null = null;

const tooManyPages = (seconds: number): NextResponse =>
  new NextResponse("Too many pages were asked for. Please wait a moment and try again.", {
    status: 429,
    headers: {
      "Content-Type": "text/plain; charset=utf-8",
      "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
      "Cache-Control": "no-store",
      "Retry-After": String(seconds),
    },
  });

/** Whether a browser takes us for trustworthy: by https, on this machine, or by its own word, which it sends nobody else. */
function isTrustworthy(request: NextRequest): boolean {
  if (isSecure(request, placeOfApp()) || request.headers.has("sec-fetch-site")) return true;
  return ["localhost", "127.0.0.1", "[::1]"].includes(new URL(requestOrigin(request, placeOfApp())).hostname);
}

let place: Parameters<typeof strictTransport>[1] | null = null;

/** How the app is reached, read once. */
function placeOfApp(): Parameters<typeof strictTransport>[1] {
  place ??= { ...readSection(webConfig, process.env), onVercel: Boolean(process.env["VERCEL"]) };
  return place;
}

let sources: BrowserSources | null = null;

/** What the configured store adds to the policy. The public name is built in, here and into the pages. */
function storeSources(): BrowserSources {
  sources ??= browserSources(
    readSection(imagesConfig, process.env),
    process.env.NEXT_PUBLIC_VERCEL_BLOB_API_URL || null,
  );
  return sources;
}

function contentSecurityPolicy(nonce: string, { connect, images }: BrowserSources, development: boolean): string {
  return [
    "default-src 'self'",
    // React explains errors by eval, in development alone.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    "style-src 'self' 'unsafe-inline'",
    ["img-src 'self' blob: data:", ...images].join(" "),
    "font-src 'self'",
    ["connect-src 'self'", ...connect].join(" "),
    "manifest-src 'self'",
    // Else scripts' own rule would hold, by which a worker needs a nonce that it cannot have.
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join("; ");
}
