import { createHmac } from "node:crypto";
import { getClientSalts } from "@/db/queries/client-salts";
import type { Db } from "@/db/client";
import { createOwnerSecret, hashOwner, OWN_KEY_LENGTH, readOwnerSecret, type Client } from "@/lib/edits/capability";
import type { Env } from "@/lib/config/env";
import { clientAddress, clientHash } from "@/lib/limits/client-address";
import { isPause } from "@/lib/limits/pausing";
import { type Limit, policyOf } from "@/lib/limits/policies";
import type { LimitResult } from "@/lib/limits/rate-limiter";
import type { Services } from "@/lib/services";

type Salts = { today: string; yesterday: string | null };

// Salts change once a day; a minute late is soon enough, for yesterday's is still looked at.
const REMEMBERED_MS = 60_000;

const remembered = new WeakMap<Db, { at: number; salts: Promise<Salts> }>();

/** Who sends a request: the owner by the cookie, the address by its hashes. For route handlers, pages and actions alike. */
export async function identifyClient(
  services: Pick<Services, "env" | "db" | "appSecret">,
  headers: Headers,
): Promise<Client> {
  const { today, yesterday } = await saltsOf(services.db);
  const address = clientAddress(headers, services.env);
  const hash = clientHash(address, today, services.appSecret);
  const secret = readOwnerSecret(headers.get("cookie"));
  return {
    ownerHash: secret === null ? null : hashOwner(secret),
    hash,
    hashes: yesterday === null ? [hash] : [hash, clientHash(address, yesterday, services.appSecret)],
  };
}

function saltsOf(db: Db): Promise<Salts> {
  const known = remembered.get(db);
  const now = performance.now();
  if (known !== undefined && now - known.at < REMEMBERED_MS) return known.salts;
  const salts = getClientSalts(db);
  remembered.set(db, { at: now, salts });
  salts.catch(() => remembered.delete(db));
  return salts;
}

/**
 * The secret for a browser that has none. With an idempotency key that nobody can guess it is made
 * from client and key, so that a browser whose first answer was lost owns the edit when it sends the
 * same again.
 */
export function newOwnerSecret(appSecret: string, client: Client, idempotencyKey: string | null): string {
  if (idempotencyKey === null || idempotencyKey.length < OWN_KEY_LENGTH) return createOwnerSecret();
  return createHmac("sha256", appSecret).update(`owner\0${client.hash}\0${idempotencyKey}`).digest("base64url");
}

/**
 * Counts one request against a limit; `null` when limits are off. While the limiter does not answer,
 * reading is not limited (`null`); a write may cost money or space, and is counted in this process.
 *
 * @example await takeLimit(services, { name: "chain", perMinute: 10 }, client.hash, "read")
 */
export async function takeLimit(
  services: Pick<Services, "env" | "limiter" | "localLimiter" | "log">,
  limit: Limit,
  clientHash: string,
  access: "read" | "write",
): Promise<LimitResult | null> {
  const policy = policyOf(limit, services.env.rateLimits);
  if (policy === null) return null;
  try {
    return await services.limiter.take(policy, clientHash);
  } catch (error) {
    if (!isPause(error)) {
      const { name: limiter } = services.limiter;
      services.log.error("the rate limiter does not answer", { limiter, policy: policy.name, error });
    }
    return access === "read" ? null : services.localLimiter.take(policy, clientHash);
  }
}

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
