/** A request that changes something is answered within 10 s, also when the database is what it waits for. */
const ANSWER_MS = 8_000;

/** A process that stopped within a transaction holds its locks for no longer: others wait for them. */
const IDLE_IN_TRANSACTION_MS = 30_000;

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
  idle_in_transaction_session_timeout?: number;
};

/**
 * Settings of the pool for this address. The server itself ends what takes too long, except behind a
 * transaction pooler, which refuses such settings at connection; there only the client gives up.
 */
export function poolSettings(url: string, { unhurried = false, serverless = false }: PoolUse = {}): PoolSettings {
  const settings: PoolSettings = {
    max: serverless ? 4 : 10,
    connectionTimeoutMillis: ANSWER_MS,
    idleTimeoutMillis: 5_000,
    keepAlive: true,
    application_name: "mizual",
  };
  if (unhurried) return settings;
  settings.query_timeout = ANSWER_MS + 1_000;
  if (isTransactionPooler(url)) return settings;
  settings.statement_timeout = ANSWER_MS;
  settings.idle_in_transaction_session_timeout = IDLE_IN_TRANSACTION_MS;
  return settings;
}

function isTransactionPooler(url: string): boolean {
  const { hostname, port, searchParams } = new URL(url);
  return hostname.includes("pooler") || port === "6543" || port === "6432" || searchParams.get("pgbouncer") === "true";
}
