import { Inngest, type InngestFunction } from "inngest";
import { serve } from "inngest/edge";
import { expect, vi } from "vitest";
import type { Db } from "@/db/client";
import type { RunnerRunStatus } from "@/db/runner/tables";
import type { RunnerOptions } from "./options";
import { createEmbeddedRunner, type EmbeddedRunner } from "./runner";

export type TestClient = Inngest<{ id: string }>;

export type TestApp = {
  client: TestClient;
  runner: EmbeddedRunner;
  handler: (request: Request) => Promise<Response>;
  /** What the runner itself reported. */
  troubles: string[];
  send(name: string, data?: Record<string, unknown>, more?: { id?: string; ts?: number }): Promise<void>;
};

export type Build = (client: TestClient) => InngestFunction.Like[];

const nothing = (): void => {};
const silent = { debug: nothing, info: nothing, warn: nothing, error: nothing };

/** Real functions on a runner of their own with short times. Not started yet. */
export function createTestApp(db: Db, build: Build, options: Partial<RunnerOptions> = {}): TestApp {
  const troubles: string[] = [];
  const note = (message: string, detail?: unknown): void => {
    troubles.push(`${message} ${detail instanceof Error ? detail.message : ""}`);
  };
  const runner = createEmbeddedRunner({
    db: () => db,
    singleOwner: false,
    logger: { warn: note, error: note },
    pollMs: 50,
    backoff: () => 20,
    ...options,
  });
  const client: TestClient = new Inngest({ id: "test", isDev: true, fetch: runner.fetch, logger: silent });
  const handler = serve({ client, functions: build(client) });
  runner.use(handler);
  return {
    client,
    runner,
    handler,
    troubles,
    send: async (name, data = {}, more = {}) => {
      await client.send({ name, data, ...more });
    },
  };
}

type RunRow = {
  id: string;
  functionId: string;
  status: RunnerRunStatus;
  output: unknown;
  error: { name: string; message: string } | null;
};

/** The runs of a function by its short id, oldest first. */
export async function runsOf(db: Db, fn: string): Promise<RunRow[]> {
  const rows = await db
    .selectFrom("runnerRuns")
    .select(["id", "functionId", "status", "output", "error"])
    .where("functionId", "=", `test-${fn}`)
    .orderBy("createdAt")
    .execute();
  return rows.map((row) => ({ ...row, error: row.error as RunRow["error"] }));
}

/** Waits until `count` runs of a function have ended; answers them. */
export async function endedRuns(db: Db, fn: string, count = 1, timeout = 50_000): Promise<RunRow[]> {
  return vi.waitFor(
    async () => {
      const ended = (await runsOf(db, fn)).filter(({ status }) => status !== "running");
      expect(ended).toHaveLength(count);
      return ended;
    },
    { timeout, interval: 25 },
  );
}

/** Waits until nothing is left to do. */
export async function idle(db: Db, timeout = 50_000): Promise<void> {
  await vi.waitFor(
    async () => {
      expect(await db.selectFrom("runnerJobs").select("id").execute()).toEqual([]);
    },
    { timeout, interval: 25 },
  );
}
