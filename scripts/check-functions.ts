/**
 * Builds as Vercel does and fails above a budget: what a function carries, what the routes that only look load, and the
 * processor time up to a cold poll's first answer, against that of a bare route of Next in the same run. On stand-ins;
 * needs TEST_DATABASE_URL and TEST_REDIS_URL. Deletes `.next` at its end.
 *
 *     npx tsx scripts/check-functions.ts
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { INNGEST_KEYS_FAKE } from "@/tests/fakes/inngest-keys";
import { hostedMissing, startHosted } from "@/tests/hosted/start-hosted";
import { freePort } from "@/tests/journeys/server";

/** Megabytes that a route may carry; Vercel takes 250. */
const MOST_MB = 100;

/** Times the processor time of a bare route, to the first answer of a cold process. */
const MOST_TIMES = 1.5;

const ROUNDS = 5;

const root = path.join(import.meta.dirname, "..");
const bareRoot = path.join(root, "node_modules/.cache/mizual/bare");

/** A text that stands in what a package is built into, for a bundle keeps no names of packages. */
const MARKS: Readonly<Record<string, string>> = {
  inngest: "x-inngest-req-version",
  "@google/genai": "GOOGLE_GENAI_USE_VERTEXAI",
  "@vercel/blob": "Vercel Blob: ",
  s3mini: "S3 returned",
  "@marcbachmann/cel-js": "Cannot modify frozen registry",
};

/** What is not bundled is known by its folder. */
const FOLDERS = ["sharp", "@img", "@techstark/opencv-js", "libheif-js", "opentype.js", "@electric-sql/pglite"];

const failures: string[] = [];
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const expect = (holds: boolean, what: string): void => {
  say(`${holds ? "ok    " : "FAILED"} ${what}`);
  if (!holds) failures.push(what);
};

/** Not `spawnSync`: the stand-ins live in this process and have to answer meanwhile. */
async function run(folder: string, command: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  await promisify(execFile)(process.execPath, command, { cwd: folder, env, maxBuffer: 50e6 });
}

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

function checkSizes(): void {
  const server = path.join(root, ".next/server");
  const traces = filesBelow(server).filter((file) => file.endsWith(".nft.json"));
  const routes = traces.map((trace) => {
    const { files } = JSON.parse(readFileSync(trace, "utf8")) as { files: string[] };
    const carried = files.map((file) => path.resolve(path.dirname(trace), file)).filter((file) => existsSync(file));
    const bytes = carried.reduce((sum, file) => sum + statSync(file).size, 0);
    return { name: path.relative(server, trace).replace(/\.js\.nft\.json$/, ""), bytes, carried };
  });
  const [largest] = routes.toSorted((a, b) => b.bytes - a.bytes);
  if (largest === undefined) throw new Error("the build traced nothing");
  const mb = largest.bytes / 1e6;
  expect(
    mb <= MOST_MB,
    `${routes.length} routes; the largest, ${largest.name}, carries ${mb.toFixed(1)} of ${MOST_MB} MB`,
  );
  const embedded = routes.filter(({ carried }) => carried.some((file) => file.includes("@electric-sql/pglite/")));
  expect(embedded.length === 0, `the embedded database is carried by ${embedded.length} of them`);
}

/** Notes each file that a process loads, and writes them down when it is asked to. */
const NOTING = `
const Module = require("node:module");
const { writeFileSync } = require("node:fs");
const seen = new Set();
const load = Module._extensions;
for (const kind of [".js", ".node", ".json"]) {
  const own = load[kind];
  load[kind] = function (module, file) { seen.add(file); return own.call(this, module, file); };
}
process.on("SIGUSR2", () => writeFileSync(process.env.LOADED_FILE, JSON.stringify([...seen])));
`;

type App = { folder: string; env: NodeJS.ProcessEnv; address: string };
type Cold = { seconds: number; loaded: string[] };

/** Starts an app, asks for one address as soon as it listens, and answers its processor time by then. */
async function coldStart({ folder, env, address }: App, more: readonly string[] = []): Promise<Cold> {
  const port = await freePort();
  const noting = path.join(bareRoot, "noting.cjs");
  const loadedFile = path.join(bareRoot, `loaded-${port}.json`);
  const next = path.join(root, "node_modules/next/dist/bin/next");
  const child = spawn(process.execPath, [next, "start", "-p", String(port)], {
    cwd: folder,
    env: { ...env, NODE_OPTIONS: `--require ${noting}`, LOADED_FILE: loadedFile },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += String(chunk)));
  try {
    await answer(child, `http://127.0.0.1:${port}${address}`);
    const seconds = processorSeconds(child);
    for (const each of more) await answer(child, `http://127.0.0.1:${port}${each}`);
    child.kill("SIGUSR2");
    for (let tries = 0; !existsSync(loadedFile) && tries < 100; tries += 1) await sleep(50);
    await sleep(50);
    return { seconds, loaded: JSON.parse(readFileSync(loadedFile, "utf8")) as string[] };
  } catch (error) {
    throw new Error(`a cold start failed; the server printed:\n${printed}`, { cause: error });
  } finally {
    child.kill("SIGKILL");
    rmSync(loadedFile, { force: true });
  }
}

