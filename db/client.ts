import { CamelCasePlugin, type Dialect, Kysely } from "kysely";
import { takeOpenForSent } from "./embedded/cut-off";
import type { Forgetting } from "./embedded/forget";
import { openEmbedded } from "./embedded/open-embedded";
import { migrate } from "./migrations/migrate";
import type { Env } from "@/lib/config/env";
import type { Database } from "./schema";

/** Kysely over our tables, every query naming its schema. A transaction has the same type. */
export type Db = Kysely<Database>;

/** An open database. */
export type DatabaseHandle = {
  db: Db;
  kind: Env["database"]["kind"];
  /** Schema that every query of `db` names. */
  schema: string;
  /** Has what was deleted wiped from an embedded database's files soon; a server looks after its own. */
  forgetSoon(): void;
  /** Ends all connections; an embedded database gives its folder free. */
  close(): Promise<void>;
};

export type OpenOptions = {
  database: Env["database"];
  /** Folder of everything embedded; the embedded database lives in `db` below it. */
  dataDir: string;
  schema: string;
  /** False: an embedded database is opened as it is. */
  migrateEmbedded?: boolean;
  /** True: statements on a server may take as long as they need, as migrations do. */
  unhurried?: boolean;
  /** True: one of many processes that come and go, each with few connections to a server. */
  onVercel?: boolean;
};

/**
 * Opens the configured database. Servers are reached at the first query; the embedded database is opened
 * at once, created where it is missing, and migrates itself.
 * @throws {DatabaseInUseError} when another process has the embedded database open.
 */
export async function openDatabase(options: OpenOptions): Promise<DatabaseHandle> {
  const { database, schema } = options;
  const use = { unhurried: options.unhurried ?? false, serverless: options.onVercel ?? false };
  switch (database.kind) {
    case "postgres": {
      const { pgDialect } = await import("./dialects/pg");
      return databaseHandle(pgDialect(database.url, use), database.kind, schema);
    }
    case "neon": {
      const { neonDialect } = await import("./dialects/neon");
      return databaseHandle(neonDialect(database.url, database.localProxy, use), database.kind, schema);
    }
    case "pglite": {
      const { dialect, forgetting, release, afterCutOff } = await openEmbedded(options.dataDir, schema);
      const handle = databaseHandle(dialect, database.kind, schema, release, forgetting);
      try {
        if (options.migrateEmbedded !== false) {
          await migrate(handle);
          await afterCutOff?.(() => takeOpenForSent(handle.db));
        }
        return handle;
      } catch (error) {
        await handle.close();
        throw error;
      }
    }
  }
}

/** Our view of a database over any dialect. */
export function databaseHandle(
  dialect: Dialect,
  kind: DatabaseHandle["kind"],
  schema: string,
  release: () => Promise<void> = async () => {},
  forgetting: Forgetting = { soon: () => {}, now: async () => {} },
): DatabaseHandle {
  const kysely = new Kysely<Database>({ dialect, plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] });
  const end = async (): Promise<void> => {
    try {
      await forgetting.now();
      await kysely.destroy();
    } finally {
      await release();
    }
  };
  let closing: Promise<void> | null = null;
  return {
    db: kysely.withSchema(schema),
    kind,
    schema,
    forgetSoon: () => forgetting.soon(),
    close: () => (closing ??= end()),
  };
}
