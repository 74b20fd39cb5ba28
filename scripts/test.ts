import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { startServer } from "../tests/journeys/server";
import { engineIsTested } from "./engine-fingerprint";

// `npm test`: unit, integration and component tests, then what only a running server shows, then the
// journeys in a browser where there is one, each even when an earlier one failed. `npm test -- server` runs
// one of the three: vitest, server, journeys. TEST_REPORTS names a folder for reports as JSON.
// ENGINE_TESTS=changed leaves out the engine's tests where nothing that they depend on has changed since they passed.
const root = path.join(import.meta.dirname, "..");
const reports = process.env["TEST_REPORTS"];
if (reports !== undefined) mkdirSync(reports, { recursive: true });

const bin = (name: string): string => path.join(root, "node_modules/.bin", name);

function run(title: string, command: string, args: readonly string[], env: Record<string, string> = {}): boolean {
  console.log(`\n=== ${title}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  return status === 0;
}

const vitestReport = (name: string): string[] =>
  reports === undefined ? [] : ["--reporter=default", "--reporter=json", `--outputFile.json=${reports}/${name}.json`];

/** All projects of Vitest but those of `npm run test:hosted`. */
function testEverything(): boolean {
  const withoutEngine = process.env["ENGINE_TESTS"] === "changed" && engineIsTested();
  if (withoutEngine) console.log("Left out: the engine's tests, for nothing has changed since they passed.");
  const names = ["unit", ...(withoutEngine ? [] : ["engine"]), "integration", "components"];
  const projects = names.flatMap((name) => ["--project", name]);
  return run("Unit, integration and component tests", bin("vitest"), ["run", ...projects, ...vitestReport("vitest")]);
}

/** On the production build with the limits of the product, which `npm run journeys` raises. */
async function testServer(): Promise<boolean> {
  const server = await startServer({ env: { RATE_LIMITS: "" } });
  try {
    const files = ["run", "--project", "integration", "tests/http-server.integration.test.ts"];
    const env = { TEST_BASE_URL: server.url };
    return run("A running server", bin("vitest"), [...files, ...vitestReport("server")], env);
  } finally {
    await server.discard();
  }
}

function testJourneys(): boolean {
  if (reports === undefined) return run("Journeys", bin("playwright"), ["test"]);
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(reports, "journeys.json") };
  return run("Journeys", bin("playwright"), ["test", "--reporter=list,json"], env);
}

const PARTS = {
  vitest: { name: "unit, integration and component tests", work: testEverything },
  server: { name: "a running server", work: testServer },
  journeys: { name: "journeys in a browser", work: testJourneys },
} as const satisfies Record<string, { name: string; work: () => boolean | Promise<boolean> }>;

const isPart = (word: string): word is keyof typeof PARTS => Object.hasOwn(PARTS, word);

async function main(): Promise<void> {
  const [only, ...rest] = process.argv.slice(2);
  if (rest.length > 0 || (only !== undefined && !isPart(only))) {
    console.error(`Usage: npm test [-- ${Object.keys(PARTS).join(" | ")}]`);
    process.exitCode = 2;
    return;
  }
  const results: [name: string, passed: boolean][] = [];
  for (const { name, work } of only === undefined ? Object.values(PARTS) : [PARTS[only]]) {
    try {
      results.push([name, await work()]);
    } catch (error) {
      console.error(error);
      results.push([name, false]);
    }
  }

  console.log("\n=== Summary");
  for (const [name, passed] of results) console.log(`${passed ? "ok    " : "FAILED"} ${name}`);
  console.log(
    process.env["TEST_DATABASE_URL"] === undefined
      ? "Database: embedded (set TEST_DATABASE_URL to run on a PostgreSQL as well)."
      : "Database: the PostgreSQL of TEST_DATABASE_URL.",
  );
  if (process.env["TEST_IMAGES_DIR"] === undefined)
    console.log("Skipped: the picture corpus (TEST_IMAGES_DIR is not set).");
  if (!results.every(([, passed]) => passed)) process.exitCode = 1;
}

await main();
