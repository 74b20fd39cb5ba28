import { describe, expect, test } from "vitest";
import { isSameOrigin, requestOrigin } from "./request-origin";

const place = { publicUrl: null, trustedProxies: 0, onVercel: false };
const request = (headers: Record<string, string>) => new Request("http://localhost:3000/api/health", { headers });

describe("requestOrigin", () => {
  test.each([
    ["the URL's own", {}, place, "http://localhost:3000"],
    ["by Host", { host: "mizual.example" }, place, "http://mizual.example"],
    [
      "PUBLIC_URL before all",
      { host: "mizual.example" },
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
      { ...place, trustedProxies: 1 },
      "https://b.example",
    ],
    ["https as the server reports it", { host: "b.example", "x-forwarded-proto": "https" }, place, "https://b.example"],
    ["a host that is none", { host: "a b/c" }, place, "http://localhost:3000"],
    ["a scheme that is none", { host: "b.example", "x-forwarded-proto": "javascript" }, place, "http://b.example"],
  ])("%s", (_what, headers, env, origin) => {
    expect(requestOrigin(request(headers), env)).toBe(origin);
  });
});

describe("isSameOrigin", () => {
  test.each([
    ["no page", {}, true],
    ["our own page", { host: "b.example", origin: "http://b.example" }, true],
    ["our own page behind TLS", { host: "b.example", origin: "https://b.example" }, true],
    ["another port", { host: "b.example", origin: "http://b.example:81" }, false],
    ["a longer name", { host: "b.example", origin: "http://b.example.evil" }, false],
    ["a sandboxed page", { host: "b.example", origin: "null" }, false],
  ])("%s", (_what, headers, expected) => {
    expect(isSameOrigin(request(headers), place)).toBe(expected);
  });
});
