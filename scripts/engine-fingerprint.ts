import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.join(import.meta.dirname, "..");
const RECORD = "packages/engine/tests/tested.txt";

/** What the engine's tests depend on beside its own folder and its packages: how they run, on which release of Node. */
const AROUND = ["vitest.config.mts", "tests/setup.ts", ".nvmrc", "public/samples"];

/** What runs them. */
const RUNNERS = ["vitest", "tsx"];

/** One hash of all that the engine's tests depend on; when it changes, they may say something else. */
export function engineFingerprint(): string {
  const hash = createHash("sha256");
  for (const file of ["packages/engine", ...AROUND].flatMap(filesOf).filter((name) => name !== RECORD)) {
    const content = createHash("sha256").update(readFileSync(path.join(root, file)));
    hash.update(`${file} ${content.digest("hex")}\n`);
  }
  const lock = JSON.parse(readFileSync(path.join(root, "package-lock.json"), "utf8")) as { packages: Locked };
  for (const [name, entry] of lockedFor(lock.packages)) hash.update(`${name} ${JSON.stringify(entry)}\n`);
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

type Locked = Record<string, Partial<Record<(typeof NEEDS)[number], Record<string, string>>>>;

const NEEDS = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"] as const;

/** What a lock file says of the engine's packages and of what runs its tests, with all that these need; by name. */
export function lockedFor(packages: Locked): Array<[name: string, entry: unknown]> {
  const found = new Map<string, unknown>();
  const take = (name: string): void => {
    const entry = packages[name];
    if (entry === undefined || found.has(name)) return;
    found.set(name, entry);
    // Those of a package's development are not there, but for the engine, which is developed here.
    const needs = NEEDS.filter((kind) => kind !== "devDependencies" || name === "packages/engine");
    for (const needed of needs.flatMap((kind) => Object.keys(entry[kind] ?? {}))) take(placeOf(packages, name, needed));
  };
  take("packages/engine");
  for (const runner of RUNNERS) take(`node_modules/${runner}`);
  return [...found].toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/** Where a package finds another: beside itself, or in a folder above. */
function placeOf(packages: Locked, from: string, name: string): string {
  const own = `${from}/node_modules/${name}`;
  if (own in packages) return own;
  const above = from.lastIndexOf("/node_modules/");
  return above === -1 ? `node_modules/${name}` : placeOf(packages, from.slice(0, above), name);
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
