import { NonRetriableError } from "inngest";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { openTestDatabase, type TestDatabase } from "@/tests/database";
import { type Build, createTestApp, endedRuns, runsOf, type TestApp } from "./test-app";

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterEach(async () => {
  await app.runner.stop({ graceMs: 0 });
  await database.reset();
});

afterAll(() => database.close());

async function started(...[build, options]: [Build, Parameters<typeof createTestApp>[2]?]): Promise<TestApp> {
  app = createTestApp(database.db, build, options);
  await app.runner.start();
  return app;
}

/** Three steps, the last of which fails while `broken` says so. */
function threeSteps(log: string[], broken: () => boolean): Build {
  return (client) => [
    client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ event, step }) => {
      const a = await step.run("a", () => (log.push("a"), "A"));
      const b = await step.run("b", () => (log.push("b"), `${a}B`));
      return step.run("c", () => {
        log.push("c");
        if (broken()) throw new NonRetriableError("broken");
        return `${b}${event.data["n"]}`;
      });
    }),
  ];
}

test("a failed run is run again from a step, keeping what went before, or from the start", async () => {
  const log: string[] = [];
  let broken = true;
  await started(threeSteps(log, () => broken));
  await app.send("go", { n: 7 }, { id: "edit" });
  const [failed] = await endedRuns(database.db, "f");
  if (failed === undefined) throw new Error("no run");
  expect(failed.status).toBe("failed");
  broken = false;

  const fromStep = await app.runner.rerun(failed.id, "c");
  const [, second] = await endedRuns(database.db, "f", 2);
  expect(second).toMatchObject({ id: fromStep, status: "completed", output: "AB7" });
  expect(log).toEqual(["a", "b", "c", "c"]);

  const fromStart = await app.runner.rerun(failed.id);
  const [, , third] = await endedRuns(database.db, "f", 3);
  expect(third).toMatchObject({ id: fromStart, status: "completed", output: "AB7" });
  expect(log).toEqual(["a", "b", "c", "c", "a", "b", "c"]);
});

test("a run or step that is not there cannot be run again", async () => {
  await started(threeSteps([], () => false));
  await app.send("go");
  const [run] = await endedRuns(database.db, "f");
  await expect(app.runner.rerun("unknown")).rejects.toThrow("no run unknown");
  await expect(app.runner.rerun(run?.id ?? "", "z")).rejects.toThrow("no finished step z");
  expect(await runsOf(database.db, "f")).toHaveLength(1);
});

test("old events and runs that ended are forgotten, running ones stay", async () => {
  await started((client) => [
    client.createFunction({ id: "f", triggers: { event: "go" } }, ({ step }) => step.run("s", () => 1)),
    client.createFunction({ id: "g", triggers: { event: "long" } }, ({ step }) => step.sleep("s", "1h")),
  ]);
  await app.send("go", {}, { id: "once" });
  await app.send("long");
  await endedRuns(database.db, "f");
  await app.runner.stop();

  await started((client) => [client.createFunction({ id: "f", triggers: { event: "go" } }, () => 1)]);
  await app.runner.stop();
  expect(await runsOf(database.db, "f")).toHaveLength(1);
  expect(await database.db.selectFrom("runnerEvents").select("id").execute()).toHaveLength(2);

  await started((client) => [client.createFunction({ id: "f", triggers: { event: "go" } }, () => 1)], {
    keepEventsHours: 0,
    keepRunsHours: 0,
  });
  await vi.waitFor(async () => {
    expect(await runsOf(database.db, "f")).toEqual([]);
    expect(await database.db.selectFrom("runnerEvents").select("id").execute()).toEqual([]);
  });
  expect(await runsOf(database.db, "g")).toMatchObject([{ status: "running" }]);
  const steps = await database.db.selectFrom("runnerSteps").select("name").execute();
  expect(steps).toEqual([{ name: "s" }]);
});

test("a runner at work says so", async () => {
  await started(threeSteps([], () => false));
  await expect(app.runner.check()).resolves.toBeUndefined();
});
