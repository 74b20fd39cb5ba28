import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import type { Db } from "@/db/client";
import { createTestServerDatabase, openServer } from "@/tests/database-server";
import { type Fakes, type FakesOptions, startFakes } from "@/tests/fakes";
import type { FakeServer, RecordedRequest } from "@/tests/fakes/fake-server";
import { freePort, type RunningServer, startServer } from "@/tests/journeys/server";
import { testRedisUrl } from "@/tests/redis-server";
import { createGates, type Gates } from "./gates";
import { type GatedProxy, startPostgresGate, startRedisGate } from "./gated-proxy";

/**
 * The production build as a child, with a gate or a fault in everything that it talks to: a real PostgreSQL and a real
 * Redis behind proxies, stand-ins for FLUX, the enhancer and S3. `embedded`: the database lies in the server's folder.
 */
export type Stand = {
  kind: "hosted" | "embedded";
  fakes: Fakes;
  gates: Gates;
  /** `null` where the server keeps them by itself. */
  postgres: GatedProxy | null;
  redis: GatedProxy | null;
  /** Beside the proxy, for the judge; `null` when the database is the server's own. */
  db: Db | null;
  url: string;
  /** Secrets that no answer may hold. */
  secrets: readonly string[];
  /** Starts the server, or answers the one that runs. */
  start(): Promise<RunningServer>;
  /** Whether it runs. */
  runs(): boolean;
  stop(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
  /** All that its processes have printed. */
  output(): string;
  /** Figures of the server's own process: of its event loop and processor time since they were last asked for. */
  figures(): Promise<ServerFigures>;
  close(): Promise<void>;
};

/** What `server-probe.mjs` writes; sizes in bytes. */
export type ServerFigures = {
  loop: { middleMs: number; mostMs: number; worstMs: number };
  cpuMs: number;
  rss: number;
  heapUsed: number;
  /** Of the heap, what the engine has compiled: it grows for as long as functions turn out to be hot, and then no more. */
  code: number;
  external: number;
  descriptors: number;
  resources: number;
};

type StandOptions = Pick<FakesOptions, "fluxSeconds"> & { env?: Record<string, string> };

/** Why there can be no stand on services here; `null`: there can. */
export function servicesMissing(): string | null {
  const missing = ["TEST_DATABASE_URL", "TEST_REDIS_URL"].filter((name) => (process.env[name] ?? "") === "");
  return missing.length === 0 ? null : `needs ${missing.join(" and ")}`;
}

export async function startStand(kind: Stand["kind"], options: StandOptions = {}): Promise<Stand> {
  const closing: Array<() => Promise<unknown>> = [];
  const gates = createGates();
  const fakes = await startFakes({ store: "s3", enhancer: "openai", fluxSeconds: options.fluxSeconds ?? [0.1, 0.3] });
  closing.push(() => fakes.close());
  gateFakes(gates, fakes);
  const secret = `app-secret-of-the-lab-${"0123456789".repeat(3)}`;
  const services = kind === "hosted" ? await openServices(gates, closing) : { postgres: null, redis: null, db: null };
  const { postgres, redis, db, databaseUrl } = { databaseUrl: null, ...services };
  const port = await freePort();
  const dataDir = mkdtempSync(path.join(os.tmpdir(), "mizual-faults-"));
  const env = {
    ...fakes.env,
    DATABASE_URL: databaseUrl?.(postgres?.port ?? 0) ?? "",
    DATABASE_URL_UNPOOLED: "",
    REDIS_URL: redis === null ? "" : `redis://127.0.0.1:${redis.port}`,
    APP_SECRET: secret,
    IMAGE_EDITOR: "flux,local",
    SPEND_CAP_USD: "off",
    SPEND_CAP_USD_PER_CLIENT: "off",
    // Each client of the lab has an address of its own, told as a proxy in front would.
    TRUSTED_PROXIES: "1",
    // As the container has it: what one thread has freed, others use.
    MALLOC_ARENA_MAX: "2",
    // As `npm start` has it: what is imported first, as the probe, would leave it at four.
    UV_THREADPOOL_SIZE: "16",
    NODE_OPTIONS: `--import ${pathToFileURL(path.join(import.meta.dirname, "server-probe.mjs")).href}`,
    LAB_FIGURES: path.join(dataDir, "figures"),
    ...options.env,
  };
  let server: RunningServer | null = null;
  let printed = "";
  let isRunning = false;
  const stop = async (signal: "SIGTERM" | "SIGKILL"): Promise<void> => {
    const ending = server;
    isRunning = false;
    server = null;
    await ending?.stop(signal);
    printed += ending?.output() ?? "";
  };
  return {
    kind,
    fakes,
    gates,
    postgres,
    redis,
    db,
    url: `http://localhost:${port}`,
    secrets: Object.entries(env).flatMap(([name, value]) =>
      /_(KEY|TOKEN|SECRET)$|^DATABASE_URL$/.test(name) && value !== "" ? [value] : [],
    ),
    start: async () => {
      server ??= await startServer({ port, dataDir, env });
      isRunning = true;
      return server;
    },
    runs: () => isRunning,
    stop,
    figures: async () => {
      if (server === null) throw new Error("The server does not run.");
      return askForFigures(server.pid, env.LAB_FIGURES);
    },
    output: () => printed + (server?.output() ?? ""),
    close: async () => {
      await stop("SIGKILL");
      for (const close of closing.reverse()) await close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function askForFigures(pid: number, file: string): Promise<ServerFigures> {
  const lines = (): string[] => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : []);
  const before = lines().length;
  process.kill(pid, "SIGUSR2");
  for (let tries = 0; lines().length === before; tries += 1) {
    if (tries > 600) throw new Error("The server gave no figures within a minute.");
    await sleep(100);
  }
  return JSON.parse(lines().at(-1) ?? "") as ServerFigures;
}

async function openServices(gates: Gates, closing: Array<() => Promise<unknown>>) {
  const [database, redisUrl] = [await createTestServerDatabase(), testRedisUrl()];
  if (database === null || redisUrl === null) throw new Error(servicesMissing() ?? "");
  closing.push(() => database.drop());
  const target = (address: string, standard: number) => {
    const { hostname, port } = new URL(address);
    return { host: hostname, port: Number(port || standard) };
  };
  const postgres = await startPostgresGate(gates, target(database.url, 5432));
  const redis = await startRedisGate(gates, target(redisUrl, 6379));
  const handle = await openServer(database.url, "preview");
  closing.push(
    () => postgres.close(),
    () => redis.close(),
    () => handle.close(),
  );
  const databaseUrl = (port: number): string => {
    const url = new URL(database.url);
    url.hostname = "127.0.0.1";
    url.port = String(port);
    return url.href;
  };
  return { postgres, redis, db: handle.db, databaseUrl };
}

function gateFakes(gates: Gates, { bfl, openai, s3 }: Fakes): void {
  const gate = (service: string, fake: FakeServer | null, label: (request: RecordedRequest) => string): void =>
    fake?.gate((request) => gates.enter(service, `${request.method} ${label(request)}`));
  gate("flux", bfl, ({ path }) => path);
  gate("flux", bfl.cluster, () => "a task");
  gate("flux", bfl.delivery, () => "a result");
  gate("enhancer", openai, ({ path }) => path);
  gate("store", s3, ({ path }) => (path.endsWith(".webp") ? "a small picture" : "a picture"));
}
