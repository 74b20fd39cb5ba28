import { execFileSync } from "node:child_process";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "mizual-start-"));
  copyFileSync(path.join(import.meta.dirname, "start.cjs"), path.join(folder, "start.cjs"));
  // In the place of Next: gives every thread something to do, and counts them.
  writeFileSync(
    path.join(folder, "next.mjs"),
    `import { pbkdf2 } from "node:crypto";
    import { readdirSync } from "node:fs";
    for (let jobs = 0; jobs < 64; jobs += 1) pbkdf2("a", "b", 20_000, 64, "sha512", () => {});
    const threads = readdirSync("/proc/self/task").length;
    console.log(JSON.stringify({ args: process.argv.slice(2), threads }));`,
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const start = (size?: string): { args: string[]; threads: number } => {
  const { NODE_OPTIONS: _options, UV_THREADPOOL_SIZE: _size, ...env } = process.env;
  const found = execFileSync(process.execPath, [path.join(folder, "start.cjs"), "-p", "4000"], {
    env: { ...env, ...(size !== undefined && { UV_THREADPOOL_SIZE: size }) },
    encoding: "utf8",
  });
  return JSON.parse(found) as { args: string[]; threads: number };
};

test.skipIf(process.platform !== "linux")(
  "has threads for files beside those for pictures, or as many as are set",
  () => {
    const [many, four] = [start(), start("4")];
    expect(many.args).toEqual(["start", "-p", "4000"]);
    expect(many.threads - four.threads).toBeGreaterThanOrEqual(12);
  },
);
