import { randomUUID } from "node:crypto";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { insertRunnerJob, lockRunnerFunction, peekRunnerJob, takeRunnerJob } from "@/db/runner/jobs";
import { insertRunnerRun } from "@/db/runner/runs";
import { openTestDatabase, type TestDatabase } from "@/tests/database";
import { testServerUrl } from "@/tests/database-server";
import { claimJob } from "./claim-job";
import type { RunnerFunction } from "./runner-function";

const fn: RunnerFunction = { id: "f", maxAttempts: 1, limit: 1, triggers: [], crons: [], cancelOn: [] };

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
        await insertRunnerRun(db, { id, functionId: "f", event: { id, name: "go", data: {}, ts: 0 } });
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
