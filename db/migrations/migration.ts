import { createHash } from "node:crypto";
import type { Kysely } from "kysely";
import { compiledSql } from "./compiled-sql";
import { migrations } from "./index";

/** One step of the schema. Both directions run inside a transaction whose search_path is the schema. */
export type Migration = {
  up: (db: Kysely<unknown>) => Promise<void>;
  down: (db: Kysely<unknown>) => Promise<void>;
};

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
