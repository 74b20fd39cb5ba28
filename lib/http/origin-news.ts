import type { Log } from "@/lib/log";
import { type Arrival, isByUnknownProxy, type Place } from "./own-origin";

type News = { refusedAt: number | null; told: Set<string> };

// Next loads modules once per bundle; who asks how it stands must see what another bundle has noticed.
const shared = globalThis as typeof globalThis & { mizualOriginNews?: News };
const news = (): News => (shared.mizualOriginNews ??= { refusedAt: null, told: new Set() });

/** Each name is told once; of a flood of invented ones so many. */
const MOST_TOLD = 50;

/** How long a refusal is told of by {@link originLooksWrong}, in milliseconds. */
const REMEMBERED_MS = 10 * 60_000;

/**
 * Tells the operator of a request that was refused for its origin: what came in, and which variable makes it right,
 * for whoever sees the refusal in a browser can change nothing about it. Each origin and host is told once.
 */
export function reportRefusedOrigin(log: Log, { headers }: Pick<Arrival, "headers">, now: number = Date.now()): void {
  const state = news();
  state.refusedAt = now;
  const origin = shown(headers.get("origin"));
  const host = shown(headers.get("host"));
  const key = `${origin}\0${host}`;
  if (state.told.has(key) || state.told.size >= MOST_TOLD) return;
  state.told.add(key);
  log.warn("a request was refused for its origin", {
    origin,
    host,
    x_forwarded_host: shown(headers.get("x-forwarded-host")),
    if_this_is_the_address_of_this_app: `set PUBLIC_URL=${origin ?? ""}, or have the proxy in front send the header Host as the browser does (nginx: proxy_set_header Host $http_host;)`,
    if_it_is_another_website: `it stays refused, unless ALLOWED_ORIGINS names ${origin ?? ""}`,
  });
}

/** Tells the operator once that requests come by a proxy which no variable speaks of. */
export function reportUnknownProxy(log: Log, { headers }: Pick<Arrival, "headers">, place: Place): void {
  const { told } = news();
  if (told.has("proxy") || !isByUnknownProxy(headers, place)) return;
  told.add("proxy");
  log.warn("requests come through a proxy that the configuration does not name", {
    host: shown(headers.get("host")),
    x_forwarded_host: shown(headers.get("x-forwarded-host")),
    todo: "set PUBLIC_URL to the address that people open, and TRUSTED_PROXIES to the number of proxies (often 1): until then addresses in answers may be wrong, and everybody behind the proxy shares one rate limit",
  });
}

/** Whether a request was refused for its origin within the last ten minutes, in this process. */
export function originLooksWrong(now: number = Date.now()): boolean {
  const { refusedAt } = news();
  return refusedAt !== null && now - refusedAt < REMEMBERED_MS;
}

/** For tests: nothing was noticed yet. */
export function forgetOriginNews(): void {
  delete shared.mizualOriginNews;
}

const LONGEST = 200;

const shown = (value: string | null): string | null => value?.slice(0, LONGEST) ?? null;
