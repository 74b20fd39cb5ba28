import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const root = path.join(import.meta.dirname, "../..");

/** High enough never to be met by accident; the limiter itself stays on. */
export const RAISED_LIMITS = "edit,status,feedback,feedback-read,chain,analytics,editors,uploads,change"
  .split(",")
  .map((name) => `${name}=1000000`)
  .join(",");

/** A production server of our own, started by a test or a benchmark. */
export type RunningServer = {
  url: string;
  port: number;
  pid: number;
  dataDir: string;
  /** All that it has printed. */
  output(): string;
  /** SIGTERM and wait; `SIGKILL` to see what survives. The data folder stays. */
  stop(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
  /** Stops it and deletes its data folder. */
  discard(): Promise<void>;
};

type StartOptions = {
  /** A free one when absent. */
  port?: number;
  /** A new temporary folder when absent. */
  dataDir?: string;
  env?: Record<string, string>;
};

/**
 * Starts what `npm start` starts (building first if need be) and waits until `/health` answers.
 * @throws with what the server printed, when it ends or does not answer within five minutes.
 */
export async function startServer(options: StartOptions = {}): Promise<RunningServer> {
  const port = options.port ?? (await freePort());
  const dataDir = options.dataDir ?? mkdtempSync(path.join(os.tmpdir(), "mizual-data-"));
  const child = spawn(process.execPath, ["scripts/start.cjs"], {
    cwd: root,
    env: {
      ...process.env,
      NODE_ENV: "production",
      PORT: String(port),
      HOSTNAME: "",
      DATA_DIR: dataDir,
      RATE_LIMITS: RAISED_LIMITS,
      ...options.env,
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (printed += String(chunk)));

  const url = `http://localhost:${port}`;
  await answering(child, `${url}/health`, () => printed);

  const stop = async (signal: "SIGTERM" | "SIGKILL" = "SIGTERM"): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill(signal);
    await ended;
  };
  return {
    url,
    port,
    pid: child.pid ?? 0,
    dataDir,
    output: () => printed,
    stop,
    async discard() {
      await stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function answering(child: ChildProcess, url: string, output: () => string): Promise<void> {
  for (let tries = 0; tries < 3000; tries++) {
    if (child.exitCode !== null) throw new Error(`The server ended with code ${child.exitCode}:\n${output()}`);
    const response = await fetch(url).catch(() => null);
    if (response?.ok === true) return;
    await sleep(100);
  }
  child.kill("SIGKILL");
  throw new Error(`The server did not answer within five minutes:\n${output()}`);
}

/** A port that nobody listens at. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === "string") throw new Error("No free port");
  return address.port;
}
