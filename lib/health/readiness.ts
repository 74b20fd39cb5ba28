import type { Services } from "@/lib/services";
import { checkReadiness } from "./check-readiness";
import type { Readiness } from "./schema";

/** How old an answer may be, in milliseconds. */
const FRESH_MS = 10_000;

type Check = { at: number; result: Promise<Readiness> };

const latest = new WeakMap<Services, Check>();

/**
 * Whether edits can be taken, from a check at most ten seconds old that is made once for all who
 * ask: however often this is called, what it checks is not burdened. `now` in milliseconds.
 */
export function readiness(services: Services, now: () => number = () => performance.now()): Promise<Readiness> {
  const known = latest.get(services);
  if (known !== undefined && now() - known.at < FRESH_MS) return known.result;
  const check = { at: now(), result: checkReadiness(services) };
  latest.set(services, check);
  return check.result;
}
