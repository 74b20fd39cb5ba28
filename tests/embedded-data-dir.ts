import { existsSync } from "node:fs";
import { cp, mkdir, mkdtemp, rename, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDatabase } from "@/db/client";
import { migrationsChecksum } from "@/db/migrations/migration";
import { CACHE_FOLDER, PGLITE_VERSION } from "./database-cache";

/**
 * A new data folder (DATA_DIR) with an embedded, migrated, empty database: a copy of one that is made
 * once and cached, because making one takes seconds. For processes that a test starts.
 */
export async function createEmbeddedDataDir(): Promise<{ dataDir: string; remove(): Promise<void> }> {
  const cached = path.join(CACHE_FOLDER, `data-${PGLITE_VERSION}-${await migrationsChecksum()}`);
  if (!existsSync(cached)) await makeDataDir(cached);
  const dataDir = await mkdtemp(path.join(tmpdir(), "mizual-data-"));
  await cp(cached, dataDir, { recursive: true });
  return { dataDir, remove: () => rm(dataDir, { recursive: true, force: true }) };
}

/** Into place in one move: other runs may be making the same. */
async function makeDataDir(target: string): Promise<void> {
  await mkdir(CACHE_FOLDER, { recursive: true });
  const draft = await mkdtemp(`${target}-`);
  await (await openDatabase({ database: { kind: "pglite" }, dataDir: draft, schema: "preview" })).close();
  try {
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true });
    if (!existsSync(target)) throw error;
  }
}
