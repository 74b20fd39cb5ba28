import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

/** For how long a server's event loop was held, in milliseconds; `own`: at most by its own work, not by other processes. */
export type LoopDelay = { longest: number; p99: number; own: number };

/** Measures how long a server's event loop is held; `env` goes into the server's environment. */
export function createLoopMeter(folder: string): {
  env: Record<string, string>;
  /** Since the last call. */
  read(pid: number): Promise<LoopDelay>;
} {
  const report = path.join(folder, "loop.json");
  return {
    env: { LOOP_REPORT: report, NODE_OPTIONS: `--import ${path.join(import.meta.dirname, "loop-monitor.mjs")}` },
    async read(pid) {
      rmSync(report, { force: true });
      process.kill(pid, "SIGUSR2");
      while (!existsSync(report)) await sleep(5);
      await sleep(20);
      return JSON.parse(readFileSync(report, "utf8")) as LoopDelay;
    },
  };
}
