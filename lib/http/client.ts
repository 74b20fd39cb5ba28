import { AppError } from "@/lib/errors";
import { getClientSalts } from "@/db/queries/client-salts";
import type { Db } from "@/db/client";
import { moveOwner, ownsAny } from "@/db/queries/owners";
import {
  type Client,
  createOwnerSecret,
  hashOwner,
  OWN_KEY_LENGTH,
  readOwnerSecret,
  renewedOwnerSecret,
} from "@/lib/edits/credentials";
import { clientAddress, clientHash } from "@/lib/limits/client-address";
import { isPause } from "@/lib/limits/pausing";
import { type Limit, policyOf } from "@/lib/limits/policies";
import type { LimitPolicy, LimitResult, Requester } from "@/lib/limits/rate-limiter";
import { tell } from "@/lib/observe";
import type { Services } from "@/lib/services";
import { type Arrival, isSameOrigin, isSurelySecure } from "./own-origin";

type Salts = { today: string; yesterday: string | null };

// Salts change once a day; a minute late is soon enough, for yesterday's is still looked at.
const REMEMBERED_MS = 60_000;

const remembered = new WeakMap<Db, { at: number; salts: Promise<Salts> }>();

/**
 * Who sends a request: the owner by the cookie, the address by its hashes. For route handlers, pages and actions alike.
 * Another website has no owner, whatever cookie the browser sends for it.
 * @param url that was asked for, where it is known.
 * @returns also `renewed`: the secret that takes the place of the one in the browser's cookie, which an earlier release made.
 */
export async function identifyClient(
  services: Pick<Services, "env" | "db" | "appSecret">,
  headers: Headers,
  url: string = "http://localhost/",
): Promise<Client & { renewed: string | null }> {
  const { today, yesterday } = await saltsOf(services.db);
  const address = clientAddress(headers, services.env);
  const hash = clientHash(address, today, services.appSecret);
  const arrival = { url, headers };
  const isOwn = isSameOrigin(arrival, services.env);
  return {
    ...(isOwn ? await ownerOf(services, arrival) : { ownerHash: null, renewed: null }),
    bearer: /^Bearer +(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? null,
    hash,
    hashes: yesterday === null ? [hash] : [hash, clientHash(address, yesterday, services.appSecret)],
    byPage: headers.get("origin") !== null && isOwn,
  };
}

async function ownerOf(
  { env, db, appSecret }: Pick<Services, "env" | "db" | "appSecret">,
  arrival: Arrival,
): Promise<{ ownerHash: string | null; renewed: string | null }> {
  const secure = isSurelySecure(arrival, env);
  const found = readOwnerSecret(arrival.headers.get("cookie"), { appSecret, secure });
  if (found === null) return { ownerHash: null, renewed: null };
  if (!found.old) return { ownerHash: hashOwner(found.secret), renewed: null };
  const renewed = renewedOwnerSecret(appSecret, found.secret);
  const moved = await moveOwner(db, hashOwner(found.secret), hashOwner(renewed));
  const isKnown = moved > 0 || (await ownsAny(db, hashOwner(renewed)));
  return isKnown ? { ownerHash: hashOwner(renewed), renewed } : { ownerHash: null, renewed: null };
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
  if (idempotencyKey === null || idempotencyKey.length < OWN_KEY_LENGTH) return createOwnerSecret(appSecret);
  return createOwnerSecret(appSecret, `${client.hash}\0${idempotencyKey}`);
}

/** Who a request is counted for: the browser by its owner cookie, inside its address. */
export const requesterOf = ({ hash, ownerHash }: Client): Requester => ({ address: hash, browser: ownerHash });

/**
 * The same for what a page of ours sends: a browser that has no cookie yet is known by the key of its submission,
 * of which its cookie is going to be made ({@link newOwnerSecret}).
 */
export function pageRequester(client: Client, headers: Headers, appSecret: string): Requester {
  const key = headers.get("idempotency-key");
  if (client.ownerHash !== null || headers.get("origin") === null || key === null || key.length < OWN_KEY_LENGTH)
    return requesterOf(client);
  return { address: client.hash, browser: hashOwner(newOwnerSecret(appSecret, client, key)) };
}

/**
 * Counts one request against a limit; `null` when limits are off. While the limiter does not answer,
 * reading is not limited (`null`); a write may cost money or space, and is counted in this process.
 *
 * @example await takeLimit(services, { name: "chain", perMinute: 10 }, requesterOf(client), "read")
 */
export async function takeLimit(
  services: Pick<Services, "env" | "limiter" | "localLimiter" | "log">,
  limit: Limit,
  who: Requester,
  access: "read" | "write",
): Promise<LimitResult | null> {
  const policy = policyOf(limit, services.env.rateLimits);
  if (policy === null) return null;
  const taken = await takePolicy(services, policy, who, { alone: limit.alone === true, access });
  if (taken?.allowed === false) tell({ kind: "refused", limit: policy.name });
  return taken;
}

/** The refusal of what is over a limit. */
export const tooMany = ({ resetSeconds }: Pick<LimitResult, "resetSeconds">): AppError =>
  new AppError("RATE_LIMITED", { retryAfterSeconds: Math.max(1, resetSeconds) });

async function takePolicy(
  services: Pick<Services, "limiter" | "localLimiter" | "log">,
  policy: LimitPolicy,
  who: Requester,
  { alone, access }: { alone: boolean; access: "read" | "write" },
): Promise<LimitResult | null> {
  if (alone) return services.localLimiter.take(policy, who);
  try {
    return await services.limiter.take(policy, who);
  } catch (error) {
    if (!isPause(error)) {
      const { name: limiter } = services.limiter;
      services.log.error("the rate limiter does not answer", { limiter, policy: policy.name, error });
    }
    return access === "read" ? null : services.localLimiter.take(policy, who);
  }
}
