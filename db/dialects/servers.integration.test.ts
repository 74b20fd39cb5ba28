import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { afterEach, describe, expect, it } from "vitest";
import { toAppError } from "@/lib/http/response";
import { openTestDatabase } from "@/tests/database";
import { openThroughProxy, type ThroughProxy } from "@/tests/database-drivers";
import { testServerUrl } from "@/tests/database-server";
import { startStrictPooler } from "@/tests/strict-pooler";
import type { Db } from "../client";
import { migrate } from "../migrations/migrate";
import { takeTurn } from "../queries/turns";

let opened: Array<{ close(): Promise<void> }> = [];
afterEach(async () => {
  for (const each of opened.toReversed()) await each.close();
  opened = [];
});

describe.skipIf(testServerUrl() === null).each(["pg", "neon"] as const)("%s (needs TEST_DATABASE_URL)", (driver) => {
  const open = async (options: Parameters<typeof openThroughProxy>[1] = {}): Promise<ThroughProxy["handle"]["db"]> =>
    (await openWith(options)).handle.db;
  const openWith = async (options: Parameters<typeof openThroughProxy>[1]): Promise<ThroughProxy> => {
    const database = await openThroughProxy(driver, options);
    opened.push(database);
    return database;
  };
  // As many connections at once as there are queries.
  const backends = async (db: ThroughProxy["handle"]["db"], count: number): Promise<number[]> => {
    const answers = await Promise.all(
      Array.from({ length: count }, () =>
        sql<{ pid: number }>`select pg_backend_pid() as pid from pg_sleep(0.3)`.execute(db),
      ),
    );
    return [...new Set(answers.map(({ rows }) => rows[0]?.pid ?? 0))];
  };

  it("migrates an empty schema, keeps nothing of a failed transaction and says which constraint was hurt", async () => {
    const database = await openTestDatabase({ migrated: false });
    opened.push(database);
    const { handle } = await openWith({ schema: database.handle.schema, unhurried: true });
    expect((await migrate(handle, { environment: "test" })).length).toBeGreaterThan(0);
    expect(await migrate(handle, { environment: "test" })).toEqual([]);
    const { db } = handle;
    await db.insertInto("blobIntents").values({ key: "once" }).execute();
    const failing = db.transaction().execute(async (tx) => {
      await tx.insertInto("blobIntents").values({ key: "other" }).execute();
      await tx.insertInto("blobIntents").values({ key: "once" }).execute();
    });
    await expect(failing).rejects.toMatchObject({ code: "23505", constraint: "blob_intents_pkey" });
    expect((await db.selectFrom("blobIntents").select("key").execute()).map(({ key }) => key)).toEqual(["once"]);
  });

  it("leaves out what a pooler refuses by name, and connects again", async () => {
    const { hostname, port } = new URL(testServerUrl() ?? "");
    const refuses = ["statement_timeout", "idle_in_transaction_session_timeout"];
    const pooler = await startStrictPooler({ host: hostname, port: Number(port) }, refuses);
    opened.push(pooler);
    const db = await open({ pooler: pooler.port });
    expect(await backends(db, 4)).toHaveLength(4);
    // From then on nothing is refused.
    const before = pooler.refused.length;
    expect(await backends(db, 8)).toHaveLength(8);
    expect([new Set(pooler.refused), pooler.refused.length]).toEqual([new Set(refuses), before]);
  });

  it("says why a pooler refuses what is not ours to leave out", async () => {
    const { hostname, port } = new URL(testServerUrl() ?? "");
    const pooler = await startStrictPooler({ host: hostname, port: Number(port) }, ["application_name"]);
    opened.push(pooler);
    const db = await open({ pooler: pooler.port });
    await expect(sql`select 1`.execute(db)).rejects.toThrow("unsupported startup parameter: application_name");
    expect(pooler.refused).toHaveLength(1);
  });

  it("survives the end of all its connections", async () => {
    const db = await open();
    const pids = await backends(db, 6);
    expect(pids).toHaveLength(6);
    const other = await open();
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where pid = any(${pids}::int[])`.execute(other);
    await expect
      .poll(() => sql`select 1`.execute(db).then(() => "answers", String), { timeout: 2_000 })
      .toBe("answers");
    const again = await backends(db, 6);
    expect(again.filter((pid) => pids.includes(pid))).toEqual([]);
  });

  const CUTS = {
    "by the server, during a statement": async (tx, { end }) => {
      setTimeout(() => void end(), 100);
      await sql`select pg_sleep(5)`.execute(tx);
    },
    "by the server, between two statements": async (tx, { end }) => {
      await end();
      await sleep(100);
      await sql`select 1`.execute(tx);
    },
    "by the network, during a statement": async (tx, { database }) => {
      setTimeout(() => database.cut(), 100);
      await sql`select pg_sleep(5)`.execute(tx);
    },
    "by the network, between two statements": async (tx, { database }) => {
      database.cut();
      await sleep(100);
      await sql`select 1`.execute(tx);
    },
    "by the network, before it is committed": async (_tx, { database }) => database.cut(),
  } satisfies Record<string, (tx: Db, by: { database: ThroughProxy; end: () => Promise<unknown> }) => Promise<void>>;

  it.each(Object.entries(CUTS))(
    "says that the database was out of reach when a transaction is cut %s",
    async (_how, cut) => {
      const other = await open();
      // Neon's driver connects to the proxy that was named last.
      await sql`select 1`.execute(other);
      const database = await openWith({});
      const { db } = database.handle;
      const cutShort = db.transaction().execute(async (tx) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx);
        await cut(tx, { database, end: () => sql`select pg_terminate_backend(${rows[0]?.pid}::int)`.execute(other) });
      });
      const error: unknown = await cutShort.catch((reason: unknown) => reason);
      expect(toAppError(error)).toMatchObject({ code: "UNAVAILABLE" });
      expect((await sql<{ two: number }>`select 2 as two`.execute(db)).rows).toEqual([{ two: 2 }]);
    },
  );

  it("says that the database was out of reach when nobody listens there", async () => {
    const database = await openWith({});
    await database.vanish();
    const error: unknown = await sql`select 1`.execute(database.handle.db).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(toAppError(error)).toMatchObject({ code: "UNAVAILABLE" });
  });

  it("does not wait for a lock for ever, and keeps the connection", async () => {
    const [holder, db] = [await open(), await open({ parameters: { statement_timeout: "400" } })];
    const [before] = await backends(db, 1);
    await holder.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(4711)`.execute(tx);
      await expect(sql`select pg_advisory_xact_lock(4711)`.execute(db)).rejects.toMatchObject({ code: "57014" });
    });
    expect(await backends(db, 1)).toEqual([before]);
  });

  it("waits for a lock that nobody should hold for less than two seconds, and for its turn for longer", async () => {
    const [holder, db] = [await open(), await open()];
    const [before] = await backends(db, 1);
    const released: string[] = [];
    let turn: Promise<void> = Promise.resolve();
    await holder.transaction().execute(async (tx) => {
      await takeTurn(tx, "a turn");
      await sql`select pg_advisory_xact_lock(4713)`.execute(tx);
      turn = db.transaction().execute(async (own) => {
        await takeTurn(own, "a turn");
        released.push("turn");
      });
      const error: unknown = await sql`select pg_advisory_xact_lock(4713)`
        .execute(db)
        .catch((reason: unknown) => reason);
      expect(error).toMatchObject({ code: "55P03" });
      expect(toAppError(error)).toMatchObject({ code: "UNAVAILABLE" });
      await sleep(500);
      expect(released).toEqual([]);
    });
    await turn;
    expect(released).toEqual(["turn"]);
    expect(await backends(db, 1)).toEqual([before]);
  });

  it("takes the locks from a transaction that does not go on", async () => {
    const [stalled, db] = [await open({ parameters: { idle_in_transaction_session_timeout: "300" } }), await open()];
    const stalling = stalled.transaction().execute(async (tx) => {
      await sql`select pg_advisory_xact_lock(4712)`.execute(tx);
      await sql`select pg_advisory_xact_lock(4712)`.execute(db);
      await sql`select 1`.execute(tx);
    });
    await expect(stalling).rejects.toMatchObject({ code: "25P03" });
  });

  it("gives up a connection that has fallen silent, and only that query waits for it", async () => {
    const database = await openWith({ parameters: { query_timeout: "1500" } });
    const { db } = database.handle;
    await sql`select 1`.execute(db);
    database.silence();
    await expect(sql`select 1`.execute(db)).rejects.toThrow("Query read timeout");
    const start = performance.now();
    expect((await sql<{ two: number }>`select 2 as two`.execute(db)).rows).toEqual([{ two: 2 }]);
    expect(performance.now() - start).toBeLessThan(1_400);
  });

  it("waits once, not twice, when the silence falls within a transaction", async () => {
    const database = await openWith({ parameters: { query_timeout: "1500" } });
    const { db } = database.handle;
    let start = 0;
    const cut = db.transaction().execute(async (tx) => {
      await sql`select 1`.execute(tx);
      database.silence();
      start = performance.now();
      await sql`select 1`.execute(tx);
    });
    await expect(cut).rejects.toThrow();
    expect(performance.now() - start).toBeLessThan(2_900);
    expect((await sql<{ two: number }>`select 2 as two`.execute(db)).rows).toEqual([{ two: 2 }]);
  });

  it("takes an address as Neon's console gives it, and behind its pooler no setting that is refused there", async () => {
    const limitOf = async (parameters: Record<string, string>): Promise<string | undefined> => {
      const db = await open({ parameters });
      return (await sql<{ limit: string }>`select current_setting('statement_timeout') as limit`.execute(db)).rows[0]
        ?.limit;
    };
    // Only Neon's driver encrypts with the WebSocket; this server has no TLS for pg.
    const console: Record<string, string> = driver === "neon" ? { sslmode: "require", channel_binding: "require" } : {};
    expect(await limitOf(console)).toBe("8s");
    expect(await limitOf({ ...console, pgbouncer: "true" })).toBe("0");
  });

  it("on Vercel: at most four connections, and none of them left when the process goes to sleep", async () => {
    const waits: Array<Promise<unknown>> = [];
    const context = Symbol.for("@vercel/request-context");
    const global = globalThis as { [context]?: unknown };
    process.env["VERCEL_URL"] = "mizual.example";
    process.env["VERCEL_REGION"] = "fra1";
    global[context] = { get: () => ({ waitUntil: (promise: Promise<unknown>) => void waits.push(promise) }) };
    try {
      const db = await open({ onVercel: true });
      const pids = await backends(db, 10);
      expect(pids).toHaveLength(4);
      await Promise.all(waits);
      const other = await open();
      const { rows } = await sql`select pid from pg_stat_activity where pid = any(${pids}::int[])`.execute(other);
      expect(rows).toEqual([]);
      expect(waits.length).toBeGreaterThan(0);
    } finally {
      delete process.env["VERCEL_URL"];
      delete process.env["VERCEL_REGION"];
      delete global[context];
    }
  });
});
