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
  return {
    db,
    handle,
    second: async () => (url === null ? null : openServer(url, schema)),
    reset: async () => {
      const { rows } = await sql<{ name: string }>`
        select tablename as name from pg_tables
        where schemaname = ${schema} and tablename not in ('migration_history', 'chain_rollup')`.execute(db);
      const tables = sql.join(rows.map(({ name }) => sql.id(schema, name)));
      await sql`truncate ${tables} restart identity`.execute(db);
      await db.updateTable("chainRollup").set({ chains: 0, lengthSum: 0 }).execute();
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
