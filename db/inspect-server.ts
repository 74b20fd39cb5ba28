import { sql } from "kysely";
import { type Db, type OpenOptions, openDatabase } from "./client";
import { type MigrationStatus, migrationStatus } from "./migrations/history";
import { recentRefusals } from "./queries/editor-health";

/** A PostgreSQL as it was found. `version`: e.g. `15.18`. */
export type ServerReport = {
  version: string;
  migrations: MigrationStatus[];
  /** Hosts of the last day that results were not taken from. */
  refusedHosts: string[];
};

/**
 * Connects to a PostgreSQL and looks; changes nothing.
 * @throws what the driver throws.
 */
export async function inspectServer(
  options: Pick<OpenOptions, "database" | "dataDir" | "schema">,
): Promise<ServerReport> {
  const handle = await openDatabase({ ...options, migrateEmbedded: false });
  try {
    const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(
      handle.db,
    );
    const [version = ""] = (rows[0]?.version ?? "").split(" ");
    return { version, migrations: await migrationStatus(handle), refusedHosts: await refusedHosts(handle.db) };
  } finally {
    await handle.close();
  }
}

/** None where the tables are not there yet. */
async function refusedHosts(db: Db): Promise<string[]> {
  try {
    return [...(await recentRefusals(db, null))].flatMap(([, hosts]) => hosts);
  } catch {
    return [];
  }
}
