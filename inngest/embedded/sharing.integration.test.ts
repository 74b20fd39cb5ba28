import { setTimeout as pause } from "node:timers/promises";
import { cron } from "inngest";
import { sql } from "kysely";
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import type { DatabaseHandle, Db } from "@/db/client";
import { openTestDatabase, type TestDatabase } from "@/tests/database";
import { rerunRun } from "./runs";
import { type Build, createTestApp, endedRuns, idle, runsOf, type TestApp } from "./test-app";

let database: TestDatabase;
let second: DatabaseHandle | null;
let apps: TestApp[] = [];

beforeAll(async () => {
  database = await openTestDatabase();
  second = await database.second();
});

afterEach(async () => {
  await Promise.all(apps.map(({ runner }) => runner.stop()));
  expect(apps.flatMap(({ troubles }) => troubles)).toEqual([]);
  apps = [];
  await database.reset();
});

afterAll(async () => {
  await second?.close();
  await database.close();
});

/** Two runners of the same functions on one database: with connections of their own where it is a server. */
function twoApps(build: Build, options: Parameters<typeof createTestApp>[2] = {}): [TestApp, TestApp] {
  const open = (db: Db): TestApp => createTestApp(db, build, options);
  const pair: [TestApp, TestApp] = [open(database.db), open(second?.db ?? database.db)];
  apps = pair;
  return pair;
}

test("a concurrency limit holds over two runners, and is used", async () => {
  let working = 0;
  let most = 0;
  const [one, two] = twoApps((client) => [
    client.createFunction({ id: "f", triggers: { event: "go" }, concurrency: { limit: 2 } }, async ({ step }) => {
      for (const id of ["a", "b"]) {
        await step.run(id, async () => {
          working += 1;
          most = Math.max(most, working);
          await pause(150);
          working -= 1;
        });
      }
    }),
  ]);
  await Promise.all(Array.from({ length: 12 }, (_, n) => one.send("go", { n })));
  await Promise.all([one.runner.start(), two.runner.start()]);
  expect(await endedRuns(database.db, "f", 12, 30_000)).toHaveLength(12);
  expect(most).toBe(2);
});

test("a function at its limit does not hold up others", async () => {
  let release = (): void => {};
  const gate = new Promise<void>((resolve) => {
    release = resolve;
  });
  const [one] = twoApps((client) => [
    client.createFunction({ id: "f", triggers: { event: "go" }, concurrency: 1 }, () => gate),
    client.createFunction({ id: "g", triggers: { event: "other" } }, () => 1),
  ]);
  await one.runner.start();
  for (let n = 0; n < 20; n++) await one.send("go");
  await one.send("other");
  await endedRuns(database.db, "g");
  expect((await runsOf(database.db, "f")).every(({ status }) => status === "running")).toBe(true);
  release();
  await endedRuns(database.db, "f", 20);
});

test("two runners share what is to do and do each step once", async () => {
  const log: string[] = [];
  const [one, two] = twoApps((client) => [
    client.createFunction({ id: "f", triggers: { event: "go" } }, async ({ event, step }) => {
      for (const id of ["a", "b", "c"]) await step.run(id, () => void log.push(`${event.data["n"]}${id}`));
    }),
  ]);
  await Promise.all([one.runner.start(), two.runner.start()]);
  await Promise.all(Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? one : two).send("go", { n })));
  await endedRuns(database.db, "f", 40, 30_000);
  expect(log).toHaveLength(120);
  expect(new Set(log).size).toBe(120);
});

test("an event id that comes by both runners at once starts one run", async () => {
  const [one, two] = twoApps((client) => [client.createFunction({ id: "f", triggers: { event: "go" } }, () => 1)]);
  for (let n = 0; n < 20; n++) {
    await Promise.all([one, two, one, two].map((app) => app.send("go", {}, { id: `same-${n}` })));
  }
  expect(await runsOf(database.db, "f")).toHaveLength(20);
});

