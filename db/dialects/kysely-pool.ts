import type { PostgresPool, PostgresPoolClient } from "kysely";

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
  // Nor one that it ends while somebody has it, or is being given it.
  pool.on("connect", (client) => client.on("error", () => {}));
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect().catch((thrown: unknown) => Promise.reject(asError(thrown)));
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
