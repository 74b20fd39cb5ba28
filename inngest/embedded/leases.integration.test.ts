import { setTimeout as pause } from "node:timers/promises";
import type { FailureEventArgs } from "inngest";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { openTestDatabase, type TestDatabase } from "@/tests/database";
import { type Build, createTestApp, endedRuns, idle, type TestApp } from "./test-app";

let database: TestDatabase;
let apps: TestApp[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
});

afterEach(async () => {
  await Promise.all(apps.map(({ runner }) => runner.stop({ graceMs: 0 })));
  apps = [];
  await database.reset();
});

afterAll(() => database.close());

function newApp(...[build, options]: [Build, Parameters<typeof createTestApp>[2]?]): TestApp {
  const app = createTestApp(database.db, build, options);
  apps.push(app);
  return app;
}

/** A call that can be let go by hand. */
type Held = { attempt: number; answer(value: string): void };

/** A function whose one step waits to be let go, each call of it for itself. */
function holding(held: Held[]): Build {
  return (client) => [
    client.createFunction({ id: "f", triggers: { event: "go" } }, ({ step, attempt }) =>
      step.run("hold", () => new Promise<string>((answer) => held.push({ attempt, answer }))),
    ),
  ];
}

async function untilHeld(held: Held[], count: number): Promise<void> {
  await vi.waitFor(() => expect(held).toHaveLength(count), { timeout: 10_000, interval: 20 });
}

test.each(["the same process", "another process"])(
  "the answer of a claim that %s took over is dropped",
  async (where) => {
    const held: Held[] = [];
    // Never renewed: a process that stands still.
    const stalled = newApp(holding(held), { leaseMs: 1_000, renewMs: 3_600_000 });
    await stalled.runner.start();
    await stalled.send("go");
    await untilHeld(held, 1);
    if (where === "another process") {
      await newApp(holding(held), { leaseMs: 60_000 }).runner.start();
    }
    await untilHeld(held, 2);
    held[0]?.answer("zombie");
    await pause(200);
    held[1]?.answer("taken over");
    expect(await endedRuns(database.db, "f")).toMatchObject([{ status: "completed", output: "taken over" }]);
    expect(held.map(({ attempt }) => attempt)).toEqual([0, 1]);
  },
);

test("a lease that is renewed is not taken over", async () => {
  const held: Held[] = [];
  const options = { leaseMs: 1_500, renewMs: 150 };
  const app = newApp(holding(held), options);
  await app.runner.start();
  await newApp(holding(held), options).runner.start();
  await app.send("go");
  await untilHeld(held, 1);
  await pause(3_500);
  held[0]?.answer("first");
  expect(await endedRuns(database.db, "f")).toMatchObject([{ output: "first" }]);
  expect(held).toHaveLength(1);
});

test("stop waits for what is being done", async () => {
  const held: Held[] = [];
  const app = newApp(holding(held));
  await app.runner.start();
  await app.send("go");
  await untilHeld(held, 1);
  const stopped = app.runner.stop({ graceMs: 10_000 });
  held[0]?.answer("in time");
  await stopped;
  expect(await database.db.selectFrom("runnerSteps").select("state").execute()).toEqual([
    { state: { type: "data", data: "in time" } },
  ]);
  await expect(app.runner.check()).rejects.toThrow("not at work");
});

test("stop hands back what is not done in time, at no cost, and starts nothing more", async () => {
  const held: Held[] = [];
  const app = newApp(holding(held), { workers: 1 });
  await app.runner.start();
  await app.send("go");
  await app.send("go");
  await untilHeld(held, 1);
  await app.runner.stop({ graceMs: 50 });
  expect(await database.db.selectFrom("runnerJobs").select(["owner", "attempt", "deaths"]).execute()).toEqual([
    { owner: null, attempt: 0, deaths: 0 },
    { owner: null, attempt: 0, deaths: 0 },
  ]);
  held[0]?.answer("late");
  await newApp(holding(held)).runner.start();
  await untilHeld(held, 3);
  for (const { attempt, answer } of held.slice(1)) {
    expect(attempt).toBe(0);
    answer("second");
  }
  expect(await endedRuns(database.db, "f", 2)).toMatchObject([{ output: "second" }, { output: "second" }]);
});