test("each slot of a cron trigger starts one run", async () => {
  const [one, two] = twoApps((client) => [
    client.createFunction({ id: "f", triggers: cron("* * * * * *") }, ({ event }) => event.data),
  ]);
  await Promise.all([one.runner.start(), two.runner.start()]);
  await vi.waitFor(async () => expect((await runsOf(database.db, "f")).length).toBeGreaterThanOrEqual(3), {
    timeout: 10_000,
    interval: 100,
  });
  await Promise.all([one.runner.stop(), two.runner.stop()]);
  const runs = await runsOf(database.db, "f");
  const slots = runs.map(({ output }) => (output as { scheduledAt: string }).scheduledAt);
  expect(new Set(slots).size).toBe(slots.length);
  expect(slots.every((slot) => slot.endsWith(".000Z"))).toBe(true);
  expect(runs[0]?.output).toMatchObject({ cron: "* * * * * *" });
});

test("slots missed while nothing ran start one run together; a new trigger starts none", async () => {
  const [one, two] = twoApps((client) => [
    client.createFunction({ id: "f", triggers: cron("0 3 * * *") }, ({ event }) => event.data),
    client.createFunction({ id: "g", triggers: cron("0 4 * * *") }, () => 1),
  ]);
  await database.db
    .insertInto("runnerSchedules")
    .values({ functionId: "test-f", cron: "0 3 * * *", lastSlot: sql<Date>`now() - interval '5 days'` })
    .execute();
  await Promise.all([one.runner.start(), two.runner.start()]);
  await endedRuns(database.db, "f");
  await pause(200);
  await idle(database.db);
  expect(await runsOf(database.db, "f")).toHaveLength(1);
  expect(await runsOf(database.db, "g")).toEqual([]);
});

test("who asks for much at once does not hold up who comes later, and no key gets more than its limit", async () => {
  const order: string[] = [];
  const atWork = new Map<unknown, number>();
  let mostOfOne = 0;
  const [one] = twoApps(
    (client) => [
      client.createFunction(
        { id: "f", triggers: { event: "go" }, concurrency: { key: "event.data.who", limit: 2 } },
        async ({ event, step }) => {
          const { who, n } = event.data;
          for (const id of ["a", "b"]) {
            await step.run(id, async () => {
              atWork.set(who, (atWork.get(who) ?? 0) + 1);
              mostOfOne = Math.max(mostOfOne, atWork.get(who) ?? 0);
              await pause(20);
              atWork.set(who, (atWork.get(who) ?? 1) - 1);
            });
          }
          order.push(`${who}${n}`);
        },
      ),
    ],
    { workers: 3 },
  );
  for (let n = 0; n < 12; n++) await one.send("go", { who: "busy", n });
  for (let n = 0; n < 2; n++) await one.send("go", { who: "late", n });
  await one.runner.start();
  await endedRuns(database.db, "f", 14, 30_000);
  expect(mostOfOne).toBe(2);
  expect(order.findIndex((run) => run === "late1")).toBeLessThan(6);
  expect(order.slice(-6).every((run) => run.startsWith("busy"))).toBe(true);
});

test("an event without the key belongs to nobody in particular, and its replay to the same", async () => {
  const [one] = twoApps((client) => [
    client.createFunction(
      { id: "f", triggers: { event: "go" }, concurrency: { key: "event.data.who", limit: 1 } },
      () => 1,
    ),
  ]);
  await one.runner.start();
  await one.send("go", { who: "x" });
  await one.send("go", {});
  await endedRuns(database.db, "f", 2);
  const shares = await database.db.selectFrom("runnerRuns").select(["share", "id"]).orderBy("createdAt").execute();
  expect(shares.map(({ share }) => share)).toEqual(["x", null]);
  await rerunRun(database.db, shares[0]?.id ?? "");
  await endedRuns(database.db, "f", 3);
  expect(
    await database.db.selectFrom("runnerRuns").select("share").where("replayOf", "is not", null).execute(),
  ).toEqual([{ share: "x" }]);
});
