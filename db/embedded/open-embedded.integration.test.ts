import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { createEmbeddedDataDir } from "@/tests/embedded-data-dir";
import { testServerUrl } from "@/tests/database-server";
import { runChild } from "@/tests/run-child";
import { openDatabase } from "../client";
import { validateSchema } from "../migrations/validate";

// Making a database takes seconds on an idle machine and many on a busy one.
const PATIENCE_MS = 180_000;

/** Runs on a server leave the embedded database to those without. */
const onServer = testServerUrl() !== null;

const open = (dataDir: string) => openDatabase({ database: { kind: "pglite" }, dataDir, schema: "preview" });

it.skipIf(onServer)(
  "creates its folder, migrates itself, keeps its rows and leaves no lock",
  { timeout: PATIENCE_MS },
  async () => {
    const parent = mkdtempSync(path.join(tmpdir(), "mizual-embedded-"));
    const dataDir = path.join(parent, "not", "yet");
    // What a process that was killed while creating it leaves.
    mkdirSync(path.join(dataDir, "db.unfinished"), { recursive: true });
    writeFileSync(path.join(dataDir, "db.unfinished", "PG_VERSION"), "18");

    const first = await open(dataDir);
    expect(await validateSchema(first)).toEqual([]);
    await first.db.insertInto("blobIntents").values({ key: "kept" }).execute();
    await first.close();
    await first.close();
    expect(readdirSync(dataDir)).toEqual(["db"]);

    const second = await open(dataDir);
    expect(await second.db.selectFrom("blobIntents").select("key").execute()).toEqual([{ key: "kept" }]);
    await second.close();

    const unused = await open(dataDir);
    await unused.close();
    expect(readdirSync(dataDir)).toEqual(["db"]);
    rmSync(parent, { recursive: true });
  },
);

it.skipIf(onServer)(
  "is refused to a second process, and whole again after the first was killed while writing",
  { timeout: PATIENCE_MS },
  async () => {
    const { dataDir, remove } = await createEmbeddedDataDir();
    const child = runChild("tests/database-process.ts", ["write", dataDir]);
    await child.says("held");
    await expect(open(dataDir)).rejects.toThrow(
      `Another Mizual (process ${child.pid}) is already using the data folder`,
    );
    await child.kill();

    const handle = await open(dataDir);
    const rows = await handle.db.selectFrom("blobIntents").select("key").where("key", "=", "committed").execute();
    expect(rows).toEqual([{ key: "committed" }]);
    expect(await validateSchema(handle)).toEqual([]);
    await handle.close();
    await remove();
  },
);
