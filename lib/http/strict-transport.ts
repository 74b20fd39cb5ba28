import type { Env } from "@/lib/config/env";
import { type Arrival, isSecure, type Place } from "./own-origin";

/**
 * `Strict-Transport-Security` for this answer, or `null` for none: over https alone, and never for more than the
 * host itself, for of its other names and their subdomains an app knows nothing.
 */
export function strictTransport(request: Arrival, place: Place & Pick<Env, "hstsSeconds">): string | null {
  return place.hstsSeconds === null || !isSecure(request, place) ? null : `max-age=${place.hstsSeconds}`;
}
