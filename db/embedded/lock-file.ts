import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";

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
  writeFileSync(draft, JSON.stringify(lock), { mode: 0o600 });
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

/** Whether a lock lies in a folder that was written before this machine was started: nobody came to remove it. */
export function isLeftByAnotherBoot(folder: string): boolean {
  const { boot } = processPlace();
  const locks = lockNames(folder).flatMap((name) => readLock(path.join(folder, name)) ?? []);
  return locks.some((lock) => lock.boot !== "" && lock.boot !== boot);
}

function touchedAt(file: string): number | null {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? null;
}

/** Where process numbers mean the same processes: one start of one machine, or of one container. */
export type ProcessPlace = { host: string; boot: string; namespace: string };

/** The place of this process. On Linux exact; elsewhere only the name of the machine. */
export function processPlace(): ProcessPlace {
  if (process.platform !== "linux") return { host: hostname(), boot: "", namespace: "" };
  const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
  return { host: hostname(), boot, namespace: readlinkSync("/proc/self/ns/pid") };
}

/**
 * When a process of this place was started, as text that two processes with the same number never share;
 * null when there is no such process. Where the system tells no start, every living process answers "".
 */
export function processStart(pid: number): string | null {
  if (process.platform === "linux") return linuxStart(pid);
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return null;
  }
  if (process.platform === "win32") return "";
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
  } catch {
    return "";
  }
}

function linuxStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    // The name, in parentheses, may hold anything; after it: state is field 3, the start in ticks field 22.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return fields[0] === "Z" || fields[0] === "X" ? null : (fields[19] ?? null);
  } catch {
    return null;
  }
}
