import { type Dialect, PostgresDialect } from "kysely";
import { Pool, types } from "pg";
import { kyselyPool, poolSettings, type PoolUse, releaseBeforeSleep } from "./pool";
import { withParsers } from "./parsers";

/** PostgreSQL over TCP with a small pool of node-postgres. */
export function pgDialect(url: string, use: PoolUse = {}): Dialect {
  const pool = new Pool({
    connectionString: url,
    ...poolSettings(url, use),
    types: withParsers(types),
  });
  releaseBeforeSleep(pool);
  return new PostgresDialect({ pool: kyselyPool(pool) });
}
