import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertRunnerJob, lockRunnerFunction, peekRunnerJob, takeRunnerJob } from "@/db/runner/jobs";
import { insertRunnerRun } from "@/db/runner/runs";
import { openTestDatabase, type TestDatabase } from "@/tests/database";
import { testServerUrl } from "@/tests/database-server";
import type { RunnerFunction } from "./functions";
import { claimJob } from "./jobs";
import { createTestApp, endedRuns } from "./test-app";

const fn: RunnerFunction = {
  id: "f",
  maxAttempts: 1,
  limit: 1,
  shareOf: () => null,
  triggers: [],
  crons: [],
  cancelOn: [],
};

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

test.skipIf(testServerUrl() === null)(
  "a claim waits for one that another connection (TEST_DATABASE_URL) has not committed, and counts it",
  async () => {
    const { db } = database;
    const other = await database.second();
    if (other === null) throw new Error("no server");
    try {
      for (let n = 0; n < 2; n++) {
        const id = randomUUID();
        await insertRunnerRun(db, { id, functionId: "f", event: { id, name: "go", data: {}, ts: 0 }, share: null });
        await insertRunnerJob(db, { runId: id, functionId: "f" });
      }
      const first = await peekRunnerJob(db, ["f"]);
      const last = await db
        .selectFrom("runnerJobs")
        .select("id")
        .orderBy("id", "desc")
        .limit(1)
        .executeTakeFirstOrThrow();
      expect(first?.id).not.toBe(last.id);

      let claimed: unknown = "waiting";
      const options = { owner: "me", leaseMs: 60_000, suspectDeaths: 2, alone: true };
      let claim: Promise<void> = Promise.resolve();
      await other.db.transaction().execute(async (tx) => {
        await lockRunnerFunction(tx, "f");
        expect(await takeRunnerJob(tx, last.id, "other", 60_000)).toMatchObject({ id: last.id });
        claim = claimJob(db, new Map([["f", fn]]), options).then((job) => {
          claimed = job;
        });
        await pause(300);
        expect(claimed).toBe("waiting");
      });
      await claim;
      expect(claimed).toBeNull();
    } finally {
      await other.close();
    }
  },
);

test("ends the runs that began first before it begins more", async () => {
  const done: string[] = [];
  const app = createTestApp(
    database.db,
    (client) => [
      client.createFunction({ id: "queue", triggers: { event: "queue" } }, async ({ event, step }) => {
        const { name } = event.data as { name: string };
        for (const part of [1, 2, 3]) await step.run(`part-${part}`, async () => done.push(`${name}${part}`));
      }),
    ],
    { workers: 1 },
  );
  for (const name of ["a", "b", "c"]) await app.send("queue", { name });
  await app.runner.start();
  await endedRuns(database.db, "queue", 3);
  await app.runner.stop();
  expect(done.join(" ")).toBe("a1 a2 a3 b1 b2 b3 c1 c2 c3");
});

test("tells what still has its place in the queue, and no more once its run is over", async () => {
  const { db } = database;
  const names = [randomUUID(), randomUUID(), randomUUID()] as const;
  const [waiting, over] = names;
  const ids = new Map<string, string>();
  for (const editId of [waiting, over]) {
    const id = randomUUID();
    ids.set(editId, id);
    await insertRunnerRun(db, {
      id,
      functionId: "f",
      event: { id, name: "asked", data: { editId }, ts: 0 },
      share: null,
    });
    await insertRunnerJob(db, { runId: id, functionId: "f", delayMs: 60_000 });
  }
  const app = createTestApp(db, () => []);
  const queued = (event = "asked") => app.runner.queued({ event, field: "editId", values: names });
  expect(await queued()).toEqual(new Set([waiting, over]));
  expect(await queued("another")).toEqual(new Set());
  await db
    .updateTable("runnerRuns")
    .set({ status: "failed" })
    .where("id", "=", ids.get(over) ?? "")
    .execute();
  await db
    .deleteFrom("runnerJobs")
    .where("runId", "=", ids.get(waiting) ?? "")
    .execute();
  expect(await queued()).toEqual(new Set());
  expect(await app.runner.queued({ event: "asked", field: "editId", values: [] })).toEqual(new Set());
});
