import { existsSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isHeld, type Lock, lockNames, ownLock, readLock, writeLock } from "./lock-file";
import { keepPrivate } from "./private-folder";

/** Another process has the embedded database open. The message is for the operator. */
export class DatabaseInUseError extends Error {
  override readonly name = "DatabaseInUseError";

  constructor(holder: Lock, own: Lock, folder: string) {
    const where = holder.host === own.host ? "" : ` on ${holder.host}`;
    const who = holder === own ? "This Mizual process" : `Another Mizual (process ${holder.pid}${where})`;
    super(
      `${who} is already using the data folder ${folder}. Stop it first, give this one another folder with DATA_DIR, ` +
        "or set DATABASE_URL to a PostgreSQL that several processes can share.",
    );
  }
}

const ATTEMPTS = 4;

/**
 * Takes the embedded database of a data folder for this process: writes a lock file there, then looks for
 * the lock of any other living process. Whoever holds has written before looking and saw no one, so two
 * processes can't both hold; of two that start at the same moment, the one whose file comes later in the
 * alphabet steps back. Locks of dead processes are removed.
 * @param patienceMs how long a lock of another container or machine is watched for a sign of life.
 * @returns a function that gives the folder free; it also runs when the process exits.
 * @throws {DatabaseInUseError} when a living process, or this one, holds it.
 */
export async function lockFolder(folder: string, patienceMs = 5000): Promise<() => void> {
  keepPrivate(folder);
  const { lock, name } = ownLock();
  const file = path.join(folder, name);
  if (readLock(file)?.start === lock.start) throw new DatabaseInUseError(lock, lock, folder);

  let withdraw: (() => void) | null = null;
  for (let attempt = 1; ; attempt++) {
    let other = await firstOther(folder, name, patienceMs);
    if (other === null && withdraw === null) {
      withdraw = writeLock(file, lock);
      other = await firstOther(folder, name, patienceMs);
    }
    if (other === null && withdraw !== null) return releaseAtExit(withdraw);
    if (withdraw !== null && other !== null && (other.name < name || attempt === ATTEMPTS)) {
      withdraw();
      withdraw = null;
    }
    if (attempt === ATTEMPTS && other !== null) throw new DatabaseInUseError(other.lock, lock, folder);
    await sleep(50 * attempt);
  }
}

/** The lock, first in the alphabet, of another living process; removes those of dead ones. */
async function firstOther(
  folder: string,
  own: string,
  patienceMs: number,
): Promise<{ name: string; lock: Lock } | null> {
  for (const name of lockNames(folder).toSorted()) {
    if (name === own) continue;
    const file = path.join(folder, name);
    const lock = readLock(file);
    if (lock !== null && (await isHeld(file, lock, patienceMs))) return { name, lock };
    rmSync(file, { force: true });
  }
  return null;
}

function releaseAtExit(withdraw: () => void): () => void {
  const release = (): void => {
    process.off("exit", release);
    withdraw();
  };
  process.on("exit", release);
  return release;
}

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
