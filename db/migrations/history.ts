import { type Kysely, sql, type Transaction } from "kysely";
import {
  MigrationError,
  type MigrationSet,
  type MigrationTarget,
  type NamedMigration,
  orderedMigrations,
} from "./migration";

/** A row of `migration_history`. */
export type AppliedMigration = { name: string; checksum: string; environment: string; appliedAt: Date };

/**
 * Runs `work` in a transaction that holds the migration lock of this schema and has it as search_path:
 * one runner at a time, in this process or any other.
 */
export async function withMigrationLock<T>(
  db: Kysely<unknown>,
  schema: string,
  work: (trx: Transaction<unknown>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (trx) => {
    // Another runner may take long, and so may a migration.
    await sql`set local statement_timeout = 0`.execute(trx);
    await sql`select pg_advisory_xact_lock(hashtextextended(${`mizual.migrate.${schema}`}, 0))`.execute(trx);
    await setSearchPath(trx, schema);
    return work(trx);
  });
}

/** Makes `schema` the search_path until the end of the transaction. */
export async function setSearchPath(trx: Transaction<unknown>, schema: string): Promise<void> {
  await sql`select set_config('search_path', quote_ident(${schema}), true)`.execute(trx);
}

/** Creates the schema (where it is missing) and the table of applied migrations in it. */
export async function ensureHistory(trx: Transaction<unknown>, schema: string): Promise<void> {
  const { rows } = await sql`select 1 from pg_namespace where nspname = ${schema}`.execute(trx);
  // Not `if not exists`: that asks for the right to create even where nothing is created.
  if (rows.length === 0) await sql`create schema ${sql.id(schema)}`.execute(trx);
  if (await hasHistory(trx, schema)) return;
  await sql`
    create table migration_history (
      name text primary key,
      checksum text not null,
      environment text not null,
      applied_at timestamptz not null default clock_timestamp()
    )`.execute(trx);
}

/** Whether any migration has ever been applied in this schema. */
export async function hasHistory(db: Kysely<unknown>, schema: string): Promise<boolean> {
  const { rows } = await sql`
    select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relname = 'migration_history'`.execute(db);
  return rows.length > 0;
}

/** The applied migrations, oldest first. */
export async function readHistory(db: Kysely<unknown>, schema: string): Promise<AppliedMigration[]> {
  const { rows } = await sql<AppliedMigration>`
    select name, checksum, environment, applied_at as "appliedAt"
    from ${sql.id(schema, "migration_history")} order by name`.execute(db);
  return rows;
}

/**
 * The migrations still to apply. Applied ones that this release does not know come from a newer release
 * and are left alone.
 * @throws {MigrationError} when an applied migration has changed since, or a missing one precedes it.
 */
export function pendingMigrations(
  known: readonly NamedMigration[],
  history: readonly AppliedMigration[],
): NamedMigration[] {
  const applied = new Map(history.map((row) => [row.name, row]));
  for (const migration of known) {
    const row = applied.get(migration.name);
    if (row !== undefined && row.checksum !== migration.checksum) {
      throw new MigrationError(
        `Migration ${migration.name} has changed since it was applied: restore it and put the change into a new migration`,
      );
    }
  }
  const pending = known.filter((migration) => !applied.has(migration.name));
  const newest = known.findLast((migration) => applied.has(migration.name));
  const late = newest === undefined ? undefined : pending.find((migration) => migration.name < newest.name);
  if (late !== undefined && newest !== undefined) {
    throw new MigrationError(`Migration ${late.name} is missing although ${newest.name}, which follows it, is applied`);
  }
  return pending;
}

/** `changed`: applied, but its SQL is another now. `unknown`: applied by a release that has more migrations. */
type MigrationState = "applied" | "pending" | "changed" | "unknown";

/** One migration, known or applied; `appliedAt` and `environment` are null while it is pending. */
export type MigrationStatus = {
  name: string;
  state: MigrationState;
  appliedAt: Date | null;
  environment: string | null;
};

/** Every migration that is known or applied, in order. Changes nothing. */
export async function migrationStatus(
  target: MigrationTarget,
  options: { migrations?: MigrationSet } = {},
): Promise<MigrationStatus[]> {
  const db = target.db.withoutPlugins() as Kysely<unknown>;
  const known = new Map((await orderedMigrations(options.migrations)).map(({ name, checksum }) => [name, checksum]));
  const history = (await hasHistory(db, target.schema)) ? await readHistory(db, target.schema) : [];
  const applied = new Map(history.map((row) => [row.name, row]));
  return [...new Set([...known.keys(), ...applied.keys()])].toSorted().map((name) => {
    const row = applied.get(name);
    const state = stateOf(known.get(name), row?.checksum);
    return { name, state, appliedAt: row?.appliedAt ?? null, environment: row?.environment ?? null };
  });
}

function stateOf(known: string | undefined, applied: string | undefined): MigrationState {
  if (applied === undefined) return "pending";
  if (known === undefined) return "unknown";
  return known === applied ? "applied" : "changed";
}
