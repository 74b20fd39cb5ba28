import { sql } from "kysely";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { serve } from "inngest/edge";
import { addBlobIntents } from "@/db/queries/blob-intents";
import { createInngest } from "@/inngest/client";
import { createEmbeddedRunner } from "@/inngest/embedded/runner";
import { createFunctions } from "@/inngest/functions";
import type { Services } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createTestServices, type TestServices } from "@/tests/services";
import { testPicture } from "@/tests/test-picture";
import { createUpload } from "@/lib/uploads/uploads";
import { cleanUp } from "./clean-up";
import { scheduleNextCleanup, scheduleNextSweep } from "./looks";
import { findEdit } from "./progress";
import { requestEdit } from "./request";

let test: TestServices;
let bytes: Uint8Array;

const client = clientOf();
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const ask = async (services = test.services) =>
  (await requestEdit(services, editRequest(bytes, { prompt: "make it sharper" }), client)).editId;

const named = (name: string) => test.sent.filter((event) => event.name === name);

/** The services as a process of its own has them. */
const anotherProcess = () => ({ ...test.services, events: { send: test.services.events.send } });

beforeAll(async () => {
  test = await createTestServices({}, { SWEEP_CRON: "off" });
  bytes = await testPicture();
});
beforeEach(async () => {
  test.sent.length = 0;
  await test.database.reset();
});
afterAll(() => test.close());

describe("looks that are sent ahead", () => {
  it("are sent before the edit is written, once for all edits and processes of a minute", async () => {
    const now = Date.now();
    await Promise.all([ask(anotherProcess()), ask(anotherProcess())]);
    const looks = named("sweep/due");
    expect(looks).toHaveLength(2);
    for (const { ts = 0, id } of looks) {
      expect(ts % MINUTE).toBe(0);
      expect(ts - now).toBeGreaterThanOrEqual(90_000);
      expect(ts - now).toBeLessThan(160_000);
      expect(id).toBe(`sweep/due:${new Date(ts).toISOString()}`);
    }
    expect(test.sent.findIndex(({ name }) => name === "edit/requested")).toBeGreaterThan(
      test.sent.findIndex(({ name }) => name === "sweep/due"),
    );
    expect(new Set(named("cleanup/due").map(({ id }) => id)).size).toBe(1);
  });

  it("do not refuse an edit when the runner does not take them", async () => {
    const editId = await ask({ ...test.services, events: { send: () => Promise.reject(new Error("down")) } });
    expect((await findEdit(test.services, editId))?.status).toBe("pending");
  });

  it("come for an upload that nobody uses", async () => {
    await createUpload(anotherProcess(), { size: 10, type: "image/png" }, client, "http://x");
    expect(named("cleanup/due")).toHaveLength(1);
    expect(named("sweep/due")).toEqual([]);
  });

  it("go on while an edit is open or a picture belongs to nobody, and end with the last", async () => {
    const services = anotherProcess();
    const next = async () => {
      test.sent.length = 0;
      const now = Date.now();
      await scheduleNextSweep(services, now);
      return named("sweep/due").map(({ ts = 0 }) => Math.floor((ts - now) / MINUTE));
    };
    expect(await next()).toEqual([]);
    await ask(services);
    expect(await next()).toEqual([1]);
    await test.services.db.updateTable("edits").set({ status: "canceled", finishedAt: new Date() }).execute();
    expect(await next()).toEqual([]);
    await addBlobIntents(test.services.db, [`${"a".repeat(32)}.png`]);
    const [minutes = 0] = await next();
    expect(minutes).toBeGreaterThanOrEqual(14);
    expect(minutes).toBeLessThanOrEqual(15);
  });

  it("lead the clean-up from one expiry to the next, and touch nothing once nothing is kept", async () => {
    const services = anotherProcess();
    const next = async () => {
      test.sent.length = 0;
      const now = Date.now();
      await scheduleNextCleanup(services, now);
      return named("cleanup/due").map(({ ts = 0 }) => (ts - now) / DAY);
    };
    expect(await next()).toEqual([]);
    const editId = await ask(services);
    const [first = 0] = await next();
    expect(first).toBeGreaterThan(0.2);
    expect(first).toBeLessThanOrEqual(6.05);
    // What is kept for a shorter time comes first: a shared page, a link to another device.
    const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000);
    const share = { id: editId, keyHash: "s", editId, showWords: false, expiresAt: inHours(4) };
    await services.db.insertInto("shares").values(share).execute();
    expect((await next())[0]).toBeLessThanOrEqual(5 / 24);
    await services.db
      .insertInto("ownerLinks")
      .values({ keyHash: "l", ownerHash: "o", expiresAt: inHours(2) })
      .execute();
    expect((await next())[0]).toBeLessThanOrEqual(3 / 24);
    await services.db.deleteFrom("ownerLinks").execute();
    const schema = test.database.handle.schema;
    await sql`update ${sql.table(`${schema}.chains`)} set expires_at = now() - interval '1 day'`.execute(services.db);
    await test.services.db.updateTable("edits").set({ status: "canceled", finishedAt: new Date() }).execute();
    expect((await cleanUp(services)).chains).toBe(1);
    for (const table of ["spend", "client_salts", "idempotency_keys"])
      await sql`delete from ${sql.table(`${schema}.${table}`)}`.execute(services.db);
    expect(await next()).toEqual([]);
  });

  it("finish an edit whose own event was lost, with nothing by the clock", { timeout: 120_000 }, async () => {
    const runner = createEmbeddedRunner({ db: () => test.services.db, singleOwner: false, pollMs: 50 });
    const inngest = createInngest({ fetch: runner.fetch }, test.services.log);
    const lost: string[] = [];
    // The first event of each edit gets lost after it was taken; time passes at once.
    const services = {
      ...test.services,
      events: {
        send: async (event: Parameters<Services["events"]["send"]>[0]) => {
          if (event.name === "edit/requested" && lost.push(event.name) === 1) return;
          if (event.name === "cleanup/due") return;
          await inngest.send(event.ts === undefined ? event : { ...event, ts: Date.now() + 1000 });
        },
      },
    };
    const functions = createFunctions(inngest, () => Promise.resolve(services), services.env);
    runner.use(serve({ client: inngest, functions }));
    await runner.start();
    try {
      const editId = await ask(services);
      await services.db
        .updateTable("outbox")
        .set({ sentAt: sql<Date>`now() - interval '5 minutes'` })
        .execute();
      await services.db
        .updateTable("edits")
        .set({ stageStartedAt: sql<Date>`now() - interval '5 minutes'` })
        .execute();
      await vi.waitFor(async () => expect((await findEdit(services, editId))?.status).toBe("completed"), {
        timeout: 90_000,
        interval: 100,
      });
      // A slow machine has more looks than one come before the run begins.
      expect(lost.length).toBeGreaterThanOrEqual(2);
      expect(await services.db.selectFrom("runnerSchedules").selectAll().execute()).toEqual([]);
    } finally {
      await runner.stop();
    }
  });
});
