import { chmodSync, lstatSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";

const FOLDER_MODE = 0o700;
/** What anybody but the owner may do. */
const OTHERS = 0o077;

/** Makes a folder that its owner alone may look into, with those above it where they are missing. */
export function makePrivateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: FOLDER_MODE });
}

/**
 * Takes a folder and all that is in it from everybody but its owner, who keeps what they may do. Links are left alone.
 * @returns how many of them could not be changed, because they are somebody else's.
 */
export function makePrivate(folder: string): number {
  if (process.platform === "win32") return 0;
  return (
    narrow(folder) +
    readdirSync(folder, { withFileTypes: true }).reduce((failed, entry) => {
      const inside = path.join(folder, entry.name);
      return failed + (entry.isDirectory() ? makePrivate(inside) : narrow(inside));
    }, 0)
  );
}

/**
 * Makes a folder where there is none, and takes one that others may look into from them, with all that is in it.
 * @returns how many entries could not be changed, because they are somebody else's.
 */
export function keepPrivate(folder: string): number {
  makePrivateFolder(folder);
  return isOpenToOthers(folder) ? makePrivate(folder) : 0;
}

/** Whether anybody but its owner may look into a folder; false where there is none. */
export function isOpenToOthers(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  return process.platform !== "win32" && found !== undefined && (found.mode & OTHERS) !== 0;
}

function narrow(entry: string): 0 | 1 {
  // Gone meanwhile: a lock, a draft.
  const found = lstatSync(entry, { throwIfNoEntry: false });
  if (found === undefined || found.isSymbolicLink() || (found.mode & OTHERS) === 0) return 0;
  try {
    chmodSync(entry, found.mode & ~OTHERS);
    return 0;
  } catch {
    return 1;
  }
}
