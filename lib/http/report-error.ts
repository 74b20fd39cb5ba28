import type { Log } from "@/lib/log";
import { toAppError } from "./to-app-error";

type Place = { request_id: string; method: string; path: string };

/** Logs what went wrong on our side, in full, under the request's id; what a client did wrong is not logged. */
export function reportError(log: Log, thrown: unknown, place: Place): void {
  const known = toAppError(thrown);
  if (known.status < 500) return;
  log.error("request failed", { ...place, code: known.code, error: thrown instanceof Error ? thrown : known });
}
