import { existsSync, rmSync, writeFileSync } from "node:fs";
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

type Options = {
  schema: string;
  flush: Flush;
  /** A file that stands while something is to be wiped, so that the next start knows of it. */
  mark: string;
};

/**
 * A deleted row stays in the embedded database's files: in its table until that is written anew, and in its log until that
 * is written over, which on a quiet instance may be never. Nobody else looks after either: there is no vacuum and no
 * checkpoint by the clock.
 */
export async function createForgetting(pglite: PGlite, { schema, flush, mark }: Options): Promise<Forgetting> {
  // Old parts of the log are deleted, instead of kept under a new name with what they hold.
  await pglite.exec("set wal_recycle = off");
  let timer: NodeJS.Timeout | null = null;
  let wiping: Promise<void> = Promise.resolve();

  async function wipe(): Promise<void> {
    for (const table of HOLDERS) await pglite.exec(`vacuum full "${schema}"."${table}"`);
    // Twice: what the log is begun anew with is part of the next one.
    for (let round = 0; round < 2; round += 1) {
      await pglite.query("select pg_switch_wal()");
      await pglite.exec("checkpoint");
      // The log that is gone now was what a start after a power cut would have read.
      await flush();
    }
    if (timer === null) rmSync(mark, { force: true });
  }

  function wipeNext(): Promise<void> {
    timer = null;
    wiping = wiping.catch(() => undefined).then(wipe);
    return wiping;
  }

  function soon(): void {
    if (timer !== null) return;
    writeFileSync(mark, "", { mode: 0o600 });
    timer = setTimeout(() => {
      wipeNext().catch((error: unknown) => {
        process.emitWarning(`What was deleted is still in the files: ${String(error)}`);
        if (!pglite.closed) soon();
      });
    }, SOON_MS).unref();
  }

  if (existsSync(mark)) soon();
  return {
    soon,
    async now() {
      if (timer === null) return wiping.catch(() => undefined);
      clearTimeout(timer);
      await wipeNext();
    },
  };
}
