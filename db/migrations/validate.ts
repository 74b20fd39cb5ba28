import { randomBytes } from "node:crypto";
import { type Kysely, sql } from "kysely";
import type { MigrationTarget } from "./migrate";
import { type MigrationSet, type NamedMigration, orderedMigrations } from "./migration";
import { ensureHistory, setSearchPath } from "./migration-history";
import { migrationStatus } from "./migration-status";
import { type SchemaSnapshot, schemaSnapshot } from "./schema-snapshot";

/**
 * Compares the live schema with what the migrations give: these are run into a scratch schema of the
 * same server, inside a transaction that is rolled back, so that nothing of it is ever seen or left.
 * @returns one sentence for each difference; none: the schema is as it should be.
 */
export async function validate(
  target: MigrationTarget,
  options: { migrations?: MigrationSet } = {},
): Promise<string[]> {
  const db = target.db.withoutPlugins() as Kysely<unknown>;
  const problems: string[] = [];
  for (const { name, state } of await migrationStatus(target, options)) {
    if (state === "pending") problems.push(`migration ${name} is not applied`);
    if (state === "changed") problems.push(`migration ${name} has changed since it was applied`);
    if (state === "unknown") problems.push(`migration ${name} is applied but not known to this release`);
  }
  const expected = await expectedSnapshot(db, await orderedMigrations(options.migrations));
  return [...problems, ...differences(expected, await schemaSnapshot(db, target.schema))];
}

async function expectedSnapshot(db: Kysely<unknown>, known: readonly NamedMigration[]): Promise<SchemaSnapshot> {
  const scratch = `mizual_scratch_${randomBytes(6).toString("hex")}`;
  const trx = await db.startTransaction().execute();
  try {
    await sql`create schema ${sql.id(scratch)}`.execute(trx);
    await setSearchPath(trx, scratch);
    await ensureHistory(trx, scratch);
    for (const migration of known) await migration.up(trx);
    return await schemaSnapshot(trx, scratch);
  } finally {
    await trx.rollback().execute();
  }
}

function differences(expected: SchemaSnapshot, live: SchemaSnapshot): string[] {
  return [...new Set([...expected.keys(), ...live.keys()])].toSorted().flatMap((object) => {
    const should = expected.get(object);
    const is = live.get(object);
    if (should === is) return [];
    if (is === undefined) return [`${object} is missing`];
    if (should === undefined) return [`${object} is in no migration`];
    return [`${object} is «${is}», should be «${should}»`];
  });
}
