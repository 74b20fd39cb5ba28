import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { serve } from "inngest/edge";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST } from "@/app/api/webhooks/[provider]/[attempt]/route";
import type { DatabaseHandle } from "@/db/client";
import { createEmbeddedRunner } from "@/inngest/embedded/runner";
import { createInngest } from "@/inngest/client";
import { createFunctions } from "@/inngest/functions";
import { createFluxEditor } from "@/lib/providers/flux/adapter";
import { findEditRecord } from "@/db/queries/edits";
import { requestEdit } from "@/lib/edits/request";
import { checkEdit } from "@/lib/edits/retry";
import { runEdit } from "@/lib/edits/run";
import type { DurableStep } from "@/lib/edits/stages/stage";
import type { Charge, ErrorCode } from "@/lib/errors";
import { pictureTools } from "@/lib/images/picture-tools";
import { type Services, setServices } from "@/lib/services";
import { clientOf, editRequest } from "./factories/edits";
import { BFL_FAKE_KEY, type BflFake, startBflFake } from "./fakes/bfl";
import { type FakeServer, startFakeServer } from "./fakes/fake-server";
import { IS_SAMPLE } from "./sample";
import { createTestServices, type TestServices } from "./services";
import { testPicture } from "./test-picture";

const MODEL = "flux-2-pro";
const variables = (fake: BflFake, more: Record<string, string> = {}) => ({
  BFL_API_KEY: BFL_FAKE_KEY,
  BFL_BASE_URL: fake.url,
  IMAGE_EDITOR: "flux",
  SPEND_CAP_USD: "off",
  SPEND_CAP_USD_PER_CLIENT: "off",
  ...more,
});

let bytes: Uint8Array;

const ask = async (services: Services, prompt: string, hash = "client-1") => {
  const request = editRequest(bytes, { prompt });
  return (await requestEdit(services, request, clientOf(hash))).editId;
};

const rowOf = (services: Services, editId: string) =>
  services.db.selectFrom("edits").selectAll().where("id", "=", editId).executeTakeFirstOrThrow();

const attemptsOf = (services: Services, editId: string) =>
  services.db.selectFrom("editAttempts").selectAll().where("editId", "=", editId).orderBy("number").execute();

/** Sleeps no time, while it passes for the attempts in the database, ten times as fast. */
const ageing = (services: Services): DurableStep => ({
  run: (_id, work) => work(),
  sleep: async (_id, time) => {
    const seconds = Number.parseInt(time, 10) * 10;
    await services.db
      .updateTable("editAttempts")
      .set({
        sentAt: sql<Date>`sent_at - make_interval(secs => ${seconds})`,
        waitingSince: sql<Date>`waiting_since - make_interval(secs => ${seconds})`,
        notBefore: sql<Date>`not_before - make_interval(secs => ${seconds})`,
      })
      .execute();
  },
});

/** Runs an edit to its end; the row says how it failed. */
const run = async (services: Services, editId: string, step = ageing(services), dispatch = 1) => {
  await runEdit({ editId, runId: randomUUID(), dispatch }, step, services).catch(() => {});
  return rowOf(services, editId);
};

beforeAll(async () => {
  bytes = await testPicture();
});

