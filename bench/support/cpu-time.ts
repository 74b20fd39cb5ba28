import { existsSync, readFileSync } from "node:fs";

// What /proc counts in on every Linux that runs Node: USER_HZ.
const TICK_MS = 10;

/** CPU figures come from /proc. */
export const canMeasureCpu = existsSync("/proc/self/stat");

/** CPU time of a process so far, user and system, all threads, in milliseconds (to 10); NaN elsewhere than on Linux. */
export function cpuTime(pid: number): number {
  if (!canMeasureCpu) return Number.NaN;
  const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The name in parentheses may hold anything; user and system time are fields 14 and 15.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}
