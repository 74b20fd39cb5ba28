import { randomBytes } from "node:crypto";
import { createTestServerDatabase } from "@/tests/database-server";
import { startWebSocketProxy } from "@/tests/database-websocket-proxy";
import { type Fakes, type FakesOptions, startFakes } from "@/tests/fakes";
import { testRedisUrl } from "@/tests/redis-server";

/**
 * `vercel`: Neon's driver, Vercel Blob, Upstash, Gemini for the words, FLUX and Gemini for pictures.
 * `self-hosted`: `pg`, S3, Redis, an OpenAI-compatible endpoint for the words; the local engine edits
 * unless FLUX is picked.
 */
export type HostedStack = "vercel" | "self-hosted";

export type Hosted = {
  fakes: Fakes;
  /** What a server needs in its environment. */
  env: Record<string, string>;
  /** Every secret among them, by the variable's name. */
  secrets: Record<string, string>;
  close(): Promise<void>;
};

/** Pages are built for one address of Vercel Blob, so its stand-in always has the same. */
const FIRST_PORT = 4_710;

const STACKS: Record<HostedStack, FakesOptions> = {
  vercel: { store: "vercel", enhancer: "gemini", firstPort: FIRST_PORT },
  "self-hosted": { store: "s3", enhancer: "openai" },
};

/** Why {@link startHosted} cannot start here; `null`: it can. */
export function hostedMissing(): string | null {
  const missing = ["TEST_DATABASE_URL", "TEST_REDIS_URL"].filter((name) => (process.env[name] ?? "") === "");
  return missing.length === 0 ? null : `needs ${missing.join(" and ")}`;
}

/**
 * Everything that the product can be connected to, as stand-ins, on a real PostgreSQL in a database
 * of its own and a real Redis.
 * @throws where `hostedMissing` says why.
 */
export async function startHosted(stack: HostedStack, options: FakesOptions = {}): Promise<Hosted> {
  const [database, redisUrl] = [await createTestServerDatabase(), testRedisUrl()];
  if (database === null || redisUrl === null) throw new Error(hostedMissing() ?? "");
  const { hostname, port } = new URL(database.url);
  const onVercel = stack === "vercel";
  const proxy = onVercel ? await startWebSocketProxy({ host: hostname, port: Number(port || 5432) }) : null;
  const fakes = await startFakes({ ...STACKS[stack], redisUrl: onVercel ? redisUrl : null, ...options });
  const secret = `app-secret-marker-${randomBytes(16).toString("hex")}`;
  const env = {
    ...fakes.env,
    DATABASE_URL: database.url,
    APP_SECRET: secret,
    SPEND_CAP_USD: "off",
    SPEND_CAP_USD_PER_CLIENT: "off",
    ...(proxy === null
      ? { REDIS_URL: redisUrl, IMAGE_EDITOR: "local,flux", S3_ENDPOINT: local(fakes.env["S3_ENDPOINT"]) }
      : { NEON_LOCAL_PROXY: proxy.address }),
  };
  return {
    fakes,
    env,
    secrets: Object.fromEntries(
      Object.entries(env).filter(([name, value]) => /_(KEY|TOKEN|SECRET)$/.test(name) && value !== ""),
    ),
    close: async () => {
      await fakes.close();
      await proxy?.close();
      await database.drop();
    },
  };
}

/** A page may talk to its own machine by this name alone. */
const local = (address = ""): string => address.replace("127.0.0.1", "localhost");
