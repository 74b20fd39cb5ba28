import { spawnSync } from "node:child_process";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { installFront } from "./server-front.mjs";

// `start.mjs` of the folder that build-standalone.mjs makes: migrates, then serves in this very process,
// so that signals and exit codes are the server's.
const folder = import.meta.dirname;

process.env.NODE_ENV = "production";
process.env.NEXT_TELEMETRY_DISABLED = "1";
// Next would exit at once on SIGTERM; the server drains running edits first.
process.env.NEXT_MANUAL_SIG_HANDLE = "true";

// The embedded database migrates itself when it is opened.
if (process.env.DATABASE_URL) {
  const { status } = spawnSync(process.execPath, [path.join(folder, "db.mjs"), "migrate"], { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
installFront();
await import(pathToFileURL(path.join(folder, "server.js")).href);
