import { createHmac } from "node:crypto";
import { AppError } from "@/lib/errors";
import { isSameSecret } from "@/lib/same-secret";
import { bringsOurCookies } from "@/lib/http/own-origin";
import type { Services } from "@/lib/services";
import { demandInsight } from "./operator";

/** Name of the cookie of an operator who has signed in; over https with the prefix by which no neighbour can set it. */
const INSIGHT_COOKIE = "mizual_insight";

/** Seconds after which the operator signs in again. */
const SESSION_SECONDS = 12 * 3600;

type Held = Pick<Services, "env" | "appSecret">;

/** The `Set-Cookie` value of a session that begins now. */
export function sessionCookie(services: Held, secure: boolean, now: number = Date.now()): string {
  const until = String(Math.floor(now / 1000) + SESSION_SECONDS);
  return cookie(`${until}.${signatureOf(services, until)}`, SESSION_SECONDS, secure);
}

/** The `Set-Cookie` value that ends a session. */
export const endedSessionCookie = (secure: boolean): string => cookie("", 0, secure);

/**
 * Whether a request belongs to a session that is not over. Another token, or another secret of the app, ends them all.
 * Either name of the cookie counts: nobody without the token can have one to set.
 */
export function hasSession(services: Held, cookies: string | null, now: number = Date.now()): boolean {
  if (services.env.insight.token === null) return false;
  return (cookies ?? "").split(";").some((part) => {
    const [name, value = ""] = part.trim().split("=", 2);
    if (name !== cookieName(true) && name !== cookieName(false)) return false;
    const [until = "", signature = ""] = value.split(".", 2);
    return isSameSecret(signature, signatureOf(services, until)) && Number(until) * 1000 > now;
  });
}

/** @throws {AppError} `NOT_FOUND` without a token on this server, `NOT_THE_OPERATOR` without a session that a page of ours sends. */
export function demandSession({ services, request }: { services: Held; request: Request }): void {
  demandInsight({ services });
  const cookies = bringsOurCookies(request, services.env) ? request.headers.get("cookie") : null;
  if (!hasSession(services, cookies)) throw new AppError("NOT_THE_OPERATOR");
}

const cookieName = (secure: boolean): string => (secure ? `__Host-${INSIGHT_COOKIE}` : INSIGHT_COOKIE);

const cookie = (value: string, seconds: number, secure: boolean): string =>
  `${cookieName(secure)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;

const signatureOf = ({ env, appSecret }: Held, until: string): string =>
  createHmac("sha256", appSecret)
    .update(`insight\0${until}\0${env.insight.token ?? ""}`)
    .digest("base64url");
