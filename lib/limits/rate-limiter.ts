/** Outcome of one request against one limit. */
export type LimitResult = {
  allowed: boolean;
  /** Requests per window. */
  limit: number;
  /** Requests left in the window, ≥ 0. */
  remaining: number;
  /** Seconds until the oldest counted request leaves the window, which frees one more; ≥ 0, rounded up. */
  resetSeconds: number;
};

/**
 * `limit` requests per `windowSeconds`, counted apart for each `name`. With an `addressLimit` the browsers behind one
 * address have a `limit` each, and all that comes from the address together no more than that.
 */
export type LimitPolicy = { name: string; limit: number; windowSeconds: number; addressLimit?: number };

/** Who asks: hashes of an address and, where it is known, of the browser behind it. What is not known is one browser. */
export type Requester = { address: string; browser: string | null };

/** What a policy counts under: each with its limit, all counted or none. The first is the requester's own. */
export function windowsOf(policy: LimitPolicy, { address, browser }: Requester): Array<{ key: string; limit: number }> {
  const { name, limit, addressLimit } = policy;
  if (addressLimit === undefined) return [{ key: `${name}:${address}`, limit }];
  // In braces, so that a cluster of Redis keeps both in one place.
  const all = `${name}:{${address}}`;
  return [
    { key: `${all}:${browser ?? "unknown"}`, limit },
    { key: all, limit: addressLimit },
  ];
}

/** Counts requests in sliding windows. A limiter that cannot tell throws; what then happens is the caller's choice. */
export type RateLimiter = {
  /** For the start line: `memory`, `upstash`, `redis`. */
  readonly name: string;
  /** Counts one request against `policy`, unless it is refused: in one decision for the browser and its address. */
  take(policy: LimitPolicy, who: Requester): Promise<LimitResult>;
  /** Resolves when it can count now, throws with the reason otherwise; nobody's requests are touched. */
  check(): Promise<void>;
  /** Whether it could not tell within the last minute, so that each process has counted by itself. Absent: it always can. */
  countsAlone?(): boolean;
  /** Ends its connections; nothing may be counted afterwards. */
  close(): Promise<void>;
};
