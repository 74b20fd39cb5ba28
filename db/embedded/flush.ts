import { constants } from "node:fs";
import { type FileHandle, open, readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { DatabaseConnection, Dialect, RootOperationNode, TableNode } from "kysely";

/** Folders of what a checkpoint has written, which the log from before it is thrown away for. */
const CHECKPOINTED = ["base", "global", "pg_xact", "pg_multixact"];

/** A file that was written this recently may have been written since it was flushed: clocks of file systems are coarse. */
const COARSE_MS = 1_000;

/**
 * Brings the embedded database to the disk. It runs without flushing anything itself (`fsync` is off in it), so that
 * after a power cut or a reset of the machine what it had committed would be gone.
 */
export type Flush = () => Promise<void>;

type Open = (file: string, flags: number) => Promise<FileHandle>;

/**
 * Flushes what was committed: the log, and after each checkpoint all that it stands for. Those who ask at the same time
 * share one flush, unless it has begun.
 * @param folder the database's own.
 * @param opens what opens files and folders.
 */
export function createFlush(folder: string, opens: Open = open): Flush {
  const log = path.join(folder, "pg_wal");
  let flushedAt = 0;
  let known = "";
  let checkpoint: number | null = null;
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;

  async function flushOnce(): Promise<void> {
    const startedAt = Date.now();
    const names = (await readdir(log)).filter((name) => /^[0-9A-F]{24}$/.test(name));
    for (const name of names) {
      const file = path.join(log, name);
      if ((await stat(file)).mtimeMs >= flushedAt - COARSE_MS) await flushFile(file, opens);
    }
    const list = names.toSorted().join();
    if (list !== known) await flushFolder(log, opens);
    known = list;
    const control = (await stat(path.join(folder, "global", "pg_control"))).mtimeMs;
    if (checkpoint !== control) for (const each of CHECKPOINTED) await flushAll(path.join(folder, each), opens);
    checkpoint = control;
    flushedAt = startedAt;
  }

  const start = (): Promise<void> => {
    running = flushOnce().finally(() => {
      running = null;
    });
    return running;
  };

  return () => {
    if (running === null) return start();
    // What runs may have passed what was just written.
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return start();
      });
    return next;
  };
}

/** Where single statements are worth as much as transactions: what was paid for, and the bytes of it. */
const PAID = new Set(["edit_attempts", "parked_results"]);

/**
 * A dialect whose transactions are over once they are on the disk, and so are single statements about what is paid for.
 * What fails to get there is told and stays committed.
 */
export function flushing(dialect: Dialect, flush: Flush): Dialect {
  const toDisk = (): Promise<void> =>
    flush().catch((error: unknown) => process.emitWarning(`The embedded database was not flushed: ${String(error)}`));
  return {
    createAdapter: () => dialect.createAdapter(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
    createDriver: () => {
      const driver = dialect.createDriver();
      const begin = driver.beginTransaction.bind(driver);
      const commit = driver.commitTransaction.bind(driver);
      const rollback = driver.rollbackTransaction.bind(driver);
      // What a transaction has said is in no log before it commits.
      const inTransaction = new WeakSet<DatabaseConnection>();
      driver.beginTransaction = async (connection, settings) => {
        await begin(connection, settings);
        inTransaction.add(connection);
      };
      driver.rollbackTransaction = async (connection) => {
        inTransaction.delete(connection);
        await rollback(connection);
      };
      driver.commitTransaction = async (connection) => {
        inTransaction.delete(connection);
        await commit(connection);
        await toDisk();
      };
      const acquire = driver.acquireConnection.bind(driver);
      const watched = new WeakSet<DatabaseConnection>();
      driver.acquireConnection = async (options) => {
        const connection = await acquire(options);
        if (watched.has(connection)) return connection;
        watched.add(connection);
        const execute: DatabaseConnection["executeQuery"] = connection.executeQuery.bind(connection);
        connection.executeQuery = async (query, ...more) => {
          const result = await execute<never>(query, ...more);
          if (!inTransaction.has(connection) && isPaid(query.query)) await toDisk();
          return result;
        };
        return connection;
      };
      return driver;
    },
  };
}

function isPaid(query: RootOperationNode): boolean {
  const table =
    query.kind === "UpdateQueryNode" ? query.table : query.kind === "InsertQueryNode" ? query.into : undefined;
  return table?.kind === "TableNode" && PAID.has((table as TableNode).table.identifier.name);
}

async function flushAll(folder: string, opens: Open): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const inside = path.join(folder, entry.name);
    if (entry.isDirectory()) await flushAll(inside, opens);
    else await flushFile(inside, opens);
  }
  await flushFolder(folder, opens);
}

async function flushFile(file: string, opens: Open): Promise<void> {
  const handle = await openIfThere(file, constants.O_RDWR, opens);
  try {
    await handle?.datasync();
  } finally {
    await handle?.close();
  }
}

/** Windows cannot open folders and needs no such call. */
async function flushFolder(folder: string, opens: Open): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await openIfThere(folder, constants.O_RDONLY, opens);
  try {
    await handle?.sync();
  } finally {
    await handle?.close();
  }
}

/** `null` for what was removed meanwhile, as the database does with old files. */
async function openIfThere(file: string, flags: number, opens: Open): Promise<FileHandle | null> {
  try {
    return await opens(file, flags);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
}
