import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { verifyFluxWebhook } from "./webhook";

const SECRET = "a secret of this attempt";
const BODY = '{"id":"1","status":"Ready"}';
const signed = (body: string, secret = SECRET): string =>
  `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;

it.each<[string, Record<string, string>]>([
  ["the secret itself", { "x-webhook-secret": SECRET }],
  ["a signature of the body", { "x-bfl-signature": signed(BODY) }],
  ["a signature in capitals", { "x-bfl-signature": ` ${signed(BODY).toUpperCase()}` }],
])("a call comes from who was told the secret: %s", (_what, headers) => {
  expect(verifyFluxWebhook(new Headers(headers), Buffer.from(BODY), SECRET)).toBe(true);
});

it.each<[string, Record<string, string>]>([
  ["nothing", {}],
  ["another secret", { "x-webhook-secret": "another" }],
  ["a part of the secret", { "x-webhook-secret": SECRET.slice(0, -1) }],
  ["an empty secret", { "x-webhook-secret": "" }],
  ["a signature of another body", { "x-bfl-signature": signed(`${BODY} `) }],
  ["a signature with another secret", { "x-bfl-signature": signed(BODY, "another") }],
  ["a signature without its name", { "x-bfl-signature": signed(BODY).slice(7) }],
  ["a plain hash of the body", { "x-bfl-signature": `sha256=${"0".repeat(64)}` }],
])("a call with %s may come from anyone", (_what, headers) => {
  expect(verifyFluxWebhook(new Headers(headers), Buffer.from(BODY), SECRET)).toBe(false);
});

it("nobody was told an empty secret", () => {
  expect(verifyFluxWebhook(new Headers({ "x-webhook-secret": "" }), "", "")).toBe(false);
});
