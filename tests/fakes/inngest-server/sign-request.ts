import { createHmac } from "node:crypto";

/**
 * `x-inngest-signature` as an Inngest server makes it: the HMAC-SHA256 of the body's canonical JSON and
 * the time, under the signing key without its prefix. Source: the SDK's `signDataWithKey`.
 * @param at Unix time in seconds.
 */
export function signInngestRequest(body: string, signingKey: string, at = Math.floor(Date.now() / 1000)): string {
  const key = signingKey.replace(/^signkey-\w+-/, "");
  const signed = body === "" ? "" : canonical(JSON.parse(body));
  return `t=${at}&s=${createHmac("sha256", key).update(`${signed}${at}`).digest("hex")}`;
}

/** JSON with the members of every object in the order of their names (RFC 8785). */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  const sorted = members.toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${sorted.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(",")}}`;
}