describe("an edit with FLUX", () => {
  let fake: BflFake;
  let test: TestServices;

  beforeAll(async () => {
    fake = await startBflFake();
    test = await createTestServices({}, variables(fake));
  });
  beforeEach(() => fake.reset());
  afterAll(async () => {
    await test.close();
    await fake.close();
  });

  const edit = async (prompt: string, services = test.services) => run(services, await ask(services, prompt));
  const submits = (): number => fake.requests.filter(({ path }) => path === `/v1/${MODEL}`).length;

  it("is given up when its task never ends, with the task still stored", async () => {
    const row = await edit("make it blue flux:pending");
    expect(row).toMatchObject({ status: "failed", errorCode: "PROVIDER_TIMEOUT", charge: "made" });
    const [task] = fake.paidTasks();
    expect(await attemptsOf(test.services, row.id)).toMatchObject([{ providerId: task?.id, taskState: null }]);
    expect(submits()).toBe(1);
  });

  it("is made, kept, and costs what the service says", async () => {
    const row = await edit("make it blue");
    expect(row).toMatchObject({
      status: "completed",
      editor: "flux",
      model: MODEL,
      charge: "made",
      costEstimated: false,
      resultType: "image/jpeg",
      resultWidth: 336,
      resultHeight: 256,
    });
    expect(Number(row.costUsd)).toBe(0.045);
    expect([submits(), fake.paidTasks().length, fake.delivery.requests.length]).toEqual([1, 1, 1]);
    expect(await test.services.blobs.head(row.resultKey ?? "")).toMatchObject({ size: row.resultSize });
  });

  const ENDS: ReadonlyArray<readonly [scenario: string, code: ErrorCode, charge: Charge]> = [
    ["400", "PROVIDER_REJECTED", "none"],
    ["400-moderated", "CONTENT_REFUSED", "none"],
    ["402", "PROVIDER_UNAVAILABLE", "none"],
    ["403", "PROVIDER_NOT_CONFIGURED", "none"],
    ["404", "PROVIDER_NOT_CONFIGURED", "none"],
    ["422", "PROVIDER_REJECTED", "none"],
    ["429-long", "PROVIDER_UNAVAILABLE", "none"],
    ["moved", "PROVIDER_UNAVAILABLE", "none"],
    ["500", "SUBMIT_UNCERTAIN", "possible"],
    ["500-after", "SUBMIT_UNCERTAIN", "possible"],
    ["502", "SUBMIT_UNCERTAIN", "possible"],
    ["503", "SUBMIT_UNCERTAIN", "possible"],
    ["504", "SUBMIT_UNCERTAIN", "possible"],
    ["reset", "SUBMIT_UNCERTAIN", "possible"],
    ["reset-after", "SUBMIT_UNCERTAIN", "possible"],
    ["submit-html", "SUBMIT_UNCERTAIN", "possible"],
    ["submit-strange", "SUBMIT_UNCERTAIN", "possible"],
    ["evil-polling-url", "PROVIDER_UNAVAILABLE", "possible"],
    ["request-moderated", "CONTENT_REFUSED", "possible"],
    ["content-moderated", "CONTENT_REFUSED", "possible"],
    ["task-error", "PROVIDER_UNAVAILABLE", "possible"],
    ["task-failed", "PROVIDER_UNAVAILABLE", "possible"],
    ["task-not-found", "PROVIDER_UNAVAILABLE", "possible"],
    ["no-sample", "PROVIDER_BAD_RESULT", "made"],
    ["expired-for-ever", "PROVIDER_BAD_RESULT", "made"],
    ["html", "PROVIDER_BAD_RESULT", "made"],
    ["empty", "PROVIDER_BAD_RESULT", "made"],
    ["truncated", "PROVIDER_BAD_RESULT", "made"],
    ["redirect", "PROVIDER_BAD_RESULT", "made"],
    ["private-sample", "PROVIDER_BAD_RESULT", "made"],
  ];

  it.each(ENDS)("is asked for once, and fails as it is: %s, %s, charged: %s", async (scenario, errorCode, charge) => {
    expect(await edit(`make it blue flux:${scenario}`)).toMatchObject({ status: "failed", errorCode, charge });
    expect(submits()).toBe(1);
    expect(fake.paidTasks().length).toBeLessThanOrEqual(charge === "none" ? 0 : 1);
  });

  it.each(["hang", "hang-after"])("is uncertain when the submit is never answered: %s", async (scenario) => {
    const { flux } = test.services.env.providers;
    if (flux === null) throw new Error("there is no key");
    const editors = [createFluxEditor({ ...flux, tools: pictureTools, submitMs: 300 })];
    const row = await edit(`make it blue flux:${scenario}`, { ...test.services, editors });
    expect(row).toMatchObject({ status: "failed", errorCode: "SUBMIT_UNCERTAIN", charge: "possible" });
    expect(submits()).toBe(1);
  });

  it.each(["no-polling-url", "unknown-status", "expired", "429-once", "no-cost"])(
    "is made in spite of %s",
    async (scenario) => {
      expect(await edit(`make it blue flux:${scenario}`)).toMatchObject({ status: "completed", charge: "made" });
      expect(fake.paidTasks()).toHaveLength(1);
      expect(submits()).toBe(scenario === "429-once" ? 2 : 1);
    },
  );

  it.each([
    "task-not-found-3",
    "task-not-found-404-4",
    "task-error-2",
    "task-failed-1",
    "odd-jpeg",
    "packed",
    "handed-on",
  ])("is made in spite of what is seen of the real service: %s", async (scenario) => {
    const row = await edit(`make it blue flux:${scenario}`);
    expect(row).toMatchObject({ status: "completed", charge: "made" });
    expect(fake.paidTasks()).toHaveLength(1);
    const parked = test.services.db.selectFrom("parkedResults").select("editId").where("editId", "=", row.id);
    expect(await parked.execute()).toEqual([]);
  });

  it.each(["task-error", "task-not-found", "no-sample"])(
    "is not given up for one reply: %s, but after a minute and several of them, to be checked again",
    async (scenario) => {
      const row = await edit(`make it blue flux:${scenario}`);
      const [attempt] = await attemptsOf(test.services, row.id);
      expect(attempt).toMatchObject({ taskState: null, outcome: "failed" });
      expect(attempt?.doubts).toBeGreaterThanOrEqual(5);
      expect((attempt?.finishedAt?.getTime() ?? 0) - (attempt?.sentAt?.getTime() ?? 0)).toBeGreaterThan(60_000);
      const asked = fake.cluster.requests.length;
      await checkEdit(test.services, row.id);
      await run(test.services, row.id, ageing(test.services), 2);
      expect(fake.cluster.requests.length).toBeGreaterThanOrEqual(asked + 5);
      expect(submits()).toBe(1);
    },
  );

  it("notes the host of a result that was refused", async () => {
    const row = await edit("make it blue flux:private-sample");
    expect(await attemptsOf(test.services, row.id)).toMatchObject([{ refusedHost: "10.0.0.1", taskState: "ready" }]);
    expect(test.logged).toContainEqual(
      expect.objectContaining({ message: "a result was not fetched", refusedHost: "10.0.0.1" }),
    );
    expect(await findEditRecord(test.services.db, row.id)).toMatchObject({ checkable: true });
  });

  it("waits for a quarter of an hour where the service is full, and then costs nothing", async () => {
    expect(await edit("make it blue flux:429")).toMatchObject({
      status: "failed",
      errorCode: "PROVIDER_UNAVAILABLE",
      charge: "none",
      errorDetail: "The image service has been too busy to take this edit. It cost nothing; please try again.",
    });
    expect(submits()).toBeGreaterThan(10);
    expect(fake.paidTasks()).toEqual([]);
  });

  it("lives through a restart while it is polled, with the same task", async () => {
    const editId = await ask(test.services, "make it blue");
    // However busy the machine, the task is not ready before its run sleeps.
    let asleep = false;
    const pending = { body: { status: "Pending" } };
    fake.cluster.fail({ kind: "answer", answer: pending, times: Infinity, when: () => !asleep });
    await new Promise<void>((resolve) => {
      const sleep = (id: string): Promise<void> => {
        // The first question comes after a pause.
        if (id === "edit:wait:0") return Promise.resolve();
        asleep = true;
        resolve();
        return new Promise(() => {});
      };
      void runEdit({ editId, runId: "first-run", dispatch: 1 }, { run: (_id, work) => work(), sleep }, test.services);
    });
    const polledBefore = fake.cluster.requests.length;
    const [before] = await attemptsOf(test.services, editId);
    await test.services.db
      .updateTable("edits")
      .set({ heartbeatAt: sql<Date>`now() - interval '10 minutes'` })
      .where("id", "=", editId)
      .execute();
    expect(await run(test.services, editId)).toMatchObject({ status: "completed", charge: "made" });
    expect(await attemptsOf(test.services, editId)).toMatchObject([
      { id: before?.id, providerId: before?.providerId, pollingUrl: before?.pollingUrl, outcome: "succeeded" },
    ]);
    const polled = fake.cluster.requests.map(({ query }) => query.get("id"));
    expect(new Set(polled)).toEqual(new Set([before?.providerId]));
    expect(polledBefore).toBeGreaterThan(0);
    expect(polled.length).toBeGreaterThan(polledBefore);
    expect(submits()).toBe(1);
  });

  it("leaves no key, no signed address and no words in the log", () => {
    const logged = JSON.stringify(test.logged);
    expect(logged).toContain("an editor did not take an edit");
    for (const secret of [BFL_FAKE_KEY, "sig=", "make it blue"]) expect(logged.includes(secret), secret).toBe(false);
  });
});