/** As a process leaves its job that died in it for the `deaths + 1`st time. */
async function dieInJob(deaths: number): Promise<void> {
  await database.db
    .updateTable("runnerJobs")
    .set({ owner: "dead", leaseUntil: sql<Date>`now() - interval '1 second'`, deaths })
    .where("functionId", "=", "test-f")
    .execute();
}

test("a step whose process died in it five times fails the run, and onFailure hears it once", async () => {
  let calls = 0;
  const heard: string[] = [];
  const app = newApp((client) => [
    client.createFunction(
      {
        id: "f",
        retries: 20,
        triggers: { event: "go" },
        onFailure: ({ error }: FailureEventArgs) => void heard.push(error.message),
      },
      () => void (calls += 1),
    ),
  ]);
  await app.send("go");
  await dieInJob(4);
  await app.runner.start();
  expect(await endedRuns(database.db, "f")).toMatchObject([
    { status: "failed", error: { message: "process died during the last attempt" } },
  ]);
  await endedRuns(database.db, "f-failure");
  await idle(database.db);
  expect([calls, heard]).toEqual([0, ["process died during the last attempt"]]);
  expect(app.troubles).toHaveLength(1);
});

test("four that died one after the other condemn no step: it completes when it is let", async () => {
  const app = newApp((client) => [client.createFunction({ id: "f", triggers: { event: "go" } }, () => "done")]);
  await app.send("go");
  await dieInJob(3);
  await app.runner.start();
  expect(await endedRuns(database.db, "f")).toMatchObject([{ status: "completed", output: "done" }]);
});

test("deaths use up no retries, and the function sees that it runs again", async () => {
  const app = newApp((client) => [
    client.createFunction({ id: "f", retries: 1, triggers: { event: "go" } }, ({ step, attempt, maxAttempts }) =>
      step.run("s", () => {
        if (attempt < 3) throw new Error("fails after two deaths");
        return { attempt, maxAttempts };
      }),
    ),
  ]);
  await app.send("go");
  await dieInJob(1);
  await app.runner.start();
  expect(await endedRuns(database.db, "f")).toMatchObject([
    { status: "completed", output: { attempt: 3, maxAttempts: 4 } },
  ]);
});

test("a step in which two processes died runs with nothing beside it", async () => {
  const log: string[] = [];
  const noted = (name: string) => async (): Promise<void> => {
    log.push(`${name} begins`);
    await pause(150);
    log.push(`${name} ends`);
  };
  const app = newApp((client) => [
    client.createFunction({ id: "f", triggers: { event: "suspect" } }, noted("suspect")),
    client.createFunction({ id: "g", triggers: { event: "go" } }, noted("other")),
  ]);
  await app.send("go");
  await app.send("suspect");
  await app.send("go");
  await dieInJob(1);
  await app.runner.start();
  await endedRuns(database.db, "g", 2);
  await endedRuns(database.db, "f");
  const begins = log.indexOf("suspect begins");
  expect(log[begins + 1]).toBe("suspect ends");
  expect(log.slice(0, begins).filter((line) => line.endsWith("begins"))).toHaveLength(begins / 2);
});

test("on a database of its own a starting runner ends all leases at once", async () => {
  const app = newApp(
    (client) => [client.createFunction({ id: "f", triggers: { event: "go" } }, ({ attempt }) => attempt)],
    {
      singleOwner: true,
      restartSpreadMs: 10,
    },
  );
  await app.send("go");
  await database.db
    .updateTable("runnerJobs")
    .set({ owner: "dead", leaseUntil: sql<Date>`now() + interval '1 hour'` })
    .execute();
  await app.runner.start();
  expect(await endedRuns(database.db, "f")).toMatchObject([{ status: "completed", output: 1 }]);
});
