import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import sharp from "sharp";
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
    await checkEdits();
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

type Edit = { status: string; error_code: string | null; edited_image_url: string | null; message: string };

/** Submits one of our samples and waits for the end of its edit. */
async function edited(sample: string, prompt: string): Promise<Edit> {
  const form = new FormData();
  form.set("prompt", prompt);
  form.set("image", new Blob([readFileSync(samplePath(sample))]));
  const posted = await fetch(`${base}/edit-image/`, { method: "POST", body: form });
  const { edit_id: id } = (await posted.json()) as { edit_id: string };
  for (let tries = 0; tries < 240; tries += 1) {
    await sleep(500);
    const edit = (await (await fetch(`${base}/edit/${id}`)).json()) as Edit;
    if (edit.status === "completed" || edit.status === "failed") return edit;
  }
  throw new Error(`“${prompt}” is not over after two minutes`);
}

const samplePath = (sample: string): string => path.join(root, "public/samples", sample);

/** The engine's thread, sharp, OpenCV and the engine's font are there and do their work. */
async function checkEdits(): Promise<void> {
  const edit = await edited("harvesters.webp", "make the sky more dramatic");
  expect("an edit completes", edit.status === "completed", JSON.stringify(edit));
  const picture = await fetch(edit.edited_image_url ?? "");
  expect("its picture is there", picture.ok, picture.status);
  const [before, after] = await Promise.all([
    pixelsOf(readFileSync(samplePath("harvesters.webp"))),
    pixelsOf(new Uint8Array(await picture.arrayBuffer())),
  ]);
  const mean = ({ data, rows }: Pixels, [from, to]: [number, number]): number => {
    const part = data.subarray(
      Math.floor(from * rows) * (data.length / rows),
      Math.floor(to * rows) * (data.length / rows),
    );
    return part.reduce((sum, level) => sum + level, 0) / part.length;
  };
  const sky: [number, number] = [0.05, 0.2];
  const ground: [number, number] = [0.7, 1];
  expect("its size stays", before.data.length === after.data.length, after.data.length);
  expect("its sky is darker", mean(after, sky) < mean(before, sky) - 5, mean(after, sky));
  expect("its ground stays", Math.abs(mean(after, ground) - mean(before, ground)) < 0.5, mean(after, ground));

  const subject = await edited("fruit.webp", "blur the background");
  expect("an edit with OpenCV completes", subject.status === "completed", JSON.stringify(subject));
  const lettered = await edited("lake.webp", 'write "Good morning" at the bottom');
  expect("an edit with the engine's font completes", lettered.status === "completed", JSON.stringify(lettered));
}

type Pixels = { data: Buffer; rows: number };

async function pixelsOf(bytes: Uint8Array): Promise<Pixels> {
  const { data, info } = await sharp(bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, rows: info.height };
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
