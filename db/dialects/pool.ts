import { attachDatabasePool, type DbPool } from "@vercel/functions/db-connections";
import type { PostgresPool, PostgresPoolClient } from "kysely";
import { offerReading } from "@/lib/observe";

type OnError = (error: unknown) => void;

type Client = {
  query(sql: string, parameters: unknown[]): Promise<unknown>;
  release(destroy?: boolean): void;
  on(event: "error", listener: OnError): unknown;
  removeListener(event: "error", listener: OnError): unknown;
};

type Pool = {
  connect(): Promise<Client>;
  end(): Promise<void>;
  options: object;
  readonly totalCount: number;
  readonly idleCount: number;
  readonly waitingCount: number;
  on(event: "error", listener: OnError): unknown;
  on(event: "connect", listener: (client: Client) => void): unknown;
};

/**
 * A pool of node-postgres or the Neon driver as Kysely's. A connection that is lost, or gave no answer
 * in time, is destroyed rather than kept: the drivers would leave it waiting, and whoever got it next
 * would wait as long. What is asked of it until then fails with what it was lost by: the rollback after
 * a statement would else wait once more, or put a sentence of the driver's in the place of the reason.
 */
export function kyselyPool(pool: Pool): PostgresPool {
  // An idle connection that the server ends must not end the process; the pool has dropped it already.
  pool.on("error", () => {});
  offerReading("database-pool", () => ({
    busy: pool.totalCount - pool.idleCount,
    idle: pool.idleCount,
    waiting: pool.waitingCount,
  }));
  // Nor one that it ends while somebody has it, or is being given it.
  pool.on("connect", (client) => client.on("error", () => {}));
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await connectAsLetIn(pool);
      let loss: Error | null = null;
      const lose = (thrown: unknown): void => void (loss ??= asError(thrown));
      client.on("error", lose);
      const query = async (sql: string, parameters: readonly unknown[] = []): Promise<unknown> => {
        if (loss !== null) throw loss;
        try {
          return await client.query(sql, [...parameters]);
        } catch (thrown) {
          const error = asError(thrown);
          if (isLoss(error)) lose(error);
          throw error;
        }
      };
      return {
        // Without cursors, which nothing here uses, it is this one signature.
        query: query as PostgresPoolClient["query"],
        release: (destroy = false) => {
          client.release(destroy || loss !== null);
          client.removeListener("error", lose);
        },
      };
    },
  };
}

/** What we ask of a connection and can do without. */
const DISPENSABLE = ["statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"] as const;

/**
 * A connection. What a pooler refuses by name as a parameter of it (PgBouncer: 08P01) is left out from then on: no
 * address tells for certain what listens there.
 */
async function connectAsLetIn(pool: Pool): Promise<Client> {
  for (let refusals = 0; ; refusals += 1) {
    try {
      return await pool.connect();
    } catch (thrown) {
      const error = asError(thrown);
      const name = DISPENSABLE.find((candidate) => error.message.includes(candidate));
      if (name === undefined || refusals === DISPENSABLE.length) throw error;
      Reflect.deleteProperty(pool.options, name);
    }
  }
}

/** What a WebSocket could not do, Neon's driver throws as the event that said so. */
function asError(thrown: unknown): Error {
  if (thrown instanceof Error) return thrown;
  return new Error("Connection terminated: its WebSocket failed", {
    cause: (thrown as { error?: unknown } | null)?.error,
  });
}

/** Whether a connection is of no more use: an error is not the server's own answer, or its last (classes 08 and 57P). */
function isLoss(error: Error): boolean {
  const { severity, code } = error as { severity?: unknown; code?: unknown };
  return severity === undefined || (typeof code === "string" && /^(?:08|57P)/.test(code));
}

/** A request that changes something is answered within 10 s, also when the database is what it waits for. */
const ANSWER_MS = 8_000;

/** A request that only reads is answered within 2 s, also where somebody holds what it reads: it is asked to come again. */
const LOCK_MS = 1_800;

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
  lock_timeout?: number;
  idle_in_transaction_session_timeout?: number;
};

/**
 * Settings of the pool for this address. The server itself ends what takes too long, except behind a
 * transaction pooler, which refuses such settings at connection; there only the client gives up. Those that
 * can be told by their address are not even asked.
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
  settings.lock_timeout = LOCK_MS;
  settings.idle_in_transaction_session_timeout = IDLE_IN_TRANSACTION_MS;
  return settings;
}

function isTransactionPooler(url: string): boolean {
  const { hostname, port, searchParams } = new URL(url);
  return hostname.includes("pooler") || port === "6543" || port === "6432" || searchParams.get("pgbouncer") === "true";
}

/** On Vercel, keeps a process awake until its idle connections have ended, so that none dies in its sleep. Elsewhere nothing. */
export function releaseBeforeSleep(pool: DbPool): void {
  attachDatabasePool(pool);
}
