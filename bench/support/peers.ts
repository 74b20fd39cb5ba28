import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import os from "node:os";
import path from "node:path";

const root = path.join(import.meta.dirname, "../..");

/** A server that a benchmark compares with. */
export type Peer = { url: string; pid: number; stop(): Promise<void> };

export type Query = { kind: "pglite" | "postgres"; address: string; sql: string };

/** Source of `lookUp(id)`: one prepared statement, nothing of ours around it. */
const lookUpSource = ({ kind, address, sql }: Query): string =>
  kind === "postgres"
    ? `import pg from "pg";
const pool = (globalThis.benchPool ??= new pg.Pool({ connectionString: ${JSON.stringify(address)}, max: 10 }));
export const lookUp = async (id) => (await pool.query({ name: "one", text: ${JSON.stringify(sql)}, values: [id] })).rows[0];
`
    : `import { PGlite } from "@electric-sql/pglite";
const opened = (globalThis.benchDb ??= PGlite.create({ dataDir: ${JSON.stringify(address)} }));
export const lookUp = async (id) => (await (await opened).query(${JSON.stringify(sql)}, [id])).rows[0];
`;

/**
 * A Next app with a page that says nothing and, with a query, a route that answers its first row:
 * what the framework alone costs. Built and started in a temporary folder.
 */
export async function startBareNext(query: Query | null): Promise<Peer> {
  const folder = newFolder();
  mkdirSync(path.join(folder, "app/edit/[uuid]"), { recursive: true });
  const write = (file: string, text: string): void => writeFileSync(path.join(folder, file), text);
  write("package.json", `{ "private": true, "type": "module" }`);
  write(
    "next.config.mjs",
    `export default { turbopack: { root: "/" }, serverExternalPackages: ["@electric-sql/pglite"], poweredByHeader: false };`,
  );
  write(
    "app/layout.js",
    `export default function Layout({ children }) { return <html lang="en"><body>{children}</body></html>; }`,
  );
  write("app/page.js", `export default function Page() { return <h1>Hello</h1>; }`);
  if (query !== null) {
    write("look-up.js", lookUpSource(query));
    write(
      "app/edit/[uuid]/route.js",
      `import { lookUp } from "../../../look-up.js";
export async function GET(_request, { params }) { return Response.json((await lookUp((await params).uuid)) ?? null); }`,
    );
  }
  const next = path.join(root, "node_modules/next/dist/bin/next");
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };
  const built = spawnSync(process.execPath, [next, "build"], { cwd: folder, env, encoding: "utf8" });
  if (built.status !== 0) throw new Error(`The bare app did not build:\n${built.stdout}${built.stderr}`);
  const port = await freePort();
  return started(spawn(process.execPath, [next, "start", "-p", String(port)], { cwd: folder, env }), port, "/", folder);
}

/** Node's own HTTP server around the same statement. */
export async function startBareHttp(query: Query): Promise<Peer> {
  const folder = newFolder();
  const port = await freePort();
  writeFileSync(path.join(folder, "look-up.mjs"), lookUpSource(query));
  writeFileSync(
    path.join(folder, "server.mjs"),
    `import http from "node:http";
http.createServer(async (request, response) => {
  const row = await lookUp(request.url.split("/").at(-1) || "00000000-0000-0000-0000-000000000000");
  response.setHeader("content-type", "application/json");
  response.end(JSON.stringify(row ?? null));
}).listen(${port});`,
  );
  return started(spawn(process.execPath, ["server.mjs"], { cwd: folder }), port, "/", folder);
}

function newFolder(): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), "mizual-peer-"));
  symlinkSync(path.join(root, "node_modules"), path.join(folder, "node_modules"));
  return folder;
}

async function started(child: ChildProcess, port: number, route: string, folder: string): Promise<Peer> {
  const url = `http://localhost:${port}`;
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream?.on("data", (chunk) => (printed += String(chunk)));
  for (let tries = 0; ; tries++) {
    if (
      await fetch(url + route).then(
        (response) => response.ok,
        () => false,
      )
    )
      break;
    if (tries > 300 || child.exitCode !== null) throw new Error(`A peer did not start:\n${printed}`);
    await sleep(100);
  }
  return {
    url,
    pid: child.pid ?? 0,
    stop: async () => {
      const ended = once(child, "exit");
      if (child.exitCode === null && child.kill("SIGKILL")) await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("No free port");
  return address.port;
}
