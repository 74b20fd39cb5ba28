import { sql } from "kysely";
import { openDatabase } from "@/db/client";
import { lockFolder } from "@/db/embedded/folder-lock";
import { migrate } from "@/db/migrations/migrate";

// What tests run as processes of their own: `node --import tsx tests/database-process.ts TASK ARGUMENT`.
const TASKS: Record<string, (argument: string) => Promise<void>> = {
  /** Takes the lock of a data folder and keeps it until it is killed. */
  lock: async (folder) => {
    await lockFolder(folder);
    await held();
  },
  /** Opens an embedded database, commits a row each moment, until it is killed. */
  write: async (dataDir) => {
    const { db } = await openDatabase({ database: { kind: "pglite" }, dataDir, schema: "preview" });
    await db.insertInto("blobIntents").values({ key: "committed" }).execute();
    process.stdout.write("held\n");
    for (let count = 0; ; count++)
      await db
        .insertInto("blobIntents")
        .values({ key: `more ${count}` })
        .execute();
  },
  /** Starts a migration that has made a table and then waits for ever, until it is killed. */
  migrate: async (url) => {
    const target = await openDatabase({
      database: { kind: "postgres", url, migrationUrl: url },
      dataDir: "",
      schema: "preview",
    });
    await migrate(target, {
      migrations: {
        "001-slow": {
          up: async (db) => {
            await sql`create table half (id int)`.execute(db);
            await held();
          },
          down: async () => {},
        },
      },
    });
  },
};

function held(): Promise<never> {
  process.stdout.write("held\n");
  // An open timer keeps the process alive.
  return new Promise(() => setInterval(() => {}, 1000));
}

const [task = "", argument = ""] = process.argv.slice(2);
TASKS[task]?.(argument).catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
