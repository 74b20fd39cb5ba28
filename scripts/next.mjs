import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { noteBuiltFor } from "./built-for.mjs";
import { ensureBuild } from "./ensure-build.mjs";
import { installFront } from "./server-front.mjs";

// `node scripts/next.mjs dev|build|start [options of next]`: Next in this very process, so that
// signals and exit codes are its own. Honours PORT (Next does) and HOSTNAME.
const root = path.join(import.meta.dirname, "..");
const [command = "dev", ...options] = process.argv.slice(2);

process.env.NEXT_TELEMETRY_DISABLED = "1";
process.env.NODE_ENV ??= command === "dev" ? "development" : "production";

if (command === "start") {
  // Next would exit at once on SIGTERM; instrumentation.ts drains running edits first.
  process.env.NEXT_MANUAL_SIG_HANDLE = "true";
  await import("./load-env.mjs");
  ensureBuild(root);
  // The embedded database migrates itself when it is opened.
  if (process.env.DATABASE_URL) migrate();
}

if (command === "build") {
  await import("./load-env.mjs");
  process.once("exit", (code) => code === 0 && noteBuiltFor(root));
}

if (command !== "build") installFront();

// Shells and containers set HOSTNAME to the machine's own name: that is no wish to listen on it only.
const hostname = process.env.HOSTNAME;
const listen = command !== "build" && hostname && hostname !== os.hostname() ? ["--hostname", hostname] : [];

const bin = createRequire(import.meta.url).resolve("next/dist/bin/next");
process.chdir(root);
process.argv = [process.execPath, bin, command, ...listen, ...options];
await import(pathToFileURL(bin).href);

function migrate() {
  const { status } = spawnSync(process.execPath, ["--import", "tsx", "db/cli.ts", "migrate"], {
    cwd: root,
    stdio: "inherit",
  });
  if (status !== 0) process.exit(status ?? 1);
}