describe("many edits with FLUX", () => {
  let fake: BflFake;
  let test: TestServices;
  let second: DatabaseHandle | null = null;

  afterEach(async () => {
    await second?.close();
    await test.close();
    await fake.close();
  });

  /** Sleeps a part of what it is told, so that a queue moves on. */
  const hurried: DurableStep = {
    run: (_id, work) => work(),
    sleep: (_id, time) => new Promise((resolve) => setTimeout(resolve, Number.parseInt(time, 10) * 80)),
  };

  /** Two pools on one PostgreSQL stand for two processes; an embedded database allows one. */
  async function start(model: string): Promise<readonly [Services, Services]> {
    fake = await startBflFake({ seconds: [60, 60] });
    test = await createTestServices({}, variables(fake, { BFL_MODEL: model }));
    second = await test.database.second();
    return [test.services, { ...test.services, db: second?.db ?? test.services.db }];
  }

  /** How many of these are not yet at the provider's door. */
  async function unqueued(ids: readonly string[]): Promise<number> {
    const { db } = test.services;
    const seen = await db
      .selectFrom("editAttempts")
      .select("editId")
      .where((where) => where.or([where("waitingSince", "is not", null), where("sentAt", "is not", null)]))
      .execute();
    return ids.length - new Set(seen.map(({ editId }) => editId)).size;
  }

  /** Edits for these people, in their order. Tasks last until as many are open as can be. */
  async function runAll(
    both: readonly [Services, Services],
    people: readonly string[],
    cap: number,
  ): Promise<string[]> {
    const ids: string[] = [];
    for (const who of people) ids.push(await ask(both[0], who, who));
    const runs = Promise.all(ids.map((id, at) => run(both[at % 2 === 0 ? 0 : 1], id, hurried)));
    let over = false;
    const clock = async (): Promise<void> => {
      for (let full = 0; !over;) {
        await new Promise((resolve) => setTimeout(resolve, 150));
        full = fake.active() === cap || fake.paidTasks().length === people.length ? full + 1 : 0;
        // Full for a while, and all others in the queue: whoever would send one more has the time to.
        if (full >= 3 && (await unqueued(ids)) === 0) fake.advance(61);
      }
    };
    const [rows] = await Promise.all([runs.finally(() => (over = true)), clock()]);
    return rows.map(({ status }) => status);
  }

  it("never are more than 24 at the service, which turns none away", { timeout: 120_000 }, async () => {
    const people = Array.from({ length: IS_SAMPLE ? 36 : 60 }, (_, at) => `person ${at % 7}`);
    expect(await runAll(await start("flux-2-pro"), people, 24)).toEqual(people.map(() => "completed"));
    expect([fake.paidTasks().length, fake.mostActive(), fake.turnedAway()]).toEqual([people.length, 24, 0]);
  });

  it("never are more than 6 at Kontext max, and take turns between people", { timeout: 120_000 }, async () => {
    const people = Array.from({ length: 27 }, (_, at) => (at < 18 ? "first" : "second"));
    expect(await runAll(await start("flux-kontext-max"), people, 6)).toEqual(people.map(() => "completed"));
    expect([fake.paidTasks().length, fake.mostActive(), fake.turnedAway()]).toEqual([27, 6, 0]);
    const turns = fake.paidTasks().flatMap(({ prompt }, at) => (prompt === "second" ? [at] : []));
    // Who came second, with fewer, does not have to wait for all of the first: alone in order, their turns were 18 to 26.
    expect(turns[0]).toBeLessThan(12);
    expect(turns.reduce((sum, at) => sum + at, 0) / turns.length).toBeLessThan(18);
  });
});

