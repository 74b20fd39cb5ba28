import { type Dialect, PostgresDialect } from "kysely";
import { Pool, types } from "pg";
import { withParsers } from "./parsers";
import { poolSettings } from "./pool-settings";

/**
 * PostgreSQL over TCP with a small pool of node-postgres.
 * @param unhurried statements may take as long as they need.
 */
export function pgDialect(url: string, unhurried = false): Dialect {
  const pool = new Pool({
    connectionString: url,
    ...poolSettings(url, unhurried),
    types: withParsers(types),
  });
  // An idle connection that the server ends must not end the process; the pool has dropped it already.
  pool.on("error", () => {});
  // Nor one that it ends between two statements of a transaction: the next statement fails and says so.
  pool.on("connect", (client) => client.on("error", () => {}));
  return new PostgresDialect({ pool });
}
