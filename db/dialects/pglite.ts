import { PGlite } from "@electric-sql/pglite";
import { type Dialect, PGliteDialect } from "kysely";
import { parsers } from "./parsers";

/**
 * An embedded PostgreSQL in this process.
 * @param folder where its files are, or null for one in memory. Only one process may have it open.
 * @param template dump of a data folder (see {@link dumpPGlite}) that a new database starts from.
 */
export async function openPGlite(folder: string | null, template?: Blob): Promise<PGlite> {
  return PGlite.create({
    ...(folder === null ? {} : { dataDir: folder }),
    ...(template === undefined ? {} : { loadDataDir: template }),
    parsers: { ...parsers },
  });
}

/** Kysely's dialect over an open embedded database; ending Kysely closes it. */
export function pgliteDialect(pglite: PGlite): Dialect {
  return new PGliteDialect({ pglite });
}

/** Everything in an embedded database, compressed, for `openPGlite`'s template. */
export async function dumpPGlite(pglite: PGlite): Promise<Blob> {
  return pglite.dumpDataDir("gzip");
}
