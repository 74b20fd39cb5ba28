import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const RECORD = "packages/engine/tests/tested.txt";

/** What the engine's tests depend on beside its own folder: its packages, how its tests run, on which release of Node. */
const AROUND = ["package-lock.json", "vitest.config.mts", "tests/setup.ts", ".nvmrc", "public/samples"];

/** One hash of all that the engine's tests depend on; when it changes, they may say something else. */
export function engineFingerprint(): string {
  const hash = createHash("sha256");
  for (const file of ["packages/engine", ...AROUND].flatMap(filesOf).filter((name) => name !== RECORD)) {
    const content = createHash("sha256").update(readFileSync(path.join(root, file)));
    hash.update(`${file} ${content.digest("hex")}\n`);
  }
  return hash.digest("hex");
}

/** Whether the engine is, to the byte, the one whose tests have passed last. */
export function engineIsTested(): boolean {
  const record = path.join(root, RECORD);
  return existsSync(record) && readFileSync(record, "utf8").trim() === engineFingerprint();
}

/** Writes down that the engine's tests have passed, all of them; part of the commit that changes the engine. */
export function recordTestedEngine(): void {
  writeFileSync(path.join(root, RECORD), `${engineFingerprint()}\n`);
}

/** All files of a folder, or a file, by their paths from the root, in one order on every machine. */
function filesOf(name: string): string[] {
  const found = readdirSync(path.join(root, path.dirname(name)), { withFileTypes: true }).find(
    (entry) => entry.name === path.basename(name),
  );
  if (found === undefined) return [];
  if (!found.isDirectory()) return [name];
  return readdirSync(path.join(root, name))
    .filter((child) => child !== "node_modules")
    .toSorted()
    .flatMap((child) => filesOf(`${name}/${child}`));
}
