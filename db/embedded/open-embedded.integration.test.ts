import { randomUUID } from "node:crypto";
import {
  existsSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { newEdit } from "@/tests/factories/edits";
import { openAttempt } from "@/db/queries/attempts";
import { insertEdit } from "@/db/queries/edits";
import { createEmbeddedDataDir } from "@/tests/embedded-data-dir";
import { testServerUrl } from "@/tests/database-server";
import { runChild } from "@/tests/run-child";
import { openDatabase } from "../client";
import { validateSchema } from "../migrations/validate";
import { ownLock } from "./lock-file";

// Making a database takes seconds on an idle machine and many on a busy one.
const PATIENCE_MS = 180_000;

/** Runs on a server leave the embedded database to those without. */
const onServer = testServerUrl() !== null;

const open = (dataDir: string) => openDatabase({ database: { kind: "pglite" }, dataDir, schema: "preview" });

/** Names of all that others on the machine may look at, below a folder. */
const openToOthers = (folder: string): string[] =>
  [".", ...readdirSync(folder, { recursive: true, encoding: "utf8" })].filter(
    (name) => (statSync(path.join(folder, name)).mode & 0o077) !== 0,
  );

it.skipIf(onServer)(
  "creates its folder for itself alone, migrates itself, keeps its rows and leaves no lock",
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
    expect(openToOthers(dataDir)).toEqual([]);
    await first.close();
    await first.close();
    expect(readdirSync(dataDir)).toEqual(["db"]);

    // As a release before has left it.
    for (const name of readdirSync(dataDir, { recursive: true, encoding: "utf8" }))
      chmodSync(path.join(dataDir, name), statSync(path.join(dataDir, name)).isDirectory() ? 0o755 : 0o666);
    const second = await open(dataDir);
    expect(openToOthers(dataDir)).toEqual([]);
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

it.skipIf(onServer)(
  "takes open attempts for sent after the machine has ended without warning, and only then",
  { timeout: PATIENCE_MS },
  async () => {
    const { dataDir, remove } = await createEmbeddedDataDir();
    const edit = newEdit();
    const sent = async (): Promise<boolean[]> => {
      const handle = await open(dataDir);
      const rows = await handle.db.selectFrom("editAttempts").select("sentAt").execute();
      await handle.close();
      return rows.map(({ sentAt }) => sentAt !== null);
    };
    const handle = await open(dataDir);
    await insertEdit(handle.db, edit);
    await openAttempt(handle.db, { id: randomUUID(), editId: edit.id, runId: "r", editor: "flux" });
    await handle.close();
    expect(await sent()).toEqual([false]);
    const lock = { ...ownLock().lock, pid: 1, start: "1" };
    writeFileSync(path.join(dataDir, "db.1.00000000.lock"), JSON.stringify({ ...lock, pid: 4_000_000 }));
    expect(await sent()).toEqual([false]);
    writeFileSync(path.join(dataDir, "db.1.00000000.lock"), JSON.stringify({ ...lock, boot: "before" }));
    expect(await sent()).toEqual([true]);
    expect(readdirSync(dataDir)).toEqual(["db"]);
    await remove();
  },
);

it.skipIf(onServer)("leaves no word of what was deleted in its files", { timeout: PATIENCE_MS }, async () => {
  const { dataDir, remove } = await createEmbeddedDataDir();
  const word = `secret-${randomUUID()}`;
  const holding = (): string[] =>
    readdirSync(dataDir, { recursive: true, encoding: "utf8" }).filter((name) => {
      const file = path.join(dataDir, name);
      return statSync(file).isFile() && readFileSync(file).includes(word);
    });
  const handle = await open(dataDir);
  const edit = newEdit({ prompt: word });
  await insertEdit(handle.db, edit);
  await handle.db.updateTable("edits").set({ prompt: "x" }).where("id", "=", edit.id).execute();
  await handle.db.insertInto("blobIntents").values({ key: "kept" }).execute();
  expect(holding()).not.toEqual([]);
  handle.forgetSoon();
  await handle.close();
  expect(holding()).toEqual([]);

  // A process that was killed before it came to wipe left word of that.
  const killed = await open(dataDir);
  await insertEdit(killed.db, newEdit({ prompt: word }));
  await killed.db.updateTable("edits").set({ prompt: "x" }).execute();
  await killed.close();
  expect(holding()).not.toEqual([]);
  writeFileSync(path.join(dataDir, "db.to-wipe"), "");
  await (await open(dataDir)).close();
  expect([holding(), existsSync(path.join(dataDir, "db.to-wipe"))]).toEqual([[], false]);

  const again = await open(dataDir);
  expect(await again.db.selectFrom("blobIntents").select("key").execute()).toEqual([{ key: "kept" }]);
  expect(await validateSchema(again)).toEqual([]);
  await again.close();
  await remove();
});
