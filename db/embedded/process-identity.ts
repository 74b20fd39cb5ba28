import { execFileSync } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

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
