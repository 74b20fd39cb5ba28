import { createHmac, timingSafeEqual } from "node:crypto";
import type { ClientTokenPayload } from "./client-token";

const SECRET = "the-signing-secret-of-the-fake-store";

type Scope = {
  storeId: string;
  pathname: string;
  operations: string[];
  validUntil: number;
  maximumSizeInBytes?: number;
  allowedContentTypes?: string[];
};

const sign = (key: string, text: string): string => createHmac("sha256", key).update(text).digest("base64url");

/** Answers `POST /signed-token`: what signs addresses within a scope. */
export function issueToken(body: string, storeId: string, now: number): object {
  const asked = JSON.parse(body) as Partial<Scope>;
  const validUntil = Math.min(asked.validUntil ?? now + 3_600_000, now + 7 * 86_400_000);
  const scope: Scope = { pathname: "*", operations: ["get"], ...asked, storeId, validUntil };
  const payload = Buffer.from(JSON.stringify(scope)).toString("base64url");
  const delegationToken = `${payload}.${sign(SECRET, payload)}`;
  return { delegationToken, clientSigningToken: sign(SECRET, delegationToken), validUntil };
}

/** The query's names that are signed, besides the operation and the pathname. */
const SIGNED =
  "add-random-suffix allow-overwrite allowed-content-types cache-control-max-age callback-token-payload callback-url if-match maximum-size-in-bytes valid-until"
    .split(" ")
    .map((name) => `vercel-blob-${name}`);

/** What a signed address allows; a sentence when it is forged, too late, or for something else. */
export function readSignedAddress(
  query: URLSearchParams,
  operation: "get" | "put",
  pathname: string,
  now: number,
): ClientTokenPayload | string {
  const delegation = query.get("vercel-blob-delegation") ?? "";
  const [payload = "", mark = ""] = delegation.split(".");
  if (!same(mark, sign(SECRET, payload))) return "Invalid delegation";
  const scope = JSON.parse(Buffer.from(payload, "base64url").toString()) as Scope;
  const given = SIGNED.flatMap((name) => (query.get(name) ? [`${name}=${query.get(name)}`] : []));
  const canonical = [`operation=${operation}`, `pathname=${pathname}`, ...given].toSorted().join("\n");
  if (!same(query.get("vercel-blob-signature") ?? "", sign(sign(SECRET, delegation), canonical)))
    return "Invalid signature";
  const value = (name: string) => query.get(`vercel-blob-${name}`);
  const validUntil = Math.min(scope.validUntil, Number(value("valid-until") ?? scope.validUntil));
  if (now > validUntil) return "Token expired";
  if (!scope.operations.includes(operation) || !["*", pathname].includes(scope.pathname)) return "Out of scope";
  const types = value("allowed-content-types")?.split(",") ?? scope.allowedContentTypes;
  const size = value("maximum-size-in-bytes") ?? scope.maximumSizeInBytes;
  const age = value("cache-control-max-age");
  return {
    pathname,
    validUntil,
    addRandomSuffix: value("add-random-suffix") === "true",
    allowOverwrite: value("allow-overwrite") === "true",
    ...(types !== undefined && { allowedContentTypes: types }),
    ...(size !== undefined && { maximumSizeInBytes: Number(size) }),
    ...(age !== null && { cacheControlMaxAge: Number(age) }),
  };
}

const same = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
