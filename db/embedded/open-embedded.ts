import { existsSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Dialect } from "kysely";
import { createFlush, flushing } from "./flush";
import { createForgetting, type Forgetting } from "./forget";
import { lockFolder } from "./folder-lock";
import { isLeftByAnotherBoot } from "./lock-file";
import { makePrivate } from "./private-folder";

const FOLDER = "db";
const UNFINISHED = "db.unfinished";

/** Stands in the data folder while something that was deleted is still in the files of the database. */
const TO_WIPE = "db.to-wipe";

/** Stands there from a start after the machine has ended without warning until what that may have cost is looked after. */
const CUT_OFF = "db.cut-off";

type Embedded = {
  dialect: Dialect;
  forgetting: Forgetting;
  release: () => Promise<void>;
  /**
   * What to do once after the machine has ended without warning, by a power cut say: the last that was written may be
   * gone, although the disk has said otherwise. `null`: it has not.
   */
  afterCutOff: ((look: () => Promise<void>) => Promise<void>) | null;
};

/**
 * Opens the embedded database of a data folder, creating both where they are missing. It is created
 * under another name first, so that a process killed meanwhile leaves no half database behind.
 * @throws {DatabaseInUseError} when another process has it open.
 */
export async function openEmbedded(dataDir: string, schema: string): Promise<Embedded> {
  const cutOff = path.join(/* turbopackIgnore: true */ dataDir, CUT_OFF);
  const isCutOff = existsSync(dataDir) && isLeftByAnotherBoot(dataDir);
  const unlock = await lockFolder(dataDir);
  try {
    if (isCutOff) writeFileSync(cutOff, "", { mode: 0o600 });
    const { openPGlite, pgliteDialect } = await import("../dialects/pglite");
    const folder = path.join(/* turbopackIgnore: true */ dataDir, FOLDER);
    if (!existsSync(folder) || readdirSync(folder).length === 0) {
      const unfinished = path.join(dataDir, UNFINISHED);
      rmSync(unfinished, { recursive: true, force: true });
      await (await openPGlite(unfinished)).close();
      rmSync(folder, { recursive: true, force: true });
      renameSync(unfinished, folder);
    }
    const pglite = await openPGlite(folder);
    // It makes its files for everybody to write, whatever the process's own mask is.
    makePrivate(folder);
    const flush = createFlush(folder);
    return {
      forgetting: await createForgetting(pglite, { schema, flush, mark: path.join(dataDir, TO_WIPE) }),
      dialect: flushing(pgliteDialect(pglite), flush),
      afterCutOff: existsSync(cutOff)
        ? async (look) => {
            await look();
            rmSync(cutOff, { force: true });
          }
        : null,
      release: async () => {
        // Kysely closes it only when it has been used.
        if (!pglite.closed) await pglite.close();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    throw error;
  }
}
