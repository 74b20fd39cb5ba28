import type { PostgresPool, PostgresPoolClient } from "kysely";

type Client = {
  query(sql: string, parameters: unknown[]): Promise<unknown>;
  release(destroy?: boolean): void;
};

type Pool = { connect(): Promise<Client>; end(): Promise<void>; options: object };

/**
 * A pool of node-postgres or the Neon driver as Kysely's. A connection that gave no answer in time is
 * destroyed rather than kept: the drivers leave it waiting, and whoever got it next would wait as long.
 */
export function kyselyPool(pool: Pool): PostgresPool {
  return {
    options: pool.options,
    end: () => pool.end(),
    connect: async () => {
      const client = await pool.connect();
      let silent = false;
      const query = async (sql: string, parameters: readonly unknown[] = []): Promise<unknown> => {
        // The rollback after the statement would wait as long again.
        if (silent) throw new Error("The database connection gave no answer");
        try {
          return await client.query(sql, [...parameters]);
        } catch (error) {
          silent = error instanceof Error && error.message === "Query read timeout";
          throw error;
        }
      };
      return {
        // Without cursors, which nothing here uses, it is this one signature.
        query: query as PostgresPoolClient["query"],
        release: (destroy = false) => client.release(destroy || silent),
      };
    },
  };
}
