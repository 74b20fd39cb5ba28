const STATEMENT_TIMEOUT_MS = 30_000;

/** Settings that node-postgres and the Neon driver share; times in milliseconds. */
export type PoolSettings = {
  max: number;
  connectionTimeoutMillis: number;
  idleTimeoutMillis: number;
  keepAlive: boolean;
  application_name: string;
  query_timeout?: number;
  statement_timeout?: number;
};

/**
 * Settings of the pool for this address. The server itself ends a statement that runs too long, except
 * behind a transaction pooler, which refuses that setting at connection; there only the client gives up.
 * @param unhurried statements may take as long as they need.
 */
export function poolSettings(url: string, unhurried = false): PoolSettings {
  const settings: PoolSettings = {
    max: 10,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: "mizual",
  };
  if (unhurried) return settings;
  settings.query_timeout = STATEMENT_TIMEOUT_MS + 5_000;
  if (!isTransactionPooler(url)) settings.statement_timeout = STATEMENT_TIMEOUT_MS;
  return settings;
}

function isTransactionPooler(url: string): boolean {
  const { hostname, port, searchParams } = new URL(url);
  return hostname.includes("pooler") || port === "6543" || port === "6432" || searchParams.get("pgbouncer") === "true";
}
