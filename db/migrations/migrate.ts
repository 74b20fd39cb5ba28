import { type Kysely, sql } from "kysely";
import type { DatabaseHandle } from "../client";
import { type MigrationSet, orderedMigrations } from "./migration";
import { ensureHistory, hasHistory, pendingMigrations, readHistory, withMigrationLock } from "./migration-history";

/** What migrations need of an open database. */
export type MigrationTarget = Pick<DatabaseHandle, "db" | "schema">;

export type MigrateOptions = {
  /** Recorded in the history; by default the environment that the schema belongs to. */
  environment?: string;
  /** By default the product's own. */
  migrations?: MigrationSet;
};

/**
 * Applies every pending migration, each in a transaction of its own together with its row in the history,
 * so that a crash leaves whole migrations only. Safe with any number of runners at once.
 * @returns the names of those that this call applied.
 * @throws {MigrationError} when an applied migration has changed since.
 */
export async function migrate(target: MigrationTarget, options: MigrateOptions = {}): Promise<string[]> {
  const { schema } = target;
  const db = target.db.withoutPlugins() as Kysely<unknown>;
  const environment = options.environment ?? (schema === "public" ? "production" : schema);
  const known = await orderedMigrations(options.migrations);
  // Nothing to do is the usual case: no lock, no transaction.
  if ((await hasHistory(db, schema)) && pendingMigrations(known, await readHistory(db, schema)).length === 0) return [];

  const applied: string[] = [];
  for (;;) {
    const name = await withMigrationLock(db, schema, async (trx) => {
      await ensureHistory(trx, schema);
      const [next] = pendingMigrations(known, await readHistory(trx, schema));
      if (next === undefined) return null;
      await next.up(trx);
      await sql`
        insert into migration_history (name, checksum, environment)
        values (${next.name}, ${next.checksum}, ${environment})`.execute(trx);
      return next.name;
    });
    if (name === null) return applied;
    applied.push(name);
  }
}
