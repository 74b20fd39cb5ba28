import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { claimEdit } from "@/db/queries/edit-runs";
import { insertEdit } from "@/db/queries/edits";
import { findSignsOfRuns } from "@/db/queries/looks";
import { checkRunsAreCarriedOut } from "@/lib/health/check-runs";
import { getRuntime, type Runtime } from "@/lib/services";
import { newEdit } from "@/tests/factories/edits";
import type { FakeServer } from "@/tests/fakes/fake-server";
import { INNGEST_SERVER_FAKE, startInngestServerFake } from "@/tests/fakes/inngest-server";
import { type InngestApp, startInngestApp } from "@/tests/inngest-app";
import { createTestServices, type TestServices } from "@/tests/services";
import { FUNCTION_IDS } from "./app";
import { checkRegistration } from "./check-inngest";
import { keepRegistered } from "./register-app";

const PACE = { pauseMs: 20, longestPauseMs: 50, lookMs: 50, patienceMs: 5_000 };

let services: TestServices;
let server: FakeServer;
let app: InngestApp | null = null;
let runtime: Runtime;
let stopped: AbortController;
let keeping: Promise<void> = Promise.resolve();

beforeAll(async () => {
  services = await createTestServices();
});
afterAll(() => services.close());
beforeEach(async () => {
  await services.database.reset();
  services.logged.length = 0;
  server = await startInngestServerFake(services.database.db);
  stopped = new AbortController();
});
afterEach(async () => {
  stopped.abort();
  await keeping;
  await app?.close();
  app = null;
  await server.close();
});

async function start(variables: Record<string, string> = {}): Promise<void> {
  app = await startInngestApp(
    {
      INNGEST_BASE_URL: server.url,
      INNGEST_EVENT_KEY: INNGEST_SERVER_FAKE.eventKey,
      INNGEST_SIGNING_KEY: INNGEST_SERVER_FAKE.signingKey,
      SWEEP_CRON: "* * * * *",
      ...variables,
    },
    { test: services },
  );
  runtime = await getRuntime();
}

const begin = (): void => {
  keeping = keepRegistered(runtime, stopped.signal, PACE);
};

const known = (): Promise<number | null> => {
  const { inngest, publicUrl } = runtime.services.env;
  if (inngest === null) throw new Error("there is no server");
  return checkRegistration(inngest, publicUrl, AbortSignal.timeout(5_000));
};

const registrations = () => server.requests.filter(({ path }) => path === "/fn/register");
const lines = (level: string): string[] =>
  services.logged.filter((line) => line.level === level).map((line) => line.message);

test("the app registers all its functions when it starts, and the sweeper runs at once", async () => {
  await start();
  await expect(known()).rejects.toThrow("knows no function");
  begin();
  await expect.poll(known).toBe(FUNCTION_IDS.length);
  const [sent] = registrations();
  const body = JSON.parse(sent?.body.toString() ?? "") as { url: string; functions: Array<{ id: string }> };
  expect(body.url).toBe(app?.url);
  expect(body.functions.map(({ id }) => id).toSorted()).toEqual([...FUNCTION_IDS].toSorted());
  await expect.poll(async () => (await findSignsOfRuns(services.services.db, 180)).sweepAge).not.toBeNull();
  expect(lines("error")).toEqual([]);
});

test("it tries again while the server is not there", async () => {
  await start();
  server.fail({ kind: "reset", times: 3, when: ({ path }) => path === "/fn/register" });
  begin();
  await expect.poll(known).toBe(FUNCTION_IDS.length);
  await expect.poll(() => runtime.registration.trouble).toBeNull();
  expect(registrations()).toHaveLength(4);
  // Said once, however often it is tried.
  expect(lines("error").filter((line) => line.includes("not registered"))).toHaveLength(1);
});

test.each([
  ["INNGEST_SIGNING_KEY", "f".repeat(64), "signing key"],
  ["INNGEST_EVENT_KEY", "another-event-key", "INNGEST_EVENT_KEY"],
])("a wrong %s is told, and runs count as failing", async (name, value, told) => {
  await start({ [name]: value });
  begin();
  await expect.poll(() => runtime.registration.trouble).toContain(told);
  expect(lines("error")).toContain("runs do not work: the app is not registered");
  if (name === "INNGEST_SIGNING_KEY") await expect(known()).rejects.toThrow(told);
});

test("what the server has lost is registered again", async () => {
  await start();
  begin();
  await expect.poll(known).toBe(FUNCTION_IDS.length);
  const before = registrations().length;
  server.fail({ kind: "answer", when: ({ path }) => path.startsWith("/v1/apps/"), answer: { body: "null" } });
  await expect.poll(() => registrations().length).toBe(before + 1);
  await expect.poll(known).toBe(FUNCTION_IDS.length);
});

test("another app of the same name is told of and not fought", async () => {
  await start();
  begin();
  await expect.poll(known).toBe(FUNCTION_IDS.length);
  const before = registrations().length;
  const elsewhere = FUNCTION_IDS.map((id) => ({
    Slug: id,
    Config: JSON.stringify({ steps: [{ uri: `http://other:3000/api/inngest?fnId=${id}&step=step` }] }),
  }));
  server.fail({
    kind: "answer",
    times: Infinity,
    when: ({ path }) => path.startsWith("/v1/apps/"),
    answer: { body: elsewhere },
  });
  await expect.poll(() => runtime.registration.trouble).toContain("at other:3000 and not at");
  await expect(known()).rejects.toThrow("another app has the same name");
  expect(registrations()).toHaveLength(before);
});

describe("readiness", () => {
  const check = (upSeconds: number) =>
    checkRunsAreCarriedOut({ ...runtime.services, checkRuns: async () => {} }, upSeconds);
  const age = (seconds: number) =>
    services.services.db
      .insertInto("looks")
      .values({ name: "sweep", lookedAt: new Date(Date.now() - seconds * 1000) })
      .execute();

  test("fails when the sweeper has never run, once its time has come twice", async () => {
    await start();
    await check(170);
    await expect(check(181)).rejects.toThrow("has never run");
  });

  test("fails when the sweeper has not run for three minutes, and not before", async () => {
    await start();
    await age(170);
    await check(10_000);
    await services.database.reset();
    await age(190);
    await expect(check(10_000)).rejects.toThrow(/has not run for 19\d seconds/);
    await check(30);
  });

  test("without a clock, fails while an edit waits and none begins", async () => {
    await start({ SWEEP_CRON: "off" });
    await check(10_000);
    const at = (seconds: number) => new Date(Date.now() - seconds * 1000);
    const { db } = services.services;
    const waiting = newEdit();
    await insertEdit(db, waiting);
    await db
      .updateTable("edits")
      .set({ stageStartedAt: at(200) })
      .where("id", "=", waiting.id)
      .execute();
    await expect(check(10_000)).rejects.toThrow("none has begun");
    const begun = newEdit();
    await insertEdit(db, begun);
    expect(await claimEdit(db, { id: begun.id, runId: "run", dispatch: 1 })).not.toBeNull();
    await check(10_000);
  });
});
