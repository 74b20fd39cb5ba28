import { createHash } from "node:crypto";
import { readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { processPlace, processStart } from "./process-identity";

const lockSchema = z.object({
  pid: z.int(),
  start: z.string(),
  host: z.string(),
  boot: z.string(),
  namespace: z.string(),
});

/** What a lock file says: which process wrote it. */
export type Lock = z.infer<typeof lockSchema>;

const TOUCH_EVERY_MS = 500;

/** The lock of this process, and the name of its file: one for each process wherever it runs. */
export function ownLock(): { lock: Lock; name: string } {
  const place = processPlace();
  const lock = { pid: process.pid, start: processStart(process.pid) ?? "", ...place };
  const hash = createHash("sha256").update(Object.values(place).join("\0")).digest("hex").slice(0, 8);
  return { lock, name: `db.${process.pid}.${hash}.lock` };
}

/** Names of the lock files in a folder. */
export function lockNames(folder: string): string[] {
  return readdirSync(folder).filter((name) => /^db\.\d+\.[0-9a-f]{8}\.lock$/.test(name));
}

/** Reads a lock file; null when it is gone or no lock. */
export function readLock(file: string): Lock | null {
  try {
    return lockSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return null;
  }
}

/**
 * Writes a lock file, whole at once, and touches it twice a second from then on: for processes elsewhere,
 * which cannot see this one, that is its sign of life.
 * @returns a function that ends this and removes the file.
 */
export function writeLock(file: string, lock: Lock): () => void {
  const draft = `${file}.new`;
  writeFileSync(draft, JSON.stringify(lock));
  renameSync(draft, file);
  const timer = setInterval(() => {
    try {
      utimesSync(file, new Date(), new Date());
    } catch {
      // Removed by hand: nothing to show life with.
    }
  }, TOUCH_EVERY_MS).unref();
  return () => {
    clearInterval(timer);
    rmSync(file, { force: true });
  };
}

/**
 * Whether the process that wrote a lock still lives. One of another container or machine is watched for
 * up to `patienceMs`; one from before a restart of this machine is dead.
 */
export async function isHeld(file: string, lock: Lock, patienceMs: number): Promise<boolean> {
  const here = processPlace();
  const sameBoot = lock.boot === here.boot;
  if (lock.host === here.host && !sameBoot) return false;
  if (lock.host === here.host && lock.namespace === here.namespace) return processStart(lock.pid) === lock.start;
  const before = touchedAt(file);
  for (let waited = 0; waited < patienceMs; waited += TOUCH_EVERY_MS) {
    await sleep(TOUCH_EVERY_MS);
    const now = touchedAt(file);
    if (now === null) return false;
    if (now !== before) return true;
  }
  return false;
}

function touchedAt(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
}
