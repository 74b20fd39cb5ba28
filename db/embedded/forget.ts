import type { PGlite } from "@electric-sql/pglite";
import type { Flush } from "./flush";

/** Tables that hold what people wrote, or pictures. */
const HOLDERS = ["edits", "edit_feedback", "edit_attempts", "parked_results"];

/** How long after a deletion its words are wiped from the files, together with what else was deleted meanwhile. */
const SOON_MS = 30_000;

/** Wipes from the files what was deleted from the rows. */
export type Forgetting = {
  /** Within half a minute, or when the database is closed. */
  soon(): void;
  /** Does at once what is still to be done. */
  now(): Promise<void>;
};

/**
 * A deleted row stays in the embedded database's files: in its table until that is written anew, and in its log until that
 * is written over, which on a quiet instance may be never. Nobody else looks after either: there is no vacuum and no
 * checkpoint by the clock.
 */
export async function createForgetting(pglite: PGlite, schema: string, flush: Flush): Promise<Forgetting> {
  // Old parts of the log are deleted, instead of kept under a new name with what they hold.
  await pglite.exec("set wal_recycle = off");
  let timer: NodeJS.Timeout | null = null;
  const wipe = async (): Promise<void> => {
    for (const table of HOLDERS) await pglite.exec(`vacuum full "${schema}"."${table}"`);
    // Twice: what the log is begun anew with is part of the next one.
    for (let round = 0; round < 2; round += 1) {
      await pglite.query("select pg_switch_wal()");
      await pglite.exec("checkpoint");
      // The log that is gone now was what a start after a power cut would have read.
      await flush();
    }
  };
  return {
    soon() {
      timer ??= setTimeout(() => {
        timer = null;
        wipe().catch((error: unknown) =>
          process.emitWarning(`What was deleted is still in the files: ${String(error)}`),
        );
      }, SOON_MS).unref();
    },
    async now() {
      if (timer === null) return;
      clearTimeout(timer);
      timer = null;
      await wipe();
    },
  };
}
