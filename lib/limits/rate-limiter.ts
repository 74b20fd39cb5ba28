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

/** `limit` requests per `windowSeconds`, counted apart for each `name`. */
export type LimitPolicy = { name: string; limit: number; windowSeconds: number };

/** Counts requests in sliding windows. A limiter that cannot tell throws; what then happens is the caller's choice. */
export type RateLimiter = {
  /** For the start line: `memory`, `upstash`, `redis`. */
  readonly name: string;
  /** Counts one request of `client` against `policy`, unless it is refused. */
  take(policy: LimitPolicy, client: string): Promise<LimitResult>;
  /** Resolves when it can count now, throws with the reason otherwise; nobody's requests are touched. */
  check(): Promise<void>;
  /** Whether it could not tell within the last minute, so that each process has counted by itself. Absent: it always can. */
  countsAlone?(): boolean;
  /** Ends its connections; nothing may be counted afterwards. */
  close(): Promise<void>;
};
