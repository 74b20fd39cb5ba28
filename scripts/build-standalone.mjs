import { spawnSync } from "node:child_process";
import { copyFileSync, cpSync, rmSync } from "node:fs";
import path from "node:path";

// `node scripts/build-standalone.mjs`: makes .next/standalone, a folder that runs anywhere with nothing
// but Node (`node start.mjs`). The Dockerfile copies it into the image.
const root = path.join(import.meta.dirname, "..");
const target = path.join(root, ".next", "standalone");

/** What an operator runs beside the server, each as one file. */
const COMMANDS = { "db.mjs": "db/cli.ts", "doctor.mjs": "scripts/doctor.ts" };

/** Packages with files that they find beside themselves; they are part of the folder already. */
const EXTERNAL = ["@electric-sql/pglite", "sharp"];

run("scripts/next.mjs", ["build"], { NEXT_OUTPUT: "standalone" });
// Sources that the tracer takes for the embedded database's folder.
rmSync(path.join(target, "db"), { recursive: true, force: true });
cpSync(path.join(root, "public"), path.join(target, "public"), { recursive: true });
cpSync(path.join(root, ".next", "static"), path.join(target, ".next", "static"), { recursive: true });
copyFileSync(path.join(root, "scripts", "start-standalone.mjs"), path.join(target, "start.mjs"));
copyFileSync(path.join(root, "scripts", "server-front.mjs"), path.join(target, "server-front.mjs"));
for (const [name, source] of Object.entries(COMMANDS)) bundle(source, path.join(target, name));

function bundle(source, outfile) {
  run("node_modules/esbuild/bin/esbuild", [
    source,
    `--outfile=${outfile}`,
    "--bundle",
    "--platform=node",
    "--format=esm",
    "--target=node20",
    "--log-level=warning",
    "--legal-comments=none",
    ...EXTERNAL.map((name) => `--external:${name}`),
    // Packages in there that are CommonJS ask for Node's own modules by it.
    '--banner:js=import{createRequire as makeRequire}from"node:module";const require=makeRequire(import.meta.url);',
  ]);
}

function run(script, args, env = {}) {
  const { status } = spawnSync(process.execPath, [script, ...args], {
    cwd: root,
    stdio: "inherit",
    env: { ...process.env, ...env },
  });
  if (status !== 0) process.exit(status ?? 1);
}
