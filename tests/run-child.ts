import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

export type Child = {
  pid: number;
  /** Waits until the child has written `text` to its standard output; rejects when it ends without. */
  says(text: string): Promise<void>;
  /** Kills it as a power failure would and waits for its end. */
  kill(): Promise<void>;
  /** Its end: exit code (null when killed) and everything it wrote. */
  ended: Promise<{ code: number | null; output: string; errors: string }>;
};

const root = path.join(import.meta.dirname, "..");

/** Packages with files that they find beside themselves. */
const EXTERNAL = ["sharp", "@electric-sql/pglite", "@techstark/opencv-js", "opentype.js"];

/** Packages in there that are CommonJS ask for Node's own modules by it. */
const BANNER = 'import{createRequire as makeRequire}from"node:module";const require=makeRequire(import.meta.url);';

/**
 * Bundles a TypeScript file of this repository, for a test that starts it dozens of times: as a bundle it starts in a
 * third of the time. Not for one that edits with the engine, whose threads are started from its sources.
 *
 *     const file = bundleChild("tests/paid-edit-worker.ts");
 *     await runChild(file, ["drain"]).ended;
 *
 * @returns the file to hand to `runChild`.
 */
export function bundleChild(file: string): string {
  // Inside of node_modules, so that packages are found from there.
  const outfile = path.join(root, "node_modules/.cache/mizual", `${path.basename(file, ".ts")}-${process.pid}.mjs`);
  execFileSync(process.execPath, [
    path.join(root, "node_modules/esbuild/bin/esbuild"),
    path.join(root, file),
    `--outfile=${outfile}`,
    "--bundle",
    "--platform=node",
    "--format=esm",
    "--target=node20",
    "--log-level=warning",
    ...EXTERNAL.map((name) => `--external:${name}`),
    `--banner:js=${BANNER}`,
  ]);
  return outfile;
}

/** Starts a TypeScript file of this repository, or a bundle of one, as a process of its own, with this environment added. */
export function runChild(file: string, args: readonly string[], env: Record<string, string> = {}): Child {
  const loader = file.endsWith(".mjs") ? [] : ["--import", "tsx"];
  const child = spawn(process.execPath, [...loader, path.resolve(file), ...args], {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  const ended = endOf(child).then((code) => ({ code, output, errors }));
  return {
    pid: child.pid ?? 0,
    ended,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (output.includes(text)) resolve();
        };
        look();
        child.stdout.on("data", look);
        void ended.then(({ code }) =>
          reject(new Error(`ended with ${code} before saying ${text}: ${output}${errors}`)),
        );
      }),
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
}

async function endOf(child: ChildProcess): Promise<number | null> {
  await once(child, "close");
  return child.exitCode;
}
