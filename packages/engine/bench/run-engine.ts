import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

const root = path.join(import.meta.dirname, "../../..");

/** Inside of node_modules, so that packages are found from there. */
const BUNDLE = path.join(root, "node_modules/.cache/mizual/engine-child.mjs");

let isBundled = false;

/**
 * Runs `engine-child.ts` as a process of its own and hands over what it prints, parsed. Bundled as the
 * product is: `tsx` names every function as it is made, which makes loops many times slower.
 */
export async function* runEngine<Line>(...args: readonly string[]): AsyncGenerator<Line> {
  if (!isBundled) bundle();
  isBundled = true;
  const child = spawn(process.execPath, [BUNDLE, ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line) as Line;
  const [code] = (await ended) as [number | null];
  if (code !== 0) throw new Error(`engine-child.ts ended with ${code ?? "a signal"}`);
}

function bundle(): void {
  execFileSync(process.execPath, [
    path.join(root, "node_modules/esbuild/bin/esbuild"),
    path.join(root, "packages/engine/bench/engine-child.ts"),
    `--outfile=${BUNDLE}`,
    "--bundle",
    "--platform=node",
    "--format=esm",
    "--target=node20",
    "--log-level=warning",
    "--external:sharp",
  ]);
}