async function answer(child: ChildProcess, url: string): Promise<void> {
  for (let tries = 0; tries < 2_000; tries += 1) {
    if (child.exitCode !== null) throw new Error(`the server ended with code ${child.exitCode}`);
    const response = await fetch(url).catch(() => null);
    if (response !== null) {
      await response.arrayBuffer();
      if (response.status < 500) return;
      throw new Error(`${url} answered ${response.status}`);
    }
    await sleep(10);
  }
  throw new Error(`nothing answers at ${url}`);
}

/** User and system time of a process, by Linux' own account: hundredths of a second, fields 14 and 15. */
function processorSeconds({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Packages among what was loaded, by their folders and by their marks in the build's own files. */
function packagesIn(loaded: readonly string[]): string[] {
  const texts = loaded.filter((file) => file.includes("/.next/server/")).map((file) => readFileSync(file, "utf8"));
  return [
    ...FOLDERS.filter((folder) => loaded.some((file) => file.includes(`/node_modules/${folder}/`))),
    ...Object.keys(MARKS).filter((name) => texts.some((text) => text.includes(MARKS[name] ?? ""))),
  ];
}

const reason = hostedMissing();
if (reason !== null) {
  say(`Not checked: ${reason}.`);
  process.exit(0);
}

rmSync(bareRoot, { recursive: true, force: true });
mkdirSync(path.join(bareRoot, "app/look"), { recursive: true });
writeFileSync(path.join(bareRoot, "noting.cjs"), NOTING);
writeFileSync(path.join(bareRoot, "package.json"), JSON.stringify({ private: true, type: "module" }));
writeFileSync(
  path.join(bareRoot, "next.config.mjs"),
  `export default { turbopack: { root: ${JSON.stringify(root)} }, experimental: { preloadEntriesOnStart: false } };\n`,
);
// Else Next takes ours, which lies above.
writeFileSync(path.join(bareRoot, "instrumentation.js"), "export function register() {}\n");
writeFileSync(
  path.join(bareRoot, "app/look/route.js"),
  'export const dynamic = "force-dynamic";\nexport const GET = () => Response.json({ is: "bare" });\n',
);

const hosted = await startHosted("vercel");
try {
  const plain: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const env = { ...plain, ...hosted.env, ...INNGEST_KEYS_FAKE, VERCEL: "1", VERCEL_ENV: "production", BUILD_ONCE: "1" };
  await run(root, ["scripts/next.mjs", "build"], env);
  await run(bareRoot, [path.join(root, "node_modules/next/dist/bin/next"), "build"], plain);
  await run(root, ["--import", "tsx", "db/cli.ts", "migrate"], env);
  checkSizes();

  // On Vercel the proxy is a function of its own; here it would be loaded with every route.
  writeFileSync(path.join(root, ".next/server/functions-config-manifest.json"), '{"version":1,"functions":{}}\n');
  const id = randomUUID();
  const ours: App = { folder: root, env, address: `/api/edit/${id}` };
  const bare: App = { folder: bareRoot, env: plain, address: "/look" };
  const inBuild = filesBelow(path.join(root, ".next/server")).filter((file) => file.endsWith(".js"));
  const built = packagesIn(inBuild);
  for (const name of Object.keys(MARKS))
    if (!built.includes(name)) throw new Error(`the mark of ${name} is nowhere in the build: it says nothing`);

  const looks = [`/api/health`, `/api/chain/${id}`, `/api/editors`, `/edits/${id}`];
  const { loaded } = await coldStart(ours, looks);
  const heavy = packagesIn(loaded);
  expect(
    heavy.length === 0,
    `a poll, health, chain, prices and a page load no decoder, no engine and no vendor's SDK: ${heavy.join(", ") || "none"}`,
  );

  const seconds = { ours: [] as number[], bare: [] as number[] };
  for (let round = 0; round < ROUNDS; round += 1) {
    seconds.bare.push((await coldStart(bare)).seconds);
    seconds.ours.push((await coldStart(ours)).seconds);
  }
  const [mine, floor] = [Math.min(...seconds.ours), Math.min(...seconds.bare)];
  const times = mine / floor;
  expect(
    times <= MOST_TIMES,
    `a cold poll takes ${mine.toFixed(2)} s of a processor, a bare route ${floor.toFixed(2)} s: ${times.toFixed(2)} of ${MOST_TIMES} times`,
  );
} finally {
  await hosted.close();
  rmSync(bareRoot, { recursive: true, force: true });
  // Without its proxy it is of no other use.
  rmSync(path.join(root, ".next"), { recursive: true, force: true });
}
process.exit(failures.length === 0 ? 0 : 1);
