import type { Env, LimitName } from "@/lib/config/env";
import type { LimitPolicy } from "./rate-limiter";

const WINDOW_SECONDS = 60;

/** Requests per minute and client of each route; `raisedBy` names it in `RATE_LIMITS`. */
const POLICIES = {
  edit: { limit: 10, raisedBy: "edit" },
  status: { limit: 60, raisedBy: "status" },
  cancel: { limit: 10, raisedBy: "change" },
  retry: { limit: 10, raisedBy: "change" },
  check: { limit: 10, raisedBy: "change" },
  delete: { limit: 10, raisedBy: "change" },
  feedback: { limit: 5, raisedBy: "feedback" },
  "feedback-read": { limit: 10, raisedBy: "feedback-read" },
  chain: { limit: 10, raisedBy: "chain" },
  analytics: { limit: 5, raisedBy: "analytics" },
  editors: { limit: 60, raisedBy: "editors" },
  uploads: { limit: 10, raisedBy: "uploads" },
  "upload-bytes": { limit: 10, raisedBy: "uploads" },
} as const satisfies Record<string, { limit: number; raisedBy: LimitName }>;

export type PolicyName = keyof typeof POLICIES;

/** The limit of a route as configured; `null` when limits are off. */
export function policyOf(name: PolicyName, configured: Env["rateLimits"]): LimitPolicy | null {
  if (configured === "off") return null;
  const { limit, raisedBy } = POLICIES[name];
  return { name, limit: configured[raisedBy] ?? limit, windowSeconds: WINDOW_SECONDS };
}
