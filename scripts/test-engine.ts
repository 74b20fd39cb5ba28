import { spawnSync } from "node:child_process";
import path from "node:path";
import { engineIsTested, recordTestedEngine } from "./engine-fingerprint";

// `npm run test:engine`: the tests of packages/engine, and whether both releases of Node that `.ci/run` tests on give the
// same pictures. When all is well, that is written down beside the tests, and `.ci/run` leaves both out until something
// that they depend on changes. `npm run test:engine -- --passed` says by its exit code whether they are.
const RELEASES = ["24.21.0", "20.19.6"] as const;

const root = path.join(import.meta.dirname, "..");
const nodeModules = (name: string): string => path.join(root, "node_modules", name);

function testsPass(): boolean {
  const args = [nodeModules("vitest/vitest.mjs"), "run", "--project", "engine"];
  return spawnSync(process.execPath, args, { cwd: root, stdio: "inherit" }).status === 0;
}

/** The digests of every operation as this `node` makes them; `null` where it cannot. */
function digests(node: string): string | null {
  const args = ["--import", "tsx", "packages/engine/scripts/print-digests.ts"];
  const { status, stdout } = spawnSync(node, args, {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return status === 0 ? stdout : null;
}

/** A release of Node, from the registry. */
function nodeOf(release: string): string {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const name = `node-${platform}-${process.arch}@${release}`;
  const args = ["--yes", "--package", name, "--", "node", "-p", "process.execPath"];
  const { stdout } = spawnSync("npx", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  const found = stdout.trim();
  if (found === "") throw new Error(`There is no ${name}`);
  return found;
}

function picturesAreTheSame(): boolean {
  const [one, other] = RELEASES.map((release) => digests(nodeOf(release)));
  if (one !== undefined && one !== null && one === other) return true;
  const differing = one?.split("\n").filter((line) => other?.includes(line) !== true) ?? [];
  console.error(`Node ${RELEASES.join(" and ")} do not give the same pictures:\n${differing.join("\n")}`);
  return false;
}

if (process.argv[2] === "--passed") process.exit(engineIsTested() ? 0 : 1);
if (testsPass() && picturesAreTheSame()) recordTestedEngine();
else process.exitCode = 1;
