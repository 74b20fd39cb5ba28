import { setTimeout as pause } from "node:timers/promises";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { openDatabase } from "@/db/client";
import { migrate } from "@/db/migrations/migrate";
import { createTestServerDatabase, testServerUrl } from "@/tests/database-server";
import { createTestApp, endedRuns } from "./test-app";

test.skipIf(testServerUrl() === null)(
  "while the server (TEST_DATABASE_URL) cuts all connections again and again, each step is done once",
  async () => {
    const server = await createTestServerDatabase();
    if (server === null) throw new Error("no server");
    const open = () =>
      openDatabase({
        database: { kind: "postgres", url: server.url, migrationUrl: server.url },
        dataDir: "",
        schema: "preview",
      });
    const [handle, nemesis] = [await open(), await open()];
    await migrate(handle, { environment: "test" });
    const log: string[] = [];
    const app = createTestApp(
      handle.db,
      (client) => [
        client.createFunction({ id: "f", retries: 0, triggers: { event: "go" } }, async ({ event, step }) => {
          for (const id of ["a", "b", "c", "d"]) {
            await step.run(id, async () => {
              log.push(`${String(event.data["n"])}${id}`);
              await pause(20);
            });
          }
        }),
      ],
      { leaseMs: 2_000, renewMs: 200 },
    );
    const count = 30;
    try {
      for (let n = 0; n < count; n++) await app.send("go", { n });
      await app.runner.start();
      let cut = 0;
      for (let round = 0; round < 8; round++) {
        await pause(100);
        const { rows } = await sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid()`.execute(nemesis.db);
        cut += rows.length;
      }
      expect(cut).toBeGreaterThan(8);
      const runs = await endedRuns(nemesis.db, "f", count, 60_000);
      expect(runs.every(({ status }) => status === "completed")).toBe(true);
      expect(new Set(log).size).toBe(count * 4);
      expect(log).toHaveLength(count * 4);
    } finally {
      await app.runner.stop();
      await Promise.all([handle.close(), nemesis.close()]);
      await server.drop();
    }
  },
  120_000,
);
