import { writeFileSync } from "node:fs";
import path from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createBlobStore } from "@/lib/blob";
import type { Services } from "@/lib/services";
import { type FakeServer, startFakeServer } from "@/tests/fakes/fake-server";
import { createTestServices, type TestServices } from "@/tests/services";
import { checkAlerts } from "./check-alerts";

let given: TestServices;
let webhook: FakeServer;
/** The same services with a store that cannot work: its folder is a file. */
let failing: Services;

beforeAll(async () => {
  webhook = await startFakeServer(() => ({ body: "ok" }));
  given = await createTestServices({}, { ALERT_WEBHOOK_URL: `${webhook.url}/hook` });
  const { env } = given.services;
  const file = path.join(env.dataDir, "a-file");
  writeFileSync(file, "");
  failing = { ...given.services, blobs: createBlobStore({ images: { kind: "files" }, dataDir: file }) };
});
beforeEach(async () => {
  webhook.reset();
  await given.database.reset();
});
afterAll(async () => {
  await given.close();
  await webhook.close();
});

type Told = { text: string; rule: string; state: string; todo: string };
/** What was told of the store: the machine that tests run on may have trouble of its own, such as a full disk. */
const told = (): Told[] =>
  webhook.requests.map(({ body }) => JSON.parse(body.toString()) as Told).filter(({ rule }) => rule === "store");
const states = () => told().map(({ state }) => state);
/** As if so many minutes had passed since. */
const pass = (minutes: number) =>
  given.services.db
    .updateTable("alerts")
    .set({
      seenAt: sql<Date>`seen_at - make_interval(mins => ${minutes}::int)`,
      triedAt: sql<Date>`tried_at - make_interval(mins => ${minutes}::int)`,
    })
    .execute();

test("what goes wrong is told once, with what to do, and once that it is over", async () => {
  for (let look = 0; look < 5; look += 1) {
    await checkAlerts(failing);
    await pass(1);
  }
  expect(states()).toEqual(["holds"]);
  expect(told()[0]).toMatchObject({ rule: "store", todo: 'docs/operations.md, "When the store fails"' });
  expect(told()[0]?.text).toContain("The picture store fails");
  await checkAlerts(given.services);
  expect(states()).toEqual(["holds"]);
  await pass(11);
  for (let look = 0; look < 3; look += 1) await checkAlerts(given.services);
  expect(states()).toEqual(["holds", "over"]);
  await checkAlerts(failing);
  expect(states()).toEqual(["holds", "over", "holds"]);
});

test("what comes and goes is one thing", async () => {
  for (let look = 0; look < 20; look += 1) {
    await checkAlerts(look % 2 === 0 ? failing : given.services);
    await pass(4);
  }
  expect(states()).toEqual(["holds"]);
});

test("many processes tell it once", async () => {
  await Promise.all(Array.from({ length: 8 }, () => checkAlerts(failing)));
  expect(states()).toEqual(["holds"]);
  await pass(11);
  await Promise.all(Array.from({ length: 8 }, () => checkAlerts(given.services)));
  expect(states()).toEqual(["holds", "over"]);
});

test("a webhook that is away hears of it later, and not more often than once a minute until then", async () => {
  webhook.fail({ kind: "reset", times: Infinity });
  for (let look = 0; look < 5; look += 1) await checkAlerts(failing);
  expect(told()).toHaveLength(1);
  await pass(1);
  await checkAlerts(failing);
  expect(told()).toHaveLength(2);
  webhook.reset();
  await pass(1);
  for (let look = 0; look < 3; look += 1) await checkAlerts(failing);
  expect(states()).toEqual(["holds"]);
  expect(given.logged.some(({ message }) => message === "an alert was not told")).toBe(true);
});

test("what was over before anybody could be told is not told at all", async () => {
  webhook.fail({ kind: "answer", answer: { status: 500 }, times: Infinity });
  await checkAlerts(failing);
  webhook.reset();
  await pass(11);
  await checkAlerts(given.services);
  expect(states()).toEqual([]);
});

test("Slack gets one text and nothing else", async () => {
  const alerts = { url: webhook.url, format: "slack" } as const;
  await checkAlerts({ ...failing, env: { ...failing.env, alerts } });
  const bodies = webhook.requests.map(({ body }) => JSON.parse(body.toString()) as object);
  expect(bodies.map((body) => Object.keys(body))).toContainEqual(["text"]);
});

test("without a webhook nothing is looked at, and a database that is away breaks nothing", async () => {
  await checkAlerts({ ...failing, env: { ...failing.env, alerts: null } });
  expect(await given.services.db.selectFrom("alerts").selectAll().execute()).toEqual([]);
  const away = given.services.db.withSchema("no_such_schema");
  await expect(checkAlerts({ ...failing, db: away })).resolves.toBeUndefined();
});
