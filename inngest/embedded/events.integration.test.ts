import { setTimeout as pause } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { openTestDatabase, type TestDatabase } from "@/tests/database";
import { createEmbeddedRunner } from "./runner";
import { type Build, createTestApp, endedRuns, idle, runsOf, type TestApp } from "./test-app";

let database: TestDatabase;
let app: TestApp;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterEach(async () => {
  await app.runner.stop();
  await database.reset();
});

afterAll(() => database.close());

async function started(build: Build): Promise<TestApp> {
  app = createTestApp(database.db, build);
  await app.runner.start();
  return app;
}

test("only events of the name that satisfy the condition start a function", async () => {
  const got: unknown[] = [];
  await started((client) => [
    client.createFunction(
      { id: "f", triggers: [{ event: "go", if: "event.data.n > 1" }] },
      ({ event }) => void got.push(event.data["n"]),
    ),
    client.createFunction({ id: "any", triggers: { event: "g*" } }, () => 1),
  ]);
  await app.send("go", { n: 1 });
  await app.send("go", { n: 2 });
  await app.send("go", {});
  await app.send("other", { n: 3 });
  await endedRuns(database.db, "any", 3);
  await idle(database.db);
  expect(got).toEqual([2]);
});

test("an event id that comes ten times at once and once more later starts one run", async () => {
  let calls = 0;
  await started((client) => [client.createFunction({ id: "f", triggers: { event: "go" } }, () => void (calls += 1))]);
  await Promise.all(Array.from({ length: 10 }, () => app.send("go", {}, { id: "edit-1:1" })));
  await endedRuns(database.db, "f");
  await app.send("go", {}, { id: "edit-1:1" });
  await idle(database.db);
  expect(await runsOf(database.db, "f")).toHaveLength(1);
  expect(calls).toBe(1);
});

test("an event without an id that is delivered again under its seed starts one run", async () => {
  await started((client) => [client.createFunction({ id: "f", triggers: { event: "go" } }, () => 1)]);
  const deliver = (seed: string): Promise<Response> =>
    app.runner.fetch("http://localhost:8288/e/key", {
      method: "POST",
      headers: { "x-inngest-event-id-seed": seed },
      body: JSON.stringify([
        { name: "go", data: {} },
        { name: "go", data: {} },
      ]),
    });
  const [first, again, other] = [await deliver("1,a"), await deliver("1,a"), await deliver("2,b")];
  const { ids } = (await first.json()) as { ids: string[] };
  expect(new Set(ids).size).toBe(2);
  expect(((await again.json()) as { ids: string[] }).ids).toEqual(ids);
  expect(other.status).toBe(200);
  expect(await endedRuns(database.db, "f", 4)).toHaveLength(4);
});

test("an event of the future starts its function then", async () => {
  const sentAt = performance.now();
  let ranAt = 0;
  await started((client) => [
    client.createFunction({ id: "f", triggers: { event: "go" } }, () => void (ranAt = performance.now())),
  ]);
  await app.send("go", {}, { ts: Date.now() + 800 });
  await endedRuns(database.db, "f");
  expect(ranAt - sentAt).toBeGreaterThan(700);
});

test("cancelOn ends the matching run only, drops the step in flight and says so", async () => {
  const log: string[] = [];
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  await started((client) => [
    client.createFunction(
      { id: "f", triggers: { event: "go" }, cancelOn: [{ event: "stop", match: "data.editId" }] },
      async ({ event, step }) => {
        await step.run("wait", () => gate);
        await step.run("after", () => void log.push(String(event.data["editId"])));
      },
    ),
    client.createFunction(
      { id: "heard", triggers: { event: "inngest/function.cancelled" } },
      ({ event }) => event.data,
    ),
  ]);
  await app.send("go", { editId: "a" });
  await app.send("go", { editId: "b" });
  await pause(200);
  await app.send("stop", { editId: "a" });
  release();
  const runs = await endedRuns(database.db, "f", 2);
  const [heard] = await endedRuns(database.db, "heard");
  await idle(database.db);
  expect(runs.map(({ status }) => status)).toEqual(["canceled", "completed"]);
  expect(log).toEqual(["b"]);
  expect(heard?.output).toMatchObject({ function_id: "test-f", run_id: runs[0]?.id, event: { data: { editId: "a" } } });
});

