import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { envVariables } from "@/lib/config/env";
import { startFakes } from "@/tests/fakes";
import { answeringRedis } from "@/tests/fakes/upstash/answering-redis";
import { describeFakes } from "./describe-fakes";

const USAGE = `npm run dev:fakes -- [options]: the product with stand-ins for every hosted service.
  --slow SECONDS  how long FLUX takes for an edit; typical are 5 to 60. Default: 5
  --s3            pictures in an S3-compatible store instead of Vercel Blob
  --openai        prompts enhanced by OpenAI, and no Gemini
  --start         the production build instead of the development server`;

/** Always the same, so that a build fits the next time too, and edits can go on after a restart. */
const FIRST_PORT = 4_810;

/** How long the server has to end by the terminal's own signal before it is sent another, in milliseconds. */
const GRACE_MS = 2_000;

const root = path.join(import.meta.dirname, "..");

/** Empty what .env files may set; what the shell sets stays. */
const withoutFiles = Object.fromEntries(Object.keys(envVariables).map((name) => [name, process.env[name] ?? ""]));

// Embedded: a stand-in's pictures and tasks must never end up in a database that outlives them.
const EMBEDDED = {
  DATABASE_URL: "",
  DATABASE_URL_UNPOOLED: "",
  NEON_LOCAL_PROXY: "",
  INNGEST_EVENT_KEY: "",
  INNGEST_SIGNING_KEY: "",
  INNGEST_SIGNING_KEY_FALLBACK: "",
  INNGEST_BASE_URL: "",
  INNGEST_SERVE_ORIGIN: "",
  INNGEST_DEV: "",
};

async function main(): Promise<number> {
  const { values: options } = parseArgs({
    options: {
      slow: { type: "string", default: "5" },
      s3: { type: "boolean", default: false },
      openai: { type: "boolean", default: false },
      start: { type: "boolean", default: false },
    },
  });
  const seconds = Number(options.slow);
  if (!(seconds >= 0)) throw new Error(USAGE);
  const redisUrl = await answeringRedis();
  const fakes = await startFakes({
    firstPort: FIRST_PORT,
    redisUrl,
    fluxSeconds: [seconds, seconds],
    store: options.s3 ? "s3" : "vercel",
    enhancer: options.openai ? "openai" : "gemini",
  });
  try {
    // They have forgotten everything since the last time.
    const dataDir = path.join(root, ".data", "fakes");
    rmSync(dataDir, { recursive: true, force: true });
    console.log(describeFakes(fakes, { redisUrl, seconds }));
    const server = spawn(process.execPath, ["scripts/next.mjs", options.start ? "start" : "dev"], {
      cwd: root,
      stdio: "inherit",
      env: { ...process.env, ...withoutFiles, ...EMBEDDED, ...fakes.env, DATA_DIR: dataDir },
    });
    return await endOf(server);
  } finally {
    await fakes.close();
  }
}

/** Its exit code. A terminal sends Ctrl-C to both processes; whoever else signals, to this one alone. */
async function endOf(server: ChildProcess): Promise<number> {
  process.on("SIGTERM", () => server.kill("SIGTERM"));
  process.on("SIGINT", () => setTimeout(() => server.kill("SIGTERM"), GRACE_MS).unref());
  await once(server, "exit");
  return server.exitCode ?? 0;
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    const { code, port, message } = error as { code?: string; port?: number; message?: string };
    const unknown = code?.startsWith("ERR_PARSE_ARGS") === true;
    const taken = `Port ${port ?? ""} is taken: is another npm run dev:fakes running?`;
    console.error(unknown ? USAGE : code === "EADDRINUSE" ? taken : message);
    process.exit(1);
  },
);
