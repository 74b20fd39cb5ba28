import { type Kysely, sql } from "kysely";
import { ensureHistory, hasHistory, pendingMigrations, readHistory, withMigrationLock } from "./history";
import { MigrationError, type MigrationSet, type MigrationTarget, orderedMigrations } from "./migration";

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

export type RollbackOptions = {
  /** Undo everything after this migration, which stays; null: undo all. Without it only the latest is undone. */
  to?: string | null;
  /** By default the product's own. */
  migrations?: MigrationSet;
};

/**
 * Undoes applied migrations, latest first, each in a transaction of its own. The data in what they made is lost.
 * @returns the names of those that were undone, in that order.
 * @throws {MigrationError} when `to` isn't applied, or an applied migration is not known to this release.
 */
export async function rollback(target: MigrationTarget, options: RollbackOptions = {}): Promise<string[]> {
  const { schema } = target;
  const db = target.db.withoutPlugins() as Kysely<unknown>;
  const known = await orderedMigrations(options.migrations);
  if (!(await hasHistory(db, schema))) return [];

  const { to } = options;
  const undone: string[] = [];
  for (;;) {
    const name = await withMigrationLock(db, schema, async (trx) => {
      const applied = (await readHistory(trx, schema)).map((row) => row.name);
      if (typeof to === "string" && !applied.includes(to)) throw new MigrationError(`Migration ${to} is not applied`);
      const latest = applied.at(-1);
      if (latest === undefined || latest === to) return null;
      const migration = known.find((candidate) => candidate.name === latest);
      if (migration === undefined) {
        throw new MigrationError(`Migration ${latest} was applied by another release: only that one can undo it`);
      }
      await migration.down(trx);
      await sql`delete from migration_history where name = ${latest}`.execute(trx);
      return latest;
    });
    if (name === null) return undone;
    undone.push(name);
    if (to === undefined) return undone;
  }
}
