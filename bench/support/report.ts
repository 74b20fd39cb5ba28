import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";

const root = path.join(import.meta.dirname, "../..");

/** What the figures were measured on. */
export function printConditions(): void {
  const version = (name: string): string =>
    (JSON.parse(readFileSync(path.join(root, "node_modules", name, "package.json"), "utf8")) as { version: string })
      .version;
  const load = os.loadavg().map((value) => value.toFixed(2));
  console.log(`Node ${process.version}, Next ${version("next")}, ${os.cpus().length} cores, load ${load.join(" ")}`);
  console.log(
    process.env["BENCH_DATABASE_URL"] === undefined
      ? "Database: embedded PGlite (BENCH_DATABASE_URL names a PostgreSQL)"
      : "Database: the PostgreSQL of BENCH_DATABASE_URL",
  );
  try {
    console.log(
      `Commit: ${execFileSync("git", ["rev-parse", "--short", "HEAD"], { cwd: root, encoding: "utf8" }).trim()}`,
    );
  } catch {
    console.log("Commit: unknown");
  }
}
