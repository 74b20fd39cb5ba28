import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import path from "node:path";
import { newestSource } from "./newest-source.mjs";

/**
 * Builds the app unless there is a build that is newer than every source, so that `npm start` works
 * on a fresh clone and never serves yesterday's code. A failed build ends the process with its code.
 * @param {string} root folder of the repository
 */
export function ensureBuild(root) {
  const built = statSync(path.join(root, ".next", "BUILD_ID"), { throwIfNoEntry: false })?.mtimeMs;
  if (built !== undefined && built >= newestSource(root)) return;
  console.log(built === undefined ? "Building Mizual (once)…" : "Sources are newer than the build: building again…");
  const { status } = spawnSync(process.execPath, [path.join(root, "scripts", "next.mjs"), "build"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}
