import { type Dialect, PostgresDialect } from "kysely";
import { Pool, types } from "pg";
import { kyselyPool } from "./kysely-pool";
import { withParsers } from "./parsers";
import { type PoolUse, poolSettings } from "./pool-settings";
import { releaseBeforeSleep } from "./release-pool";

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
