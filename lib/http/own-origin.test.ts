import { describe, expect, test } from "vitest";
import { isByUnknownProxy, isSameOrigin, isSecure, requestOrigin } from "./own-origin";

const place = { publicUrl: null, trustedProxies: 0, onVercel: false };
const trusted = { ...place, trustedProxies: 1 };
const request = (headers: Record<string, string>) => ({
  url: "http://localhost:3000/api/health",
  headers: new Headers(headers),
});

describe("requestOrigin", () => {
  test.each([
    ["the URL's own", {}, place, "http://localhost:3000"],
    ["by Host", { host: "mizual.example" }, place, "http://mizual.example"],
    [
      "PUBLIC_URL before all",
      { host: "mizual.example", origin: "http://other.example", "sec-fetch-site": "same-origin" },
      { ...place, publicUrl: "https://a.example" },
      "https://a.example",
    ],
    [
      "a forwarded host that nobody vouches for",
      { host: "b.example", "x-forwarded-host": "evil.example" },
      place,
      "http://b.example",
    ],
    [
      "a forwarded host behind a proxy",
      { host: "10.0.0.1", "x-forwarded-host": "b.example", "x-forwarded-proto": "https" },
      trusted,
      "https://b.example",
    ],
    [
      "two proxies, each of which adds itself",
      { host: "10.0.0.1", "x-forwarded-host": "b.example, inner", "x-forwarded-proto": "https, http" },
      trusted,
      "https://b.example",
    ],
    ["https as the server reports it", { host: "b.example", "x-forwarded-proto": "https" }, place, "https://b.example"],
    ["a host that is none", { host: "a b/c" }, place, "http://localhost:3000"],
    ["a scheme that is none", { host: "b.example", "x-forwarded-proto": "javascript" }, place, "http://b.example"],
    [
      "nginx with its own Host: what the browser says of its page",
      { host: "127.0.0.1:3000", origin: "https://b.example", "sec-fetch-site": "same-origin" },
      place,
      "https://b.example",
    ],
    [
      "nginx with $host, which leaves out the port: the browser's",
      {
        host: "b.example",
        "x-forwarded-host": "b.example",
        origin: "http://b.example:81",
        "sec-fetch-site": "same-origin",
      },
      trusted,
      "http://b.example:81",
    ],
    [
      "a tunnel that writes Origin anew: what it reports",
      {
        host: "localhost:3000",
        origin: "http://localhost:3000",
        "sec-fetch-site": "same-origin",
        "x-forwarded-host": "outer.example",
        "x-forwarded-proto": "https",
      },
      trusted,
      "https://outer.example",
    ],
    [
      "the page of another site says nothing of ours",
      { host: "b.example", origin: "https://evil.example", "sec-fetch-site": "cross-site" },
      place,
      "http://b.example",
    ],
  ])("%s", (_what, headers, env, origin) => {
    expect(requestOrigin(request(headers as Record<string, string>), env)).toBe(origin);
  });
});

describe("isSameOrigin", () => {
  test.each<[string, Record<string, string>, boolean]>([
    ["no page", {}, true],
    ["our own page", { host: "b.example", origin: "http://b.example" }, true],
    ["our own page behind TLS", { host: "b.example", origin: "https://b.example" }, true],
    ["the scheme's own port named", { host: "b.example:443", origin: "https://b.example" }, true],
    ["another port", { host: "b.example", origin: "http://b.example:81" }, false],
    ["a longer name", { host: "b.example", origin: "http://b.example.evil" }, false],
    ["a sandboxed page", { host: "b.example", origin: "null" }, false],
    ["a host that is none", { host: "b.example/x", origin: "http://b.example" }, false],
    [
      "behind a proxy's own Host, by the browser",
      { host: "127.0.0.1:3000", origin: "https://b.example", "sec-fetch-site": "same-origin" },
      true,
    ],
    [
      "a neighbour of our site",
      { host: "b.example", origin: "https://a.b.example", "sec-fetch-site": "same-site" },
      false,
    ],
    [
      "our name over http, by the browser",
      { host: "b.example", origin: "http://b.example", "sec-fetch-site": "cross-site" },
      false,
    ],
    ["behind a proxy's own Host, by an old browser", { host: "127.0.0.1:3000", origin: "http://b.lan" }, false],
    [
      "the same, when the proxy reports the name",
      { host: "127.0.0.1:3000", origin: "http://b.lan", "x-forwarded-host": "b.lan" },
      true,
    ],
    [
      "by the second of two proxies",
      { host: "127.0.0.1:3000", origin: "http://b.lan", "x-forwarded-host": "inner, b.lan" },
      true,
    ],
    [
      "by the standard header",
      { host: "127.0.0.1:3000", origin: "http://b.lan:81", forwarded: 'for=192.0.2.1;host="b.lan:81";proto=http' },
      true,
    ],
  ])("%s", (_what, headers, expected) => {
    expect(isSameOrigin(request(headers), place)).toBe(expected);
  });

  test("PUBLIC_URL, whatever the proxy makes of the host", () => {
    const named = { ...place, publicUrl: "http://b.lan:81" };
    expect(isSameOrigin(request({ host: "127.0.0.1:3000", origin: "http://b.lan:81" }), named)).toBe(true);
    expect(isSameOrigin(request({ host: "127.0.0.1:3000", origin: "http://b.lan" }), named)).toBe(false);
  });
});

test("cookies are bound to https where the browser is there by https", () => {
  const named = { ...place, publicUrl: "https://b.example" };
  expect(isSecure(request({ host: "b.example", "x-forwarded-proto": "https" }), place)).toBe(true);
  expect(isSecure(request({ host: "127.0.0.1:3000" }), named)).toBe(true);
  expect(isSecure(request({ host: "b.lan", origin: "http://b.lan" }), named)).toBe(false);
  expect(isSecure(request({ host: "b.lan" }), place)).toBe(false);
});

test("a proxy that nobody told us of is noticed", () => {
  const { headers } = request({ "x-forwarded-for": "192.0.2.1" });
  expect(isByUnknownProxy(headers, place)).toBe(true);
  expect(isByUnknownProxy(headers, trusted)).toBe(false);
  expect(isByUnknownProxy(headers, { ...place, publicUrl: "https://b.example" })).toBe(false);
  expect(isByUnknownProxy(request({ host: "b.example" }).headers, place)).toBe(false);
});
