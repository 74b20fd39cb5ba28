import { randomBytes } from "node:crypto";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { sql } from "kysely";
import pg from "pg";
import { type DatabaseHandle, type Db, openDatabase } from "@/db/client";
import { migrate } from "@/db/migrations/migrate";

const SCHEMA = "preview";

/** A migrated, empty database of the benchmark's own. */
export type BenchDatabase = {
  kind: "pglite" | "postgres";
  /** Connection string, or the embedded database's data folder. */
  address: string;
  schema: string;
  dataDir: string;
  /** What a server needs in its environment to run on it. */
  env: Record<string, string>;
  /** Opens it in this process; an embedded one only while no server runs on it. */
  open(): Promise<DatabaseHandle>;
  /** The same data for another process; the same server, or a copy of the embedded folder. */
  copy(): string;
  drop(): Promise<void>;
};

/** On the server of `BENCH_DATABASE_URL`, in a database of its own that is dropped; else embedded. */
export async function createBenchDatabase(): Promise<BenchDatabase> {
  const server = process.env["BENCH_DATABASE_URL"];
  const folder = mkdtempSync(path.join(os.tmpdir(), "mizual-bench-"));
  const database = server === undefined ? embedded(folder) : await onServer(server, folder);
  const handle = await database.open();
  await migrate(handle);
  await handle.close();
  return database;
}

function embedded(folder: string): BenchDatabase {
  let copies = 0;
  return {
    kind: "pglite",
    address: path.join(folder, "db"),
    schema: SCHEMA,
    dataDir: folder,
    env: {},
    open: () => openDatabase({ database: { kind: "pglite" }, dataDir: folder, schema: SCHEMA }),
    copy: () => {
      const target = path.join(folder, `copy-${++copies}`);
      cpSync(path.join(folder, "db"), target, { recursive: true });
      return target;
    },
    drop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function onServer(server: string, folder: string): Promise<BenchDatabase> {
  const name = `mizual_bench_${randomBytes(4).toString("hex")}`;
  const url = new URL(server);
  url.pathname = `/${name}`;
  await administer(server, `create database ${name}`);
  const address = url.href;
  return {
    kind: "postgres",
    address,
    schema: SCHEMA,
    dataDir: folder,
    env: { DATABASE_URL: address, APP_SECRET: randomBytes(32).toString("hex") },
    open: () =>
      openDatabase({
        database: { kind: "postgres", url: address, migrationUrl: address },
        dataDir: folder,
        schema: SCHEMA,
        unhurried: true,
      }),
    copy: () => address,
    drop: async () => {
      await administer(server, `drop database ${name} with (force)`);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function administer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** Id of the edit at `position` of chain number `chain`, as `seedChains` makes it. */
export const editIdSql = (chain: string, position: string): string =>
  `md5('mizual-bench-' || ${chain} || '-' || ${position})::uuid`;

/** Completed chains of five, spread over a year, from number `from` up to `to`, not included: five rows each. */
export async function seedChains(db: Db, from: number, to: number): Promise<void> {
  const edits = sql.raw(`${SCHEMA}.edits`);
  const chains = sql.raw(`${SCHEMA}.chains`);
  const id = (position: string) => sql.raw(editIdSql("c", position));
  await sql`
    insert into ${edits} (id, root_id, parent_id, chain_position, status, prompt, enhanced_prompt, enhanced, editor, model,
      original_key, original_type, original_width, original_height, result_key, result_type, result_width, result_height,
      preview_key, thumbnail_key, created_at, stage_started_at, finished_at)
    select ${id("p")}, ${id("1")}, case when p = 1 then null else ${id("(p - 1)")} end, p, 'completed',
      'make the sky more dramatic', 'Deepen and darken the sky.', true, 'local', 'mizual-local-1',
      md5(c || 'o') || '.jpg', 'image/jpeg', 1600, 1200, md5(c || 'r') || '.png', 'image/png', 1600, 1200,
      md5(c || 'p') || '.webp', md5(c || 't') || '.webp', at.asked, at.asked, at.asked + (1 + c % 60) * interval '1 second'
    from generate_series(${from}::int, ${to - 1}::int) as c, generate_series(1, 5) as p,
      lateral (select now() - (c % 365) * interval '1 day' - (6 - p) * interval '2 minutes' as asked) as at
    order by c, p`.execute(db);
  await sql`
    insert into ${chains} (root_id, deepest_completed, expires_at)
    select ${id("1")}, 5, now() + interval '30 days' from generate_series(${from}::int, ${to - 1}::int) as c`.execute(
    db,
  );
  await sql`
    update ${sql.raw(`${SCHEMA}.chain_rollup`)} set chains = chains + ${to - from}, length_sum = length_sum + ${5 * (to - from)}
    where shard = 0`.execute(db);
  await sql`vacuum analyze ${edits}`.execute(db);
  await sql`vacuum analyze ${chains}`.execute(db);
}

/** Some ids of seeded edits at a position, spread over the table. */
export async function sampleIds(db: Db, count: number, position = 5): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from ${sql.raw(`${SCHEMA}.edits`)} where chain_position = ${position} order by id limit ${count}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
