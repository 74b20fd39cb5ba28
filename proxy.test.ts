import type { NextConfig } from "next";
import { NextRequest } from "next/server";
import { describe, expect, it, vi } from "vitest";
import { config, proxy } from "./proxy";

/** A module without types of its own. */
const CONFIG: string = "./next.config.mjs";

function answer(): Headers {
  return proxy(new NextRequest("http://localhost:3000/")).headers;
}

function directive(headers: Headers, name: string): string {
  const found = headers
    .get("Content-Security-Policy")
    ?.split("; ")
    .find((part) => part.startsWith(`${name} `));
  return found ?? "";
}

describe("proxy", () => {
  it("allows scripts by a nonce that is new each time, and by nothing else", () => {
    const [first, second] = [directive(answer(), "script-src"), directive(answer(), "script-src")];
    expect(first).toMatch(/^script-src 'self' 'nonce-[A-Za-z0-9+/=]{40,}' 'strict-dynamic'$/);
    expect(second).not.toBe(first);
  });

  it("hands the page the same policy, so that Next can put the nonce on its scripts", () => {
    const headers = answer();
    expect(headers.get("x-middleware-request-content-security-policy")).toBe(headers.get("Content-Security-Policy"));
  });

  it.each([
    ["object-src", "object-src 'none'"],
    ["base-uri", "base-uri 'none'"],
    ["frame-ancestors", "frame-ancestors 'none'"],
    ["form-action", "form-action 'self'"],
    ["connect-src", "connect-src 'self'"],
    ["img-src", "img-src 'self' blob: data:"],
  ])("sets %s", (name, value) => {
    expect(directive(answer(), name)).toBe(value);
  });

  it("lets pages reach the configured store", async () => {
    vi.resetModules();
    vi.stubEnv("BLOB_READ_WRITE_TOKEN", "vercel_blob_rw_AbC123_secret");
    vi.stubEnv("BLOB_ACCESS", "public");
    vi.stubEnv("NEXT_PUBLIC_VERCEL_BLOB_API_URL", "");
    const configured = await import("./proxy");
    const { headers } = configured.proxy(new NextRequest("http://localhost:3000/"));
    vi.unstubAllEnvs();
    const cdn = "https://abc123.public.blob.vercel-storage.com";
    expect(directive(headers, "connect-src")).toBe("connect-src 'self' https://vercel.com/api/blob/");
    expect(directive(headers, "img-src")).toBe(`img-src 'self' blob: data: ${cdn}`);
  });

  it.each([
    ["X-Content-Type-Options", /^nosniff$/],
    ["Referrer-Policy", /^no-referrer$/],
    ["Permissions-Policy", /camera=\(\)/],
  ])("sends %s", (name, value) => {
    expect(answer().get(name)).toMatch(value);
  });

  it("asks for https where the browser came by it, for this host alone", () => {
    const transport = (headers: Record<string, string>) =>
      proxy(new NextRequest("http://localhost:3000/", { headers })).headers.get("Strict-Transport-Security");
    expect(transport({ "x-forwarded-proto": "https" })).toBe("max-age=15552000");
    expect(transport({})).toBeNull();
  });

  it("parts windows of other sites from ours where browsers do so", () => {
    const policy = (headers: Record<string, string>, host = "mizual.lan") =>
      proxy(new NextRequest(`http://${host}/`, { headers })).headers.get("Cross-Origin-Opener-Policy");
    expect(policy({}, "localhost:3000")).toBe("same-origin");
    expect(policy({ "x-forwarded-proto": "https" })).toBe("same-origin");
    expect(policy({ "sec-fetch-site": "none" })).toBe("same-origin");
    expect(policy({})).toBeNull();
  });

  it("matches pages only: on an upload it would cut the body at 10 MB", () => {
    expect(config.matcher.map(({ source }) => source)).toEqual(["/", "/edits/:path*", "/docs"]);
  });

  it("does not run where a page asks how its edits stand: that would be a second invocation", async () => {
    const pages = config.matcher.filter(({ source }) => source !== "/docs");
    for (const page of pages) expect(page).toMatchObject({ missing: [{ type: "header", key: "next-action" }] });
    const { default: nextConfig } = (await import(CONFIG)) as { default: NextConfig };
    const rules = (await nextConfig.headers?.()) ?? [];
    for (const { source } of pages) {
      const rule = rules.find((each) => each.source === source);
      expect(rule?.has).toEqual([{ type: "header", key: "next-action" }]);
      expect(rule?.headers).toContainEqual({ key: "X-Content-Type-Options", value: "nosniff" });
    }
  });
});