describe("the webhook of FLUX", () => {
  it.each(["verbatim", "hmac"] as const)("finishes an edit while its run sleeps: secret %s", async (webhookSecret) => {
    const fake = await startBflFake({ seconds: [5, 5], webhookSecret, webhookAnswer: webhookSecret === "hmac" });
    const site = await startSite();
    const test = await createTestServices({}, variables(fake, { BFL_WEBHOOKS: "on", PUBLIC_URL: site.url }));
    const runner = createEmbeddedRunner({
      db: () => test.services.db,
      singleOwner: false,
      pollMs: 50,
      logger: { warn: () => {}, error: () => {} },
    });
    const inngest = createInngest(runner, test.services.log);
    // Its run asks once after two seconds, and sleeps for 20 seconds before it asks again.
    const editors = test.services.editors.map((editor) => ({
      ...editor,
      capabilities: { ...editor.capabilities, usualSeconds: 200 },
    }));
    const services: Services = { ...test.services, editors, events: inngest };
    setServices(services);
    try {
      const functions = createFunctions(inngest, async () => services, {
        sweepCron: null,
        looksByEvents: false,
        runsPerClient: 5,
      });
      runner.use(serve({ client: inngest, functions }));
      await runner.start();
      const editId = await ask(services, "make it blue");
      await expect
        .poll(async () => (await rowOf(services, editId)).status, { timeout: 45_000, interval: 50 })
        .toBe("completed");
      const sleeping = services.db
        .selectFrom("runnerJobs")
        .select("id")
        .where("dueAt", ">", sql<Date>`now()`);
      expect(await sleeping.execute()).toHaveLength(1);
      expect(fake.webhookCalls().map(({ status }) => status)).toEqual([204]);
      expect(fake.paidTasks()).toHaveLength(1);
      expect(await rowOf(services, editId)).toMatchObject({ charge: "made", resultType: "image/jpeg" });
      expect(await attemptsOf(services, editId)).toMatchObject([{ outcome: "succeeded" }]);
    } finally {
      setServices(null);
      await runner.stop();
      await test.close();
      await site.close();
      await fake.close();
    }
  });
});

/** The one route that the provider calls, over HTTP. */
function startSite(): Promise<FakeServer> {
  return startFakeServer(async ({ path, headers, body }) => {
    const [provider, attempt] = path.replace("/api/webhooks/", "").split("/");
    const request = new Request(`http://site${path}`, {
      method: "POST",
      headers: { ...headers },
      body: new Uint8Array(body),
    });
    const { status } = await POST(request, { params: Promise.resolve({ provider, attempt }) });
    return { status };
  });
}
