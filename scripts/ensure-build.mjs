import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import path from "node:path";
import { builtFor, publicEnvironment } from "./built-for.mjs";
import { newestSource } from "./newest-source.mjs";

/**
 * Builds the app unless there is a build that is newer than every source and was made for the same
 * public variables, so that `npm start` works on a fresh clone and never serves yesterday's code. A
 * failed build ends the process with its code.
 * @param {string} root folder of the repository
 */
export function ensureBuild(root) {
  const built = statSync(path.join(root, ".next", "BUILD_ID"), { throwIfNoEntry: false })?.mtimeMs;
  const stale = built === undefined || built < newestSource(root);
  if (!stale && builtFor(root) === publicEnvironment()) return;
  const why = stale ? "Sources are newer than the build" : "The build was made for other NEXT_PUBLIC_ variables";
  console.log(built === undefined ? "Building Mizual (once)…" : `${why}: building again…`);
  const { status } = spawnSync(process.execPath, [path.join(root, "scripts", "next.mjs"), "build"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}
