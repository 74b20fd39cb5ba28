import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { createBlobStore } from "@/lib/blob";
import { runEdit } from "@/lib/edits/run";
import type { DurableStep } from "@/lib/edits/stages/stage";
import { parseEnv } from "@/lib/config/env";
import { createRateLimiter } from "@/lib/limits";
import { createMemoryLimiter } from "@/lib/limits/memory";
import { createLog } from "@/lib/log";
import { createProviders, type Services } from "@/lib/services";
import { openTestDatabase, type TestDatabase } from "./database";
import { testPicture } from "./test-picture";

/** The app's secret of these services. */
export const TEST_APP_SECRET = "a secret that only tests know 0123456789";

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
    appSecret: TEST_APP_SECRET,
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
          ...(typeof event.data["trace"] === "string" && { trace: event.data["trace"] }),
          ...(typeof event.data["replay"] === "string" && { replay: event.data["replay"] }),
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

/**
 * The services of a test file, with a picture to send: made before its tests, emptied before each, closed after them.
 *
 *     const test = servicesOfFile();
 *     it("…", () => requestEdit(test.services, editRequest(test.picture), clientOf()));
 */
export function servicesOfFile(
  ...given: Parameters<typeof createTestServices>
): Omit<TestServices, "close"> & { readonly picture: Uint8Array } {
  let made: (TestServices & { picture: Uint8Array }) | undefined;
  const now = () => {
    if (made === undefined) throw new Error("There are no services before the tests begin");
    return made;
  };
  beforeAll(async () => {
    made = { ...(await createTestServices(...given)), picture: await testPicture() };
  });
  beforeEach(() => now().database.reset());
  afterAll(() => made?.close());
  return {
    get services() {
      return now().services;
    },
    get database() {
      return now().database;
    },
    get sent() {
      return now().sent;
    },
    get logged() {
      return now().logged;
    },
    get picture() {
      return now().picture;
    },
    runEdits: () => now().runEdits(),
  };
}
