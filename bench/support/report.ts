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

/** A table with aligned columns; numbers with three significant digits. */
export function printTable(head: readonly string[], rows: ReadonlyArray<ReadonlyArray<string | number>>): void {
  const cells = [head, ...rows].map((row) => row.map((cell) => (typeof cell === "number" ? number(cell) : cell)));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  for (const row of cells) {
    console.log(
      `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  ")}`,
    );
  }
}

/** Every single measurement, so that a median can be doubted. */
export function printRaw(name: string, values: readonly number[]): void {
  console.log(`  raw ${name}: ${values.map(number).join(" ")}`);
}

function number(value: number): string {
  if (!Number.isFinite(value)) return "–";
  if (value !== 0 && Math.abs(value) < 100) return value.toPrecision(3);
  return String(Math.round(value));
}
