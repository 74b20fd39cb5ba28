import { existsSync } from "node:fs";
import path from "node:path";
import { isHeld, lockNames, type Lock, readLock } from "./lock-file";

/** How long the lock of another container or machine is watched for a sign of life, in milliseconds. */
const PATIENCE_MS = 1_500;

/** The living process that has the embedded database of a data folder open, or null. Changes nothing. */
export async function findFolderHolder(folder: string): Promise<Lock | null> {
  if (!existsSync(folder)) return null;
  for (const name of lockNames(folder)) {
    const file = path.join(folder, name);
    const lock = readLock(file);
    if (lock !== null && (await isHeld(file, lock, PATIENCE_MS))) return lock;
  }
  return null;
}
