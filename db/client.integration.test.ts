import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TestDatabase, openTestDatabase } from "@/tests/database";
import { testServerUrl } from "@/tests/database-server";
import { startWebSocketProxy } from "@/tests/database-websocket-proxy";
import { type DatabaseHandle, openDatabase } from "./client";

type Driver = {
  name: string;
  open(database: TestDatabase): Promise<{ handle: DatabaseHandle; close(): Promise<void> }>;
};

const OWN: Driver = {
  name: testServerUrl() === null ? "pglite" : "pg",
  open: async ({ handle }) => ({ handle, close: async () => {} }),
};

// The same server over WebSockets.
const NEON: Driver = {
  name: "neon",
  open: async ({ handle: { schema } }) => {
    const url = testServerUrl() ?? "";
    const { hostname, port } = new URL(url);
    const proxy = await startWebSocketProxy({ host: hostname, port: Number(port) });
    const handle = await openDatabase({
      database: { kind: "neon", url, migrationUrl: url, localProxy: proxy.address },
      dataDir: "",
      schema,
    });
    return {
      handle,
      close: async () => {
        await handle.close();
        expect(proxy.connections()).toBeGreaterThan(0);
        await proxy.close();
      },
    };
  },
};

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

describe.each(testServerUrl() === null ? [OWN] : [OWN, NEON])("with $name", ({ open }) => {
  let opened: Awaited<ReturnType<Driver["open"]>>;
  let db: DatabaseHandle["db"];
  beforeAll(async () => {
    opened = await open(database);
    db = opened.handle.db;
  });
  afterAll(() => opened.close());

  it("reads values of every type the same", async () => {
    const { rows } = await sql`
      select 9007199254740993::int8 as "big", 1.50::numeric as exact, 7::int4 as small, 1.5::float8 as real, true as yes,
        '2026-02-03'::date as day, '2026-02-03T04:05:06.789Z'::timestamptz as moment, '{"a_b":[1,null]}'::json as plain,
        '{"a_b":1}'::jsonb as binary, '1 day'::interval as span, null::text as nothing, array['a', 'b'] as texts,
        array[9007199254740993::int8] as bigs, '0f8fad5b-d9cb-469f-a165-70867728950e'::uuid as id,
        count(*) as counted, sum(2) as summed, '"text"'::json as json_text, 'null'::json as json_null`.execute(db);
    expect(rows).toEqual([
      {
        big: "9007199254740993",
        exact: "1.50",
        small: 7,
        real: 1.5,
        yes: true,
        day: "2026-02-03",
        moment: new Date("2026-02-03T04:05:06.789Z"),
        plain: { a_b: [1, null] },
        binary: { a_b: 1 },
        span: "1 day",
        nothing: null,
        texts: ["a", "b"],
        bigs: ["9007199254740993"],
        id: "0f8fad5b-d9cb-469f-a165-70867728950e",
        counted: "1",
        summed: "2",
        jsonText: "text",
        jsonNull: null,
      },
    ]);
  });

  it("writes values of every type the same", async () => {
    const moment = new Date("2026-02-03T04:05:06.789Z");
    const { rows } = await sql`
      select ${moment}::timestamptz as moment, ${1.25}::numeric(12, 6) as cost, ${"5"}::int8 as "big", ${7}::int as small,
        ${JSON.stringify({ text: "a\u0000b" })}::json as json, ${true}::boolean as yes, ${null}::text as nothing,
        ${["x", "y, z"]}::text[] as texts, ${"ü 🌄"}::text as text`.execute(db);
    expect(rows).toEqual([
      {
        moment,
        cost: "1.250000",
        big: "5",
        small: 7,
        json: { text: "a\u0000b" },
        yes: true,
        nothing: null,
        texts: ["x", "y, z"],
        text: "ü 🌄",
      },
    ]);
  });

  it("names its schema in every query, inside of transactions too", async () => {
    const { schema } = opened.handle;
    expect(db.selectFrom("chainRollup").selectAll().compile().sql).toBe(`select * from "${schema}"."chain_rollup"`);
    await db.transaction().execute(async (tx) => {
      expect(tx.insertInto("blobIntents").values({ key: "k" }).compile().sql).toContain(
        `into "${schema}"."blob_intents"`,
      );
      expect(await tx.selectFrom("chainRollup").select("lengthSum").limit(1).execute()).toEqual([{ lengthSum: "0" }]);
    });
  });

  it("keeps nothing of a transaction that fails, and says which constraint was hurt", async () => {
    const failing = db.transaction().execute(async (tx) => {
      await tx.insertInto("blobIntents").values({ key: "twice" }).execute();
      await tx.insertInto("blobIntents").values({ key: "twice" }).execute();
    });
    await expect(failing).rejects.toMatchObject({
      code: "23505",
      constraint: "blob_intents_pkey",
      table: "blob_intents",
    });
    expect(await db.selectFrom("blobIntents").selectAll().execute()).toEqual([]);
  });

  it("counts the rows that a statement changed", async () => {
    const { numUpdatedRows } = await db.updateTable("chainRollup").set({ chains: 0 }).executeTakeFirstOrThrow();
    expect(numUpdatedRows).toBe(16n);
  });

  it("takes turns: transactions and queries at the same time all end", async () => {
    const work = Array.from({ length: 20 }, (_, number) =>
      number % 2 === 0
        ? db.selectFrom("chainRollup").select("shard").execute()
        : db.transaction().execute((tx) => tx.selectFrom("chainRollup").select("shard").execute()),
    );
    expect((await Promise.all(work)).map((rows) => rows.length)).toEqual(Array.from({ length: 20 }, () => 16));
  });

  it.skipIf(testServerUrl() === null)("survives the end of an idle connection", async () => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db);
    const other = await database.second();
    await sql`select pg_terminate_backend(${rows[0]?.pid}::int)`.execute(other?.db ?? db);
    await expect.poll(() => sql`select 1`.execute(db).then(() => "answers", String)).toBe("answers");
    await other?.close();
  });

  it.skipIf(testServerUrl() === null)("survives the end of a connection between two statements", async () => {
    const other = await database.second();
    const cut = db.transaction().execute(async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
      await sql`select pg_terminate_backend(${rows[0]?.pid}::int)`.execute(other?.db ?? db);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await sql`select 1`.execute(tx);
    });
    await expect(cut).rejects.toThrow();
    await expect.poll(() => sql`select 1`.execute(db).then(() => "answers", String)).toBe("answers");
    await other?.close();
  });
});

it.skipIf(testServerUrl() === null)(
  "lets the server end a statement that takes too long, but no migration",
  async () => {
    const limit = async (handle: DatabaseHandle): Promise<unknown> =>
      (await sql<{ limit: string }>`select current_setting('statement_timeout') as limit`.execute(handle.db)).rows[0];
    expect(await limit(database.handle)).toEqual({ limit: "8s" });
    const url = testServerUrl() ?? "";
    const unhurried = await openDatabase({
      database: { kind: "postgres", url, migrationUrl: url },
      dataDir: "",
      schema: "public",
      unhurried: true,
    });
    expect(await limit(unhurried)).toEqual({ limit: "0" });
    await unhurried.close();
  },
);
