import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { databaseHandle } from "@/db/client";
import { dumpPGlite, openPGlite, pgliteDialect } from "@/db/dialects/pglite";
import { migrate } from "@/db/migrations/migrate";
import { migrationsChecksum } from "@/db/migrations/migration";
import { CACHE_FOLDER, PGLITE_VERSION } from "./database-cache";
import { testServerUrl } from "./database-server";

/** Says which database the tests run on, and makes the templates of the embedded one (once, then cached). */
export default async function setup(project: TestProject): Promise<void> {
  const template = path.join(CACHE_FOLDER, `database-${PGLITE_VERSION}-${await migrationsChecksum()}.tar.gz`);
  const empty = path.join(CACHE_FOLDER, `database-${PGLITE_VERSION}-empty.tar.gz`);
  project.provide("databaseTemplate", template);
  project.provide("emptyDatabaseTemplate", empty);

  const server = testServerUrl();
  const where = server === null ? `PGlite ${PGLITE_VERSION} in memory` : `PostgreSQL at ${new URL(server).host}`;
  process.stdout.write(`Integration tests run on ${where}\n`);
  if (server !== null || (existsSync(template) && existsSync(empty))) return;

  mkdirSync(CACHE_FOLDER, { recursive: true });
  const pglite = await openPGlite(null);
  await keep(empty, await dumpPGlite(pglite));
  const handle = databaseHandle(pgliteDialect(pglite), "pglite", "preview");
  await migrate(handle, { environment: "test" });
  await keep(template, await dumpPGlite(pglite));
  await handle.close();
}

/** Into place in one move: other runs may be reading or writing the same file. */
async function keep(file: string, dump: Blob): Promise<void> {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, Buffer.from(await dump.arrayBuffer()));
  renameSync(draft, file);
}
