import type { LimitName, RateLimits } from "./config";
import type { LimitPolicy } from "./rate-limiter";

const WINDOW_SECONDS = 60;

/**
 * A school, an office or a mobile network is one address: so many browsers behind it may use up their limit at once.
 * Who makes up a new browser for each request gets no further than that.
 */
const BROWSERS_PER_ADDRESS = 5;

/**
 * How often one browser may ask for something, counted under `name`: what has the same name is counted together.
 * `raisedBy` is its name in `RATE_LIMITS`, where that is another one.
 */
export type Limit = {
  perMinute: number;
  /** Counted by each process for itself: of what is cheaper than asking a shared limiter about it. Nobody is told. */
  alone?: true;
} & ({ name: LimitName; raisedBy?: never } | { name: string; raisedBy: LimitName });

/** Asking how edits stand, whether by `GET /edit/{uuid}` or by the page's own action. */
export const STATUS_LIMIT: Limit = { name: "status", perMinute: 60 };

/** Stored pictures: a page shows some twenty. */
export const PICTURE_LIMIT: Limit = { name: "pictures", perMinute: 600, raisedBy: "status", alone: true };

/** Calls back of a provider, which has few addresses. What is refused is polled for. */
export const WEBHOOK_LIMIT: Limit = { name: "webhooks", perMinute: 600, raisedBy: "status", alone: true };

/** Pages, by address alone. */
export const PAGE_LIMIT: Limit = { name: "pages", perMinute: 120, raisedBy: "status", alone: true };

/** A limit as the operator has configured it; `null` when limits are off. */
export function policyOf(limit: Limit, configured: RateLimits): LimitPolicy | null {
  if (configured === "off") return null;
  const raised = configured[limit.raisedBy ?? limit.name];
  const perBrowser = raised ?? limit.perMinute;
  return {
    name: limit.name,
    limit: perBrowser,
    windowSeconds: WINDOW_SECONDS,
    addressLimit: perBrowser * BROWSERS_PER_ADDRESS,
  };
}
