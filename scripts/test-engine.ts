import { spawnSync } from "node:child_process";
import path from "node:path";
import { engineIsTested, recordTestedEngine } from "./engine-fingerprint";

// `npm run test:engine`: the tests of packages/engine, and whether this release of Node and the oldest one that is
// supported give the same pictures. When all is well, that is written down beside the tests, and `.ci/run` leaves
// both out until something that they depend on changes. `npm run test:engine -- --passed` says by its exit code
// whether they are.
const OLDEST = "20.19.6";

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

/** The oldest Node that is supported, from the registry. */
function oldestNode(): string {
  const platform = process.platform === "win32" ? "win" : process.platform;
  const args = [
    "--yes",
    "--package",
    `node-${platform}-${process.arch}@${OLDEST}`,
    "--",
    "node",
    "-p",
    "process.execPath",
  ];
  const { stdout } = spawnSync("npx", args, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  const found = stdout.trim();
  if (found === "") throw new Error(`There is no Node ${OLDEST} for ${platform} ${process.arch}`);
  return found;
}

function picturesAreTheSame(): boolean {
  const [here, oldest] = [digests(process.execPath), digests(oldestNode())];
  if (here !== null && here === oldest) return true;
  const differing = here?.split("\n").filter((line) => oldest?.includes(line) !== true) ?? [];
  console.error(`${process.version} and ${OLDEST} do not give the same pictures:\n${differing.join("\n")}`);
  return false;
}

if (process.argv[2] === "--passed") process.exit(engineIsTested() ? 0 : 1);
if (testsPass() && picturesAreTheSame()) recordTestedEngine();
else process.exitCode = 1;
