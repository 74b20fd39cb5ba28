import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { type DatabaseHandle, openDatabase } from "@/db/client";

const PREFIX = "mizual_t_";

/** The PostgreSQL that tests may use (`TEST_DATABASE_URL`), or null: then they run on the embedded database. */
export function testServerUrl(): string | null {
  const url = process.env["TEST_DATABASE_URL"];
  return url === undefined || url === "" ? null : url;
}

/**
 * A fresh, empty database (not only a schema) on the test server, for processes that a test starts:
 * pass them `url` as DATABASE_URL. Null without `TEST_DATABASE_URL`.
 */
export async function createTestServerDatabase(): Promise<{ url: string; drop(): Promise<void> } | null> {
  const server = testServerUrl();
  if (server === null) return null;
  const name = uniqueName();
  const admin = await openServer(server, "public", { unhurried: true });
  await sql`create database ${sql.id(name)}`.execute(admin.db);
  await admin.close();
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    drop: async () => {
      // Waits for a checkpoint of the whole server.
      const again = await openServer(server, "public", { unhurried: true });
      await sql`drop database if exists ${sql.id(name)} with (force)`.execute(again.db);
      await again.close();
    },
  };
}

/** Opens a schema on a PostgreSQL server. */
export function openServer(
  url: string,
  schema: string,
  options: { unhurried?: boolean } = {},
): Promise<DatabaseHandle> {
  return openDatabase({ database: { kind: "postgres", url, migrationUrl: url }, dataDir: "", schema, ...options });
}

/** A name that no other test takes. */
export function uniqueName(): string {
  return `${PREFIX}${process.pid}_${randomBytes(6).toString("hex")}`;
}
