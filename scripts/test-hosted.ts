import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { type Hosted, hostedMissing, startHosted } from "../tests/hosted/start-hosted";
import { startServer } from "../tests/journeys/server";

// `npm run test:hosted`: the production build on stand-ins for everything hosted, a real PostgreSQL
// (TEST_DATABASE_URL) and a real Redis (TEST_REDIS_URL): the tests of the API, of a running server, of
// secrets and of many edits, and the journeys in a browser. TEST_REPORTS names a folder for reports.
// HOSTED_JOURNEYS=stores leaves out journeys that are the same whatever keeps the pictures and makes the edits.
const root = path.join(import.meta.dirname, "..");
const reports = process.env["TEST_REPORTS"];
if (reports !== undefined) mkdirSync(reports, { recursive: true });

type Variables = Record<string, string | undefined>;

/** Not `spawnSync`: the stand-ins live in this process and have to answer meanwhile. */
async function run(title: string, name: string, args: readonly string[], env: Variables): Promise<boolean> {
  console.log(`\n=== ${title}`);
  const command = path.join(root, "node_modules/.bin", name);
  const child = spawn(command, args, { cwd: root, stdio: "inherit", env: { ...process.env, ...env } });
  const [code] = (await once(child, "exit")) as [number | null];
  return code === 0;
}

function vitest(title: string, report: string, args: readonly string[], env: Variables = {}): Promise<boolean> {
  const out =
    reports === undefined
      ? []
      : ["--reporter=default", "--reporter=json", `--outputFile.json=${reports}/${report}.json`];
  return run(title, "vitest", ["run", ...args, ...out], env);
}

async function journeys(title: string, stack: "vercel" | "self-hosted", env: Variables = {}): Promise<boolean> {
  const report = reports === undefined ? {} : { PLAYWRIGHT_JSON_OUTPUT_FILE: path.join(reports, `${stack}.json`) };
  // Of those that every stack shows alike, the ones in which a store is what matters: pictures come, and are gone.
  const only = stack === "vercel" ? ["tests/journeys-hosted"] : ["--grep", "@store"];
  const chosen = process.env["HOSTED_JOURNEYS"] === "stores" ? only : [];
  const args = reports === undefined ? ["test", ...chosen] : ["test", "--reporter=list,json", ...chosen];
  return run(title, "playwright", args, { HOSTED: stack, ...report, ...env });
}

/** The API's own tests, unchanged, with pictures and limits at hosted services; they expect the local engine. */
async function testApi(hosted: Hosted): Promise<boolean> {
  const { NEON_LOCAL_PROXY: _neon, DATABASE_URL: _url, ...services } = hosted.env;
  const variables = JSON.stringify({ ...services, APP_SECRET: "", IMAGE_EDITOR: "local", GEMINI_API_KEY: "" });
  return vitest(
    "The API's tests, hosted",
    "hosted-api",
    ["--project", "integration", "tests/http-edit", "tests/http-feedback", "tests/http-read", "tests/http-submit"],
    { TEST_SERVICES: variables },
  );
}

async function testServer(hosted: Hosted): Promise<boolean> {
  const server = await startServer({ env: { ...hosted.env, RATE_LIMITS: "" } });
  try {
    const files = ["--project", "integration", "tests/http-server.integration.test.ts"];
    return await vitest("A running server, hosted", "hosted-server", files, { TEST_BASE_URL: server.url });
  } finally {
    await server.discard();
  }
}

async function main(): Promise<void> {
  const missing = hostedMissing();
  if (missing !== null) return console.log(`Hosted tests: skipped, ${missing}.`);
  const results: [string, boolean][] = [];
  const take = async (name: string, work: () => Promise<boolean>): Promise<void> => {
    const passed = await work().catch((error: unknown) => {
      console.error(error);
      return false;
    });
    results.push([name, passed]);
  };
  await take("journeys, self-hosted", () => journeys("Journeys on S3, Redis and PostgreSQL", "self-hosted"));
  const hosted = await startHosted("vercel");
  try {
    await take("API", () => testApi(hosted));
    await take("a running server", () => testServer(hosted));
  } finally {
    await hosted.close();
  }
  await take("secrets, many edits", () => vitest("Secrets and many edits", "hosted", ["--project", "hosted"]));
  await take("journeys, Vercel's services", () =>
    journeys("Journeys on FLUX, Gemini, Blob, Upstash and Neon", "vercel"),
  );

  console.log("\n=== Summary");
  for (const [name, passed] of results) console.log(`${passed ? "ok    " : "FAILED"} ${name}`);
  if (!results.every(([, passed]) => passed)) process.exitCode = 1;
}

await main();
