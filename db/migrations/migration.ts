import { createHash } from "node:crypto";
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import type { Database } from "../schema";
import * as migrations from ".";

/** One step of the schema. Both directions run inside a transaction whose search_path is the schema. */
export type Migration = {
  up: (db: Kysely<unknown>) => Promise<void>;
  down: (db: Kysely<unknown>) => Promise<void>;
};

/** What migrations need of an open database: its own queries, and the schema that these name. */
export type MigrationTarget = { db: Kysely<Database>; schema: string };

/** Migrations by name; applied in the order of their names. */
export type MigrationSet = Readonly<Record<string, Migration>>;

/** A migration with its checksum: SHA-256 (hex) over the SQL that `up` executes, whatever its white space. */
export type NamedMigration = Migration & { name: string; checksum: string };

/** The migrations in order, with their checksums. */
export async function orderedMigrations(set: MigrationSet = migrations): Promise<NamedMigration[]> {
  const entries = Object.entries(set).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Promise.all(
    entries.map(async ([name, { up, down }]) => {
      const statements = await compiledSql(up);
      return {
        name,
        up,
        down,
        checksum: createHash("sha256").update(statements.join(";").replaceAll(/\s+/g, " ")).digest("hex"),
      };
    }),
  );
}

/** One short text for all migrations together, for the names of caches. */
export async function migrationsChecksum(): Promise<string> {
  const checksums = (await orderedMigrations()).map(({ name, checksum }) => `${name} ${checksum}`);
  return createHash("sha256").update(checksums.join()).digest("hex").slice(0, 16);
}

/** The migrations and the database do not fit together. The message is for the operator. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

/**
 * The statements that a function executes, as compiled, without a database: every query answers no rows.
 * Taken from what is run rather than from the source, so that bundling changes nothing.
 */
export async function compiledSql(run: (db: Kysely<unknown>) => Promise<void>): Promise<string[]> {
  const statements: string[] = [];
  const db = new Kysely<unknown>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new DummyDriver(),
      createIntrospector: (inner) => new PostgresIntrospector(inner),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
    log: (event) => {
      const { sql, parameters } = event.query;
      statements.push(parameters.length === 0 ? sql : `${sql} -- ${JSON.stringify(parameters)}`);
    },
  });
  await run(db);
  return statements;
}
