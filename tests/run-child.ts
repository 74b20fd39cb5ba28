import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
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

/** What the engine starts as a thread, by the file beside it. */
const ENGINE_THREAD = "packages/engine/worker/engine.worker.ts";

const bundles = new Map<string, string>();

/**
 * Bundles a TypeScript file of this repository, once for each process that asks: as a bundle it starts in a third of
 * the time, and tests start some of them dozens of times.
 * @returns the bundle's file, with the thread of the engine beside it.
 */
export function bundleChild(file: string): string {
  const made = bundles.get(file);
  if (made !== undefined) return made;
  const name = path.basename(file, ".ts");
  // Inside of node_modules, so that packages are found from there.
  const folder = path.join(root, "node_modules/.cache/mizual/children", `${process.pid}-${bundles.size}`);
  execFileSync(process.execPath, [
    path.join(root, "node_modules/esbuild/bin/esbuild"),
    path.join(root, file),
    path.join(root, ENGINE_THREAD),
    `--outdir=${folder}`,
    "--entry-names=[name]",
    "--out-extension:.js=.mjs",
    "--bundle",
    "--platform=node",
    "--format=esm",
    "--target=node20",
    "--log-level=warning",
    // As in a build of Next: the engine takes its thread for JavaScript that lies beside it.
    '--define:process.env.NEXT_RUNTIME="nodejs"',
    ...EXTERNAL.map((external) => `--external:${external}`),
    `--banner:js=${BANNER}`,
  ]);
  const bundle = path.join(folder, `${name}.mjs`);
  const thread = path.basename(ENGINE_THREAD, ".ts");
  writeFileSync(bundle, readFileSync(bundle, "utf8").replaceAll(`"./${thread}.ts"`, `"./${thread}.mjs"`));
  bundles.set(file, bundle);
  return bundle;
}

process.once("exit", () => {
  for (const bundle of bundles.values()) rmSync(path.dirname(bundle), { recursive: true, force: true });
});

/**
 * Starts a TypeScript file of this repository as a process of its own, with this environment added.
 *
 *     const child = runChild("tests/paid-edit-worker.ts", ["drain"]);
 *     await child.ended;
 */
export function runChild(file: string, args: readonly string[], env: Record<string, string> = {}): Child {
  const child = spawn(process.execPath, [bundleChild(file), ...args], {
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
