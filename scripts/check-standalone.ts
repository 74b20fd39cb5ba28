import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createTestServerDatabase } from "../tests/database-server";
import { type Dockerfile, readDockerfile } from "./read-dockerfile";

// `node_modules/.bin/tsx scripts/check-standalone.ts`, after `node scripts/build-standalone.mjs`: does with
// .next/standalone what the Dockerfile does, as far as that goes without containers: a copy elsewhere, its
// variables, its command, nobody's rights. With nothing configured, and on PostgreSQL (TEST_DATABASE_URL).
const root = path.join(import.meta.dirname, "..");
const built = path.join(root, ".next", "standalone");
const image = readDockerfile(readFileSync(path.join(root, "Dockerfile"), "utf8"));
const port = String(20_000 + Math.floor(Math.random() * 20_000));
const base = `http://127.0.0.1:${port}`;

/** Rights of nobody, who may write into the data folder alone; when we are root, who may write everywhere. */
const NOBODY = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

function expect(what: string, holds: boolean, found: unknown = ""): void {
  console.log(`${holds ? "ok    " : "FAILED"} ${what}${holds ? "" : `: ${String(found)}`}`);
  if (!holds) process.exitCode = 1;
}

async function check(title: string, folder: string, variables: Record<string, string>): Promise<void> {
  console.log(`\n=== ${title}`);
  const data = mkdtempSync(path.join(os.tmpdir(), "mizual-data-"));
  if (NOBODY.uid !== undefined) chownSync(data, NOBODY.uid, NOBODY.gid);
  const env: NodeJS.ProcessEnv = {
    PATH: process.env["PATH"],
    ...image.env,
    NODE_ENV: "production",
    PORT: port,
    DATA_DIR: data,
    ...variables,
  };
  const [command = "", ...args] = image.command;
  const server = spawn(command, args, { cwd: folder, env, ...NOBODY, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (part) => (output += String(part)));
  try {
    await answering(server);
    expect("starts", true);
    expect("the image's health check", healthy(folder, env, image));
    await checkAnswers();
    await checkEdit();
    const start = performance.now();
    server.kill("SIGTERM");
    const [code] = (await once(server, "exit")) as [number | null];
    expect("ends by itself on SIGTERM, within 15 s", code === 0 && performance.now() - start < 15_000, code);
    expect("says nothing that is an error", !/error/i.test(output), output);
  } catch (error) {
    expect(String(error), false, output);
  } finally {
    server.kill("SIGKILL");
    console.log(output.trimEnd().replaceAll(/^/gm, "       "));
    rmSync(data, { recursive: true, force: true });
  }
}

async function answering(server: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (server.exitCode !== null) throw new Error(`The server ended with code ${server.exitCode}`);
    if (
      await fetch(`${base}/health`).then(
        ({ ok }) => ok,
        () => false,
      )
    )
      return;
    await sleep(100);
  }
  throw new Error("The server did not answer within a minute");
}

function healthy(folder: string, env: NodeJS.ProcessEnv, { healthcheck }: Dockerfile): boolean {
  const [command = "", ...args] = healthcheck;
  return spawnSync(command, args, { cwd: folder, env, ...NOBODY }).status === 0;
}

async function checkAnswers(): Promise<void> {
  for (const address of [
    "/health/ready",
    "/",
    "/docs",
    "/docs/swagger-ui.css",
    "/docs/swagger-ui-bundle.js",
    "/icon.svg",
  ]) {
    const { status } = await fetch(base + address);
    expect(`GET ${address}`, status === 200, status);
  }
  const script = /\/_next\/static\/[^"]+\.js/.exec(await (await fetch(`${base}/`)).text())?.[0] ?? "/no-script";
  const files = [
    [script, "public, max-age=31536000, immutable"],
    ["/samples/harvesters.webp", "public, max-age=86400, stale-while-revalidate=604800"],
  ] as const;
  for (const [address, caching] of files) {
    const { headers } = await fetch(base + address);
    const found = [headers.get("cache-control"), headers.get("x-content-type-options")].join("; ");
    expect(`${address.replace(/[^/]+\.js$/, "….js")} is cached`, found === `${caching}; nosniff`, found);
  }
}

async function checkEdit(): Promise<void> {
  const form = new FormData();
  form.set("prompt", "make the sky more dramatic");
  form.set("image", new Blob([readFileSync(path.join(root, "public/samples/harvesters.webp"))]));
  const posted = await fetch(`${base}/edit-image/`, { method: "POST", body: form });
  const { edit_id: id } = (await posted.json()) as { edit_id: string };
  let edit = { status: "", edited_image_url: "" };
  for (let tries = 0; tries < 120 && !["completed", "failed"].includes(edit.status); tries += 1) {
    await sleep(500);
    edit = (await (await fetch(`${base}/edit/${id}`)).json()) as typeof edit;
  }
  expect("an edit completes", edit.status === "completed", JSON.stringify(edit));
  const picture = await fetch(edit.edited_image_url);
  expect("its picture is there", picture.ok && (await picture.arrayBuffer()).byteLength > 10_000, picture.status);
}

async function main(): Promise<void> {
  if (!existsSync(path.join(built, "start.mjs"))) throw new Error("First: node scripts/build-standalone.mjs");
  const folder = mkdtempSync(path.join(os.tmpdir(), "mizual-app-"));
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  spawnSync("chmod", ["755", folder]);
  cpSync(built, folder, { recursive: true, verbatimSymlinks: true });
  const database = await createTestServerDatabase();
  try {
    await check("nothing configured", folder, {});
    if (database === null) console.log("\nskipped: PostgreSQL (TEST_DATABASE_URL is not set)");
    else {
      const variables = { DATABASE_URL: database.url, APP_SECRET: "c".repeat(64), ENVIRONMENT: "production" };
      await check("PostgreSQL", folder, variables);
    }
  } finally {
    await database?.drop();
    rmSync(folder, { recursive: true, force: true });
  }
}

await main();
