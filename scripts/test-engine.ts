import { spawnSync } from "node:child_process";
import path from "node:path";
import { recordTestedEngine } from "./engine-fingerprint";

// `npm run test:engine`: the tests of packages/engine. When all pass, that is written down beside them, and
// `.ci/run` leaves them out until something that they depend on changes.
const root = path.join(import.meta.dirname, "..");
const vitest = path.join(root, "node_modules/vitest/vitest.mjs");
const { status } = spawnSync(process.execPath, [vitest, "run", "--project", "engine"], { cwd: root, stdio: "inherit" });
if (status === 0) recordTestedEngine();
process.exitCode = status ?? 1;
