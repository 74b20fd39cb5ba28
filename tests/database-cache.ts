import { readFileSync } from "node:fs";
import path from "node:path";

/** Where tests keep databases that take seconds to make; safe to delete. */
export const CACHE_FOLDER = path.resolve("node_modules/.cache/mizual");

/** Version of the embedded database: another one may not read what this one has made. */
export const PGLITE_VERSION = readVersion("node_modules/@electric-sql/pglite/package.json");

function readVersion(file: string): string {
  const { version } = JSON.parse(readFileSync(file, "utf8")) as { version: string };
  return version;
}