test("events that come before the start wait for it", async () => {
  app = createTestApp(database.db, (client) => [
    client.createFunction({ id: "f", triggers: { event: "go" } }, () => 1),
  ]);
  await app.send("go");
  expect(await runsOf(database.db, "f")).toMatchObject([{ status: "running" }]);
  await app.runner.start();
  expect(await endedRuns(database.db, "f")).toMatchObject([{ status: "completed" }]);
});

test("a changed handler is used from then on, its new functions too", async () => {
  await started((client) => [client.createFunction({ id: "f", triggers: { event: "go" } }, () => "old")]);
  const changed = createTestApp(database.db, (client) => [
    client.createFunction({ id: "f", triggers: { event: "go" } }, () => "new"),
    client.createFunction({ id: "g", triggers: { event: "go" } }, () => "added"),
  ]);
  app.runner.use((request) => changed.handler(request));
  await app.send("go");
  expect(await endedRuns(database.db, "f")).toMatchObject([{ output: "new" }]);
  expect(await endedRuns(database.db, "g")).toMatchObject([{ output: "added" }]);
});

test("a handler that comes while the runner starts is used without waiting for an event", async () => {
  const later = createTestApp(database.db, (client) => [
    client.createFunction({ id: "g", triggers: { event: "go" } }, () => "later"),
  ]);
  await later.send("go");
  app = createTestApp(database.db, (client) => [client.createFunction({ id: "f", triggers: [] }, () => 1)]);
  const starting = app.runner.start();
  app.runner.use(later.handler);
  await starting;
  expect(await endedRuns(database.db, "g")).toMatchObject([{ status: "completed", output: "later" }]);
});

test("a run of a function that this build does not have is kept for one that does", async () => {
  app = createTestApp(database.db, (client) => [
    client.createFunction({ id: "f", triggers: { event: "go" } }, () => 1),
  ]);
  await app.send("go");
  const without = createTestApp(database.db, (client) => [
    client.createFunction({ id: "g", triggers: { event: "other" } }, () => 2),
  ]);
  await without.runner.start();
  await without.send("other");
  await endedRuns(database.db, "g");
  await without.runner.stop();
  expect(await runsOf(database.db, "f")).toMatchObject([{ status: "running" }]);
  await app.runner.start();
  expect(await endedRuns(database.db, "f")).toMatchObject([{ status: "completed" }]);
});

test("what the runner does not serve is refused by name", async () => {
  await started((client) => [client.createFunction({ id: "f", triggers: { event: "go" } }, () => 1)]);
  const answer = await app.runner.fetch("http://localhost:8288/v1/realtime/publish?channel=c", {
    method: "POST",
    body: "{}",
  });
  expect(answer.status).toBe(501);
  expect(await answer.json()).toMatchObject({ error: expect.stringContaining("/v1/realtime/publish") as unknown });
  expect((await app.runner.fetch("http://localhost:8288/fn/register", { method: "POST" })).status).toBe(200);
  expect((await app.runner.fetch("http://localhost:8288/e/key", { method: "POST", body: "{" })).status).toBe(400);
});

test("events are refused while there are no functions, and none is kept by half", async () => {
  await started((client) => [client.createFunction({ id: "f", triggers: { event: "go" } }, () => 1)]);
  const troubles: string[] = [];
  const note = (message: string): void => void troubles.push(message);
  const empty = createEmbeddedRunner({
    db: () => database.db,
    singleOwner: false,
    logger: { warn: note, error: note },
  });
  const refused = await empty.fetch("http://localhost:8288/e/key", {
    method: "POST",
    body: JSON.stringify({ name: "go" }),
  });
  expect(refused.status).toBe(503);
  await expect(empty.start()).rejects.toThrow("no functions");

  const events = [
    { id: "1", name: "go" },
    { id: "2", name: "bad\0name" },
  ];
  const half = await app.runner.fetch("http://localhost:8288/e/key", { method: "POST", body: JSON.stringify(events) });
  expect(half.status).toBe(503);
  expect(await half.text()).not.toContain("0x00");
  expect(await runsOf(database.db, "f")).toEqual([]);
  expect(troubles).toHaveLength(1);
  expect(app.troubles).toHaveLength(1);
});
