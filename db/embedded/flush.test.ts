import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DummyDriver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler } from "kysely";
import { createFlush, flushing } from "./flush";

const WAL = ["000000010000000000000001", "000000010000000000000002"] as const;

let folder: string;
let opened: string[];

const newFlush = () =>
  createFlush(folder, (file, flags) => {
    opened.push(file);
    return open(file, flags);
  });

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "mizual-flush-"));
  for (const each of ["pg_wal/archive_status", "base/1", "global", "pg_xact", "pg_multixact/offsets"])
    mkdirSync(path.join(folder, each), { recursive: true });
  for (const file of ["global/pg_control", "base/1/16384", "pg_xact/0000", ...WAL.map((name) => `pg_wal/${name}`)])
    writeFileSync(path.join(folder, file), "x");
  write(`pg_wal/${WAL[0]}`, 100);
  opened = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The file was written this many seconds ago. */
function write(file: string, seconds = 0): void {
  const at = new Date(Date.now() - seconds * 1000);
  utimesSync(path.join(folder, file), at, at);
}

/** Files and folders that were opened to be flushed since it was asked last. */
function flushed(): string[] {
  const files = opened.map((file) => path.relative(folder, file));
  opened = [];
  return files;
}

test("flushes what of the log was written since, and all that a checkpoint has written", async () => {
  const flush = newFlush();
  await flush();
  expect(flushed()).toEqual(
    expect.arrayContaining([`pg_wal/${WAL[0]}`, `pg_wal/${WAL[1]}`, "pg_wal", "base/1/16384", "global/pg_control"]),
  );
  write(`pg_wal/${WAL[1]}`);
  await flush();
  expect(flushed()).toEqual([`pg_wal/${WAL[1]}`]);
  write("global/pg_control", -60);
  await flush();
  expect(flushed()).toEqual(expect.arrayContaining([`pg_wal/${WAL[1]}`, "base/1/16384", "pg_xact/0000"]));
});

test("flushes once for all that wait, and once more for who came while it did", async () => {
  const flush = newFlush();
  await flush();
  flushed();
  const asked = [flush(), flush(), flush()];
  await Promise.all(asked);
  expect(flushed().filter((file) => file === `pg_wal/${WAL[1]}`)).toHaveLength(2);
});

test("goes on where a file is gone meanwhile, and says where it cannot be done", async () => {
  const flush = newFlush();
  rmSync(path.join(folder, "base"), { recursive: true });
  await expect(flush()).rejects.toThrow("ENOENT");
  mkdirSync(path.join(folder, "base"));
  await expect(flush()).resolves.toBeUndefined();
});

test("a transaction is over once it is on the disk, and so is a statement about what is paid for; others do not wait", async () => {
  const done: string[] = [];
  class Watched extends DummyDriver {
    override async commitTransaction(): Promise<void> {
      done.push("committed");
    }
  }
  const dialect = {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new Watched(),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
  const flush = async (): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 10));
    done.push("flushed");
  };
  const db = new Kysely<{ a: { b: string }; edit_attempts: { b: string } }>({ dialect: flushing(dialect, flush) });
  await db.transaction().execute((tx) => tx.insertInto("a").values({ b: "c" }).execute());
  done.push("answered");
  await db.transaction().execute(async (tx) => {
    await tx.insertInto("edit_attempts").values({ b: "c" }).execute();
    done.push("said");
  });
  // What is said in it is flushed once, when it counts.
  expect(done.splice(3)).toEqual(["said", "committed", "flushed"]);
  await db.insertInto("a").values({ b: "c" }).execute();
  expect(done).toEqual(["committed", "flushed", "answered"]);
  const paid = db.withSchema("preview");
  await paid.updateTable("edit_attempts").set({ b: "c" }).execute();
  await paid.insertInto("edit_attempts").values({ b: "c" }).execute();
  await paid.selectFrom("edit_attempts").selectAll().execute();
  expect(done.slice(3)).toEqual(["flushed", "flushed"]);
});
