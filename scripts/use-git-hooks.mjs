import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

// `prepare`: lets git use .githooks. Outside of a checkout, or without git, there is nothing to do.
const root = path.join(import.meta.dirname, "..");
if (existsSync(path.join(root, ".git"))) {
  spawnSync("git", ["config", "core.hooksPath", ".githooks"], { cwd: root, stdio: "ignore" });
}
