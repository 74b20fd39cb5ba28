const STATEMENT_TIMEOUT_MS = 30_000;

/** How a database is used, where it is not by a long-lived server for requests of people. */
export type PoolUse = {
  /** Statements may take as long as they need, as migrations do. */
  unhurried?: boolean;
  /** One of many processes that come, sleep and go, all connected to the same server. */
  serverless?: boolean;
};

/** Settings that node-postgres and the Neon driver share; times in milliseconds. */
export type PoolSettings = {
  max: number;
  connectionTimeoutMillis: number;
  /** A sleeping serverless process stays awake this long to end its connections. */
  idleTimeoutMillis: number;
  keepAlive: boolean;
  application_name: string;
  query_timeout?: number;
  statement_timeout?: number;
};

/**
 * Settings of the pool for this address. The server itself ends a statement that runs too long, except
 * behind a transaction pooler, which refuses that setting at connection; there only the client gives up.
 */
export function poolSettings(url: string, { unhurried = false, serverless = false }: PoolUse = {}): PoolSettings {
  const settings: PoolSettings = {
    max: serverless ? 4 : 10,
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
