import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { createBlobStore } from "@/lib/blob";
import { runEdit } from "@/lib/edits/run";
import type { DurableStep } from "@/lib/edits/stages/stage";
import { parseEnv } from "@/lib/config/env";
import { createRateLimiter } from "@/lib/limits";
import { createMemoryLimiter } from "@/lib/limits/memory";
import { createLog } from "@/lib/log";
import { createProviders, type Services } from "@/lib/services";
import { openTestDatabase, type TestDatabase } from "./database";

type Sent = { id?: string; name: string; data: Record<string, unknown>; ts?: number };

export type TestServices = {
  services: Services;
  database: TestDatabase;
  /** Every event sent so far. */
  sent: Sent[];
  /** Log lines so far, parsed. */
  logged: Array<{ level: string; message: string }>;
  /** Runs what was requested and not run yet to its end; failed edits are no error. */
  runEdits(): Promise<void>;
  close(): Promise<void>;
};

/** A step that runs its work at once and remembers nothing: a run without a runner. */
export const directStep: DurableStep = { run: (_id, work) => work(), sleep: async () => {} };

/** Variables for all of them, as JSON: `npm run test:hosted` puts stand-ins for hosted services in the place of the embedded ones. */
const everywhere = JSON.parse(process.env["TEST_SERVICES"] ?? "{}") as Record<string, string>;

/** Real services on a database and a picture folder of their own; only events wait to be run by `runEdits`. */
export async function createTestServices(
  overrides: Partial<Services> = {},
  variables: Record<string, string> = {},
): Promise<TestServices> {
  const database = await openTestDatabase();
  const folder = await mkdtemp(path.join(tmpdir(), "mizual-test-"));
  const env = parseEnv({ DATA_DIR: folder, RATE_LIMITS: "off", ...everywhere, ...variables });
  const sent: Sent[] = [];
  const logged: TestServices["logged"] = [];
  let ran = 0;
  const log = createLog((line) => void logged.push(JSON.parse(line) as { level: string; message: string }));
  const services: Services = {
    env,
    db: database.db,
    blobs: createBlobStore(env),
    limiter: await createRateLimiter(env),
    localLimiter: createMemoryLimiter(),
    ...(await createProviders(env, log)),
    events: { send: async (event) => void sent.push(event) },
    log,
    appSecret: "a secret that only tests know 0123456789",
    checkRuns: async () => {},
    ...overrides,
  };
  return {
    services,
    database,
    sent,
    logged,
    runEdits: async () => {
      for (; ran < sent.length; ran += 1) {
        const event = sent[ran];
        if (event?.name !== "edit/requested") continue;
        const run = {
          editId: String(event.data["editId"]),
          dispatch: Number(event.data["dispatch"]),
          runId: randomUUID(),
        };
        // The row says how it failed.
        await runEdit(run, directStep, services).catch(() => {});
      }
    },
    close: async () => {
      await database.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
