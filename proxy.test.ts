import { readdirSync } from "node:fs";
import path from "node:path";
import type { NextConfig } from "next";
import { NextRequest } from "next/server";
import { describe, expect, it, vi } from "vitest";
import { PEER_HEADER } from "@/lib/limits/client-address";
import { config, proxy } from "./proxy";

/** A module without types of its own. */
const CONFIG: string = "./next.config.mjs";

async function answer(): Promise<Headers> {
  return (await proxy(new NextRequest("http://localhost:3000/"))).headers;
}

function directive(headers: Headers, name: string): string {
  const found = headers
    .get("Content-Security-Policy")
    ?.split("; ")
    .find((part) => part.startsWith(`${name} `));
  return found ?? "";
}

describe("proxy", () => {
  it("allows scripts by a nonce that is new each time, and by nothing else", async () => {
    const [first, second] = [directive(await answer(), "script-src"), directive(await answer(), "script-src")];
    expect(first).toMatch(/^script-src 'self' 'nonce-[A-Za-z0-9+/=]{40,}' 'strict-dynamic'$/);
    expect(second).not.toBe(first);
  });

  it("hands the page the same policy, so that Next can put the nonce on its scripts", async () => {
    const headers = await answer();
    expect(headers.get("x-middleware-request-content-security-policy")).toBe(headers.get("Content-Security-Policy"));
  });

  it.each([
    ["object-src", "object-src 'none'"],
    ["base-uri", "base-uri 'none'"],
    ["frame-ancestors", "frame-ancestors 'none'"],
    ["form-action", "form-action 'self'"],
    ["connect-src", "connect-src 'self'"],
    ["img-src", "img-src 'self' blob: data:"],
  ])("sets %s", async (name, value) => {
    expect(directive(await answer(), name)).toBe(value);
  });

  it("lets pages reach the configured store", async () => {
    vi.resetModules();
    vi.stubEnv("BLOB_READ_WRITE_TOKEN", "vercel_blob_rw_AbC123_secret");
    vi.stubEnv("BLOB_ACCESS", "public");
    vi.stubEnv("NEXT_PUBLIC_VERCEL_BLOB_API_URL", "");
    const configured = await import("./proxy");
    const { headers } = await configured.proxy(new NextRequest("http://localhost:3000/"));
    vi.unstubAllEnvs();
    const cdn = "https://abc123.public.blob.vercel-storage.com";
    expect(directive(headers, "connect-src")).toBe("connect-src 'self' https://vercel.com/api/blob/");
    expect(directive(headers, "img-src")).toBe(`img-src 'self' blob: data: ${cdn}`);
  });

  it("asks for https where the browser came by it, for this host alone", async () => {
    const transport = async (headers: Record<string, string>) =>
      (await proxy(new NextRequest("http://localhost:3000/", { headers }))).headers.get("Strict-Transport-Security");
    expect(await transport({ "x-forwarded-proto": "https" })).toBe("max-age=15552000");
    expect(await transport({})).toBeNull();
  });

  it("parts windows of other sites from ours where browsers do so", async () => {
    const policy = async (headers: Record<string, string>, host = "mizual.lan") =>
      (await proxy(new NextRequest(`http://${host}/`, { headers }))).headers.get("Cross-Origin-Opener-Policy");
    expect(await policy({}, "localhost:3000")).toBe("same-origin");
    expect(await policy({ "x-forwarded-proto": "https" })).toBe("same-origin");
    expect(await policy({ "sec-fetch-site": "none" })).toBe("same-origin");
    expect(await policy({})).toBeNull();
  });

  it("counts the pages of an address, and refuses more than people look at in a minute", async () => {
    const ask = (peer: string) =>
      proxy(new NextRequest("http://localhost:3000/", { headers: { [PEER_HEADER]: peer } }));
    const statuses = [];
    for (let count = 0; count < 601; count += 1) statuses.push((await ask("192.0.2.1")).status);
    expect(new Set(statuses.slice(0, 600))).toEqual(new Set([200]));
    const refused = await ask("192.0.2.1");
    expect([statuses.at(-1), refused.status]).toEqual([429, 429]);
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    expect(refused.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
    expect((await ask("192.0.2.2")).status).toBe(200);
  });
});

/** Folders and files of `app`, as addresses with an example for each parameter: `page` or `route`. */
function addressesOf(kind: "page.tsx" | "route.ts"): string[] {
  return readdirSync("app", { recursive: true, encoding: "utf8" })
    .filter((file) => path.basename(file) === kind)
    .map((file) => `/${path.dirname(file)}`.replace(/^\/\.$/, "/").replaceAll(/\[+(?:\.{3})?\w+\]+/g, "example"));
}

const [{ source, missing } = { source: "", missing: [] }] = config.matcher;
const isProxied = (address: string): boolean => new RegExp(`^${source}$`).test(address);

async function nextConfig(): Promise<NextConfig> {
  return ((await import(CONFIG)) as { default: NextConfig }).default;
}

describe("what the proxy sees", () => {
  it.each([...addressesOf("page.tsx"), "/nothing", "/a/b/c", "/guide/nothing", "/404", "/_error", "/_next/nothing"])(
    "is the page %s",
    (address) => {
      expect(isProxied(address)).toBe(true);
    },
  );

  it("is what begins like an address of the API and is none", () => {
    for (const address of [
      "/edit",
      "/edit/a/b",
      "/edit-image/x",
      "/editorship",
      "/health/x",
      "/apiary",
      "/uploads/a/b",
    ])
      expect([address, isProxied(address)]).toEqual([address, true]);
  });

  it("is never a body: it would be cut at 10 MB. Neither the API nor a file", async () => {
    const rewrites = await (await nextConfig()).rewrites?.();
    const roots = (Array.isArray(rewrites) ? rewrites : (rewrites?.beforeFiles ?? [])).map((rewrite) =>
      rewrite.source.replaceAll(/:\w+/g, "example"),
    );
    expect(roots.length).toBeGreaterThan(20);
    const files = [
      "/_next/static/chunks/a.js",
      "/samples/lake.webp",
      "/favicon.ico",
      "/icon.svg",
      "/manifest.webmanifest",
    ];
    for (const address of [...roots, ...addressesOf("route.ts"), ...files])
      expect([address, isProxied(address)]).toEqual([address, false]);
  });

  it("is not a page that asks how its edits stand: that would be a second invocation", async () => {
    expect(config.matcher).toHaveLength(1);
    expect(missing).toEqual([{ type: "header", key: "next-action" }]);
    const rules = (await (await nextConfig()).headers?.()) ?? [];
    const rule = rules.find(({ has }) => has !== undefined);
    expect(rule?.has).toEqual(missing);
    expect(rule?.headers).toContainEqual({
      key: "Content-Security-Policy",
      value: "default-src 'none'; frame-ancestors 'none'; sandbox",
    });
  });
});

it.each([
  ["X-Content-Type-Options", "nosniff"],
  ["Referrer-Policy", "no-referrer"],
  ["Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"],
  ["X-Frame-Options", "DENY"],
])("every answer, a page or not, has %s", async (key, value) => {
  const [everywhere] = (await (await nextConfig()).headers?.()) ?? [];
  expect(everywhere).toMatchObject({ source: "/:path*" });
  expect(everywhere).not.toHaveProperty("has");
  expect(everywhere?.headers).toContainEqual({ key, value });
});
