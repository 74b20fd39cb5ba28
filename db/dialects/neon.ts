import { Pool, neonConfig, types } from "@neondatabase/serverless";
import { type Dialect, PostgresDialect } from "kysely";
import ws from "ws";
import { kyselyPool, poolSettings, type PoolUse, releaseBeforeSleep } from "./pool";
import { withParsers } from "./parsers";

/**
 * Neon over WebSocket.
 * @param localProxy `host:port` of a WebSocket proxy that leads to a PostgreSQL of one's own, or null.
 */
export function neonDialect(url: string, localProxy: string | null, use: PoolUse = {}): Dialect {
  // Node before 22 has no WebSocket of its own.
  if (typeof WebSocket === "undefined") neonConfig.webSocketConstructor = ws;
  if (localProxy !== null) {
    neonConfig.wsProxy = (host, port) => `${localProxy}/v1?address=${host}:${port}`;
    neonConfig.useSecureWebSocket = false;
    // Answers the password request before it comes, which only a cleartext password allows.
    neonConfig.pipelineConnect = false;
  }
  const pool = new Pool({
    connectionString: url,
    ...poolSettings(url, use),
    types: withParsers(types),
  });
  releaseBeforeSleep(pool);
  return new PostgresDialect({ pool: kyselyPool(pool) });
}
