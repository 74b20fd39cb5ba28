import { readFile } from "node:fs/promises";
import { sql } from "kysely";
import { inject } from "vitest";
import { type DatabaseHandle, type Db, databaseHandle } from "@/db/client";
import { migrate } from "@/db/migrations/migrate";
import { openServer, testServerUrl, uniqueName } from "./database-server";

export type TestDatabase = {
  db: Db;
  handle: DatabaseHandle;
  /** Opens a second, independent pool on the same data; null when it is embedded, which allows only one. */
  second(): Promise<DatabaseHandle | null>;
  /** Empties every table, back to the state after the migrations. */
  reset(): Promise<void>;
  /** Closes it and drops what it made. */
  close(): Promise<void>;
};

/**
 * A fresh, migrated database for one test file: a schema of its own on `TEST_DATABASE_URL`, else an
 * embedded database in memory.
 * @param options.migrated false: without any table.
 */
export async function openTestDatabase(options: { migrated?: boolean } = {}): Promise<TestDatabase> {
  const migrated = options.migrated !== false;
  const url = testServerUrl();
  const handle = url === null ? await openInMemory(migrated) : await openOnServer(url, migrated);
  const { db, schema } = handle;
  let emptying: string | null = null;
  return {
    db,
    handle,
    second: async () => (url === null ? null : openServer(url, schema)),
    reset: async () => {
      emptying ??= await emptyingOf(db, schema);
      await sql.raw(emptying).execute(db);
    },
    close: async () => {
      await handle.close();
      if (url === null) return;
      const admin = await openServer(url, schema, { unhurried: true });
      await sql`drop schema if exists ${sql.id(schema)} cascade`.execute(admin.db);
      await admin.close();
    },
  };
}

/**
 * One statement that empties every table but what the migrations have put there. `truncate` would make each table's
 * files anew, which takes 50 times as long as to delete the few rows of a test.
 */
async function emptyingOf(db: Db, schema: string): Promise<string> {
  const { rows: steps } = await sql<{ step: string }>`
    select format('delete from %I.%I;', schemaname, tablename) as step from pg_tables
    where schemaname = ${schema} and tablename not in ('migration_history', 'chain_rollup')
    union all
    select format('perform setval(%L, %s, false);', format('%I.%I', schemaname, sequencename), start_value) from pg_sequences
    where schemaname = ${schema}`.execute(db);
  const rollup = `update "${schema}".chain_rollup set chains = 0, length_sum = 0;`;
  return `do $empty$ begin ${steps.map(({ step }) => step).join(" ")} ${rollup} end $empty$`;
}

/** To make and to drop tables waits for the server's disk, which on a busy machine takes longer than a query may. */
async function openOnServer(url: string, migrated: boolean): Promise<DatabaseHandle> {
  const schema = uniqueName();
  if (migrated) {
    const admin = await openServer(url, schema, { unhurried: true });
    await migrate(admin, { environment: "test" });
    await admin.close();
  }
  return openServer(url, schema);
}

async function openInMemory(migrated: boolean): Promise<DatabaseHandle> {
  const { openPGlite, pgliteDialect } = await import("@/db/dialects/pglite");
  const template = new Blob([await readFile(inject(migrated ? "databaseTemplate" : "emptyDatabaseTemplate"))]);
  const pglite = await openPGlite(null, template);
  return databaseHandle(pgliteDialect(pglite), "pglite", "preview", async () => {
    if (!pglite.closed) await pglite.close();
  });
}

declare module "vitest" {
  // oxlint-disable-next-line typescript/consistent-type-definitions -- merged into vitest's own interface
  export interface ProvidedContext {
    databaseTemplate: string;
    emptyDatabaseTemplate: string;
  }
}
