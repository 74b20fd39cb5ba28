import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import { pictureKeys } from "@/lib/blob/blob-store";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { announceSilence, claimEdit } from "@/db/queries/edit-runs";
import { reopenEdit } from "@/db/queries/results-to-come";
import { STAGE_STATUSES } from "@/lib/lifecycle";
import { findEdit } from "@/lib/edits/progress";
import { requestEdit } from "@/lib/edits/request";
import { runEdit } from "@/lib/edits/run";
import { directStep, servicesOfFile } from "@/tests/services";
import { cleanUp } from "./clean-up";
import { failEdit } from "./fail";
import { sweepEdits } from "./sweep";

const test = servicesOfFile();

const client = clientOf();

const ask = async (parentId: string | null = null, services = test.services) => {
  const request = editRequest(test.picture, { prompt: "make it sharper", parentId, enhance: "auto" });
  return (await requestEdit(services, request, client)).editId;
};

const editsLeft = async () => (await test.services.db.selectFrom("edits").select("id").execute()).map(({ id }) => id);

const picturesLeft = async (ids: string[]) => {
  const heads = await Promise.all(ids.flatMap((id) => pictureKeys(id)).map((key) => test.services.blobs.head(key)));
  return heads.filter((head) => head !== null).length;
};

describe("sweepEdits", () => {
  const down = { send: () => Promise.reject(new Error("down")) };

  it("sends again what the runner did not take, under a new number, once", async () => {
    const editId = await ask(null, { ...test.services, events: down });
    await test.services.db
      .updateTable("outbox")
      .set({ dueAt: sql<Date>`now() - interval '1 minute'` })
      .execute();
    const swept = await Promise.all(Array.from({ length: 5 }, () => sweepEdits(test.services)));
    expect(swept.reduce((sum, { sentAgain }) => sum + sentAgain, 0)).toBe(1);
    expect(test.sent.at(-1)).toMatchObject({ id: `${editId}:2`, data: { editId, dispatch: 2 } });
    await test.runEdits();
    expect((await findEdit(test.services, editId))?.status).toBe("completed");
  });

  it("sends nothing again that has its place in a long queue, however long it waits", async () => {
    const queue = new Set<string>();
    const events = {
      ...test.services.events,
      queued: async (ids: readonly string[]) => new Set(ids.filter((id) => queue.has(id))),
    };
    const services = { ...test.services, events };
    const [waiting, unheard, lost] = [await ask(), await ask(null, { ...services, events: down }), await ask()];
    for (const id of [waiting, unheard]) queue.add(id);
    const old = sql<Date>`now() - interval '20 minutes'`;
    await test.services.db.updateTable("edits").set({ stageStartedAt: old }).execute();
    await test.services.db.updateTable("outbox").set({ sentAt: old }).where("editId", "in", [waiting, lost]).execute();
    await test.services.db.updateTable("outbox").set({ dueAt: old }).where("editId", "=", unheard).execute();
    const sent = test.sent.length;
    for (let looks = 0; looks < 3; looks += 1) await sweepEdits(services);
    expect(test.sent.slice(sent).map(({ data }) => data["editId"])).toEqual([lost]);
    // Once its run is gone it is lost like every other.
    queue.clear();
    await test.services.db.updateTable("outbox").set({ sentAt: old, dueAt: null }).execute();
    await sweepEdits(services);
    expect(test.sent.slice(sent + 1).map(({ data }) => data["editId"])).toEqual(
      expect.arrayContaining([waiting, unheard]),
    );
  });

  it("backs off from a runner that takes nothing, and not for all edits at the same time", async () => {
    for (let edits = 0; edits < 8; edits += 1) await ask(null, { ...test.services, events: down });
    const services = { ...test.services, events: down };
    const waits = async (): Promise<number[]> => {
      const rows = await test.services.db
        .selectFrom("outbox")
        .select(sql<number>`extract(epoch from due_at - now())::float8`.as("seconds"))
        .execute();
      return rows.map(({ seconds }) => seconds);
    };
    const longest: number[] = [];
    for (let looks = 0; looks < 4; looks += 1) {
      await test.services.db
        .updateTable("outbox")
        .set({ dueAt: sql<Date>`now() - interval '16 seconds'` })
        .execute();
      expect((await sweepEdits(services)).sentAgain).toBe(8);
      expect((await sweepEdits(services)).sentAgain).toBe(0);
      longest.push(Math.max(...(await waits())));
    }
    expect(longest.toSorted((a, b) => a - b)).toEqual(longest);
    expect(longest.at(-1)).toBeGreaterThan(120);
    expect(longest.at(-1)).toBeLessThanOrEqual(15 * 15);
    const last = await waits();
    expect(new Set(last.map(Math.round)).size).toBeGreaterThan(3);
  });

  it.each(STAGE_STATUSES)("takes up an edit in %s whose run has shown no life for a minute", async (status) => {
    const editId = await ask();
    const silentFor = (seconds: number) => sql<Date>`now() - make_interval(secs => ${seconds})`;
    const be = (seconds: number) =>
      test.services.db
        .updateTable("edits")
        .set({
          status,
          runId: "dead",
          heartbeatAt: silentFor(seconds),
          stageStartedAt: silentFor(200),
          ...(status === "uploading_result" && { resultKey: "none" }),
        })
        .execute();
    // The database lets no state be jumped over.
    for (const next of STAGE_STATUSES.slice(0, STAGE_STATUSES.indexOf(status)))
      await test.services.db.updateTable("edits").set({ status: next }).execute();
    await test.services.db
      .updateTable("outbox")
      .set({ sentAt: silentFor(200) })
      .execute();
    await be(50);
    expect((await sweepEdits(test.services)).sentAgain).toBe(0);
    // Asleep until in half a minute, as it has said.
    await announceSilence(test.services.db, { id: editId, runId: "dead" }, 30);
    expect((await sweepEdits(test.services)).sentAgain).toBe(0);
    await be(61);
    expect((await sweepEdits(test.services)).sentAgain).toBe(1);
    expect(await claimEdit(test.services.db, { id: editId, runId: "next", dispatch: 2 })).toMatchObject({ status });
  });

  it("leaves a fresh edit alone", async () => {
    await ask();
    expect(await sweepEdits(test.services)).toEqual({ sentAgain: 0, timedOut: 0, picturesDeleted: 0 });
  });

  it("starts a new run for an edit whose run shows no life, and ends one past its budget", async () => {
    const [stuck, ancient] = [await ask(), await ask()];
    await test.services.db
      .updateTable("edits")
      .set({
        status: "enhancing_prompt",
        runId: "dead",
        heartbeatAt: sql<Date>`now() - interval '5 minutes'`,
        stageStartedAt: sql<Date>`now() - interval '5 minutes'`,
      })
      .execute();
    await test.services.db
      .updateTable("outbox")
      .set({ sentAt: sql<Date>`now() - interval '5 minutes'` })
      .execute();
    await sql`update ${sql.table(`${test.database.handle.schema}.edits`)} set created_at = now() - interval '2 hours' where id = ${ancient}`.execute(
      test.services.db,
    );
    expect(await sweepEdits(test.services)).toMatchObject({ sentAgain: 1, timedOut: 1 });
    expect(await findEdit(test.services, ancient)).toMatchObject({
      status: "failed",
      errorCode: "TIMED_OUT",
      retryable: true,
    });
    await test.runEdits();
    expect((await findEdit(test.services, stuck))?.status).toBe("completed");
  });

  it("ends what the runner could not be told of within its half hour, and no run begins it later", async () => {
    const away = { ...test.services, events: down };
    const editId = await ask(null, away);
    const untilAfter = async (minutes: number): Promise<void> => {
      const at = sql`now() - make_interval(mins => ${minutes})`;
      await sql`update ${sql.table(`${test.database.handle.schema}.edits`)}
        set created_at = ${at}, stage_started_at = ${at}`.execute(test.services.db);
    };
    const due = () =>
      test.services.db
        .updateTable("outbox")
        .set({ dueAt: sql<Date>`now() - interval '1 minute'` })
        .execute();
    await untilAfter(29);
    await due();
    expect(await sweepEdits(away)).toMatchObject({ sentAgain: 1, timedOut: 0 });
    await untilAfter(31);
    // Whose event comes that late is not begun.
    expect(await runEdit({ editId, runId: "late", dispatch: 2 }, directStep, test.services)).toBe("not ours");
    await due();
    expect(await sweepEdits(away)).toMatchObject({ sentAgain: 0, timedOut: 1 });
    expect(await findEdit(test.services, editId)).toMatchObject({ status: "failed", errorCode: "TIMED_OUT" });
    expect(await sweepEdits(away)).toMatchObject({ sentAgain: 0, timedOut: 0 });
  });

  it("leaves an edit that is checked or replayed its time, however old it is", async () => {
    const editId = await ask(null, { ...test.services, events: down });
    await failEdit(test.services, editId, null, { code: "INTERNAL", detail: "no", retryable: true, charge: "none" });
    await sql`update ${sql.table(`${test.database.handle.schema}.edits`)}
      set created_at = now() - interval '9 hours'`.execute(test.services.db);
    await reopenEdit(test.services.db, editId);
    await test.services.db
      .updateTable("outbox")
      .set({ dueAt: sql<Date>`now() - interval '1 minute'` })
      .execute();
    expect(await sweepEdits(test.services)).toMatchObject({ sentAgain: 1, timedOut: 0 });
  });

  it.each([
    ["its picture is stored", "a/key.webp", "uploading_result"],
    ["it has none", null, "processing_image"],
  ] as const)("begins the stage anew that a failed edit is taken back to, where %s", async (_, resultKey, status) => {
    const editId = await ask(null, { ...test.services, events: down });
    await failEdit(test.services, editId, null, { code: "INTERNAL", detail: "no", retryable: true, charge: "none" });
    const edits = test.services.db.updateTable("edits").where("id", "=", editId);
    const long = sql<Date>`now() - interval '9 hours'`;
    await edits.set({ resultKey, processingStartedAt: long, uploadingStartedAt: long }).execute();
    await reopenEdit(test.services.db, editId);
    const edit = await findEdit(test.services, editId);
    const [begun, other] =
      resultKey === null
        ? [edit?.processingStartedAt, edit?.uploadingStartedAt]
        : [edit?.uploadingStartedAt, edit?.processingStartedAt];
    expect(edit?.status).toBe(status);
    expect(begun).toEqual(edit?.stageStartedAt);
    expect((edit?.stageStartedAt.getTime() ?? 0) - (other?.getTime() ?? 0)).toBeGreaterThan(8 * 3_600_000);
  });

  it("sends an edit that waits in a long queue again ever less often", async () => {
    const waiting = await ask();
    let sentAgain = 0;
    for (let minute = 1; minute <= 29; minute += 1) {
      await test.services.db
        .updateTable("edits")
        .set({ stageStartedAt: sql<Date>`stage_started_at - interval '61 seconds'` })
        .execute();
      await test.services.db
        .updateTable("outbox")
        .set({ sentAt: sql<Date>`sent_at - interval '61 seconds'` })
        .execute();
      ({ sentAgain } = await sweepEdits(test.services).then((swept) => ({ sentAgain: sentAgain + swept.sentAgain })));
      if (minute === 1) expect(sentAgain).toBe(1);
    }
    expect(sentAgain).toBeLessThan(6);
    await test.runEdits();
    expect((await findEdit(test.services, waiting))?.status).toBe("completed");
  });

  it("deletes pictures whose request died before its row was written", async () => {
    const { blobs } = test.services;
    const key = await new Promise<string>((resolve) => {
      const put: typeof blobs.put = async (...object) => {
        await blobs.put(...object);
        resolve(object[0]);
        return new Promise(() => {});
      };
      void ask(null, { ...test.services, blobs: { ...blobs, put } });
    });
    expect(await blobs.head(key)).not.toBeNull();
    expect((await sweepEdits(test.services)).picturesDeleted).toBe(0);
    const letTimePass = () =>
      test.services.db
        .updateTable("blobIntents")
        .set({ createdAt: sql<Date>`now() - interval '20 minutes'` })
        .execute();
    await letTimePass();
    const down = { ...blobs, delete: () => Promise.reject(new AppError("STORAGE_UNAVAILABLE")) };
    expect((await sweepEdits({ ...test.services, blobs: down })).picturesDeleted).toBe(0);
    expect(test.logged.at(-1)).toMatchObject({
      level: "warn",
      message: "pictures are left to a later sweep: the store does not delete them",
    });
    await letTimePass();
    expect((await sweepEdits(test.services)).picturesDeleted).toBe(1);
    expect(await blobs.head(key)).toBeNull();
  });
});

describe("cleanUp", () => {
  it("deletes an expired chain as a whole, rows and pictures, and nothing of another", async () => {
    const root = await ask();
    await test.runEdits();
    const followUp = await ask(root);
    const other = await ask();
    await test.runEdits();
    await test.services.db
      .updateTable("chains")
      .set({ expiresAt: new Date(Date.now() - 1000) })
      .where("rootId", "=", root)
      .execute();
    expect(await cleanUp(test.services)).toMatchObject({ chains: 1, edits: 2 });
    expect(await editsLeft()).toEqual([other]);
    expect(await picturesLeft([root, followUp])).toBe(0);
    expect(await picturesLeft([other])).toBeGreaterThan(0);
    expect(await test.services.db.selectFrom("blobIntents").selectAll().execute()).toEqual([]);
  });

  it("gives a chain its full time again with each new edit", async () => {
    const root = await ask();
    await test.runEdits();
    await test.services.db
      .updateTable("chains")
      .set({ expiresAt: new Date(Date.now() + 1000) })
      .execute();
    await ask(root);
    const edit = await findEdit(test.services, root);
    const days = ((edit?.expiresAt.getTime() ?? 0) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(29.9);
    expect(days).toBeLessThanOrEqual(30.1);
  });
});
