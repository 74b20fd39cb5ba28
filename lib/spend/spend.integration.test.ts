import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { spendToday } from "@/db/queries/spend";
import type { Submission } from "@/lib/providers/port";
import { cancelEdit } from "@/lib/edits/cancel";
import { deleteEdit } from "@/lib/edits/delete";
import { failEdit } from "@/lib/edits/fail";
import { findEdit } from "@/lib/edits/progress";
import { requestEdit } from "@/lib/edits/request";
import { retryEdit } from "@/lib/edits/retry";
import { runEdit } from "@/lib/edits/run";
import type { DurableStep } from "@/lib/edits/stages/stage";
import { AppError, ERRORS } from "@/lib/errors";
import { cleanUp } from "@/lib/edits/clean-up";
import { sweepEdits } from "@/lib/edits/sweep";
import type { Services } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createScriptedEditor, type ScriptedEditor } from "@/tests/fakes/scripted-editor";
import { gate } from "@/tests/gate";
import { expectBalancedLedger } from "@/tests/ledger";
import { directStep, servicesOfFile } from "@/tests/services";
import { settleSpend } from "./spend";

const test = servicesOfFile();

const withEditor = (editor: ScriptedEditor, caps: Partial<Services["env"]["spendCaps"]> = {}): Services => ({
  ...test.services,
  editors: [editor],
  env: { ...test.services.env, spendCaps: { perDayUsd: null, perClientUsd: null, ...caps } },
});

const ask = async (services: Services, hash = "client-1") => {
  const request = editRequest(test.picture, { prompt: "make it black and white" });
  return (await requestEdit(services, request, clientOf(hash))).editId;
};

/** Runs an edit to its end; a failed one is no error, for the row says so. `replay`: the code that it is wanted by. */
const run = (editId: string, services: Services, step: DurableStep = directStep, replay?: string) =>
  runEdit({ editId, runId: randomUUID(), dispatch: 1, replay }, step, services).catch(() => "failed");

/** Replays a failed edit by the name of its code. */
const replayByName = async (editId: string, services: Services) =>
  run(editId, services, directStep, (await findEdit(test.services, editId))?.errorCode ?? undefined);

const counted = async (scope = "client-1") => {
  const { allUsd, clientUsd } = await spendToday(test.services.db, scope);
  return { allUsd, clientUsd };
};

const both = (usd: number) => ({ allUsd: usd, clientUsd: usd });

const accepting = (cost: Submission["cost"]) =>
  createScriptedEditor({
    submit: async () => ({
      state: "accepted",
      providerId: "task-1",
      pollingUrl: "https://provider.invalid/poll/1",
      model: "scripted-1",
      cost,
    }),
  });

/** Answers at once, for $0.039, with something that is no picture. */
const answeringBadly = () =>
  createScriptedEditor({
    submit: async () => ({
      state: "done",
      picture: { bytes: new TextEncoder().encode("<html>"), contentType: "image/png" },
      model: "scripted-1",
      cost: { usd: 0.039, estimated: true },
      notes: [],
    }),
  });

const failing = (error: Error) =>
  createScriptedEditor({
    submit: async () => {
      throw error;
    },
  });
const certain = () => failing(new AppError("CONTENT_REFUSED", { charge: "none" }));
const uncertain = () => failing(new Error("socket hang up"));

describe("an edit that ends is counted with what it cost", () => {
  it.each<[string, () => ScriptedEditor, number]>([
    ["less than reserved", () => accepting({ usd: 0.031, estimated: false }), 0.031],
    ["more than reserved", () => accepting({ usd: 0.09, estimated: false }), 0.09],
    ["nobody knows what: the reserved price", () => accepting(null), 0.04],
    ["nothing, certainly", certain, 0],
    ["perhaps something: the reserved price", uncertain, 0.04],
    [
      "something although the result was refused",
      () => createScriptedEditor({ poll: () => Promise.reject(new AppError("CONTENT_REFUSED")) }),
      0.04,
    ],
    ["something for an answer that is no picture", answeringBadly, 0.039],
  ])("%s", async (_what, editor, usd) => {
    const services = withEditor(editor());
    const editId = await ask(services);
    expect(await counted()).toEqual(both(0.04));
    await run(editId, services);
    expect(await counted()).toEqual(both(usd));
    await expectBalancedLedger(test);

    for (let again = 0; again < 3; again += 1) await settle(editId);
    expect(await counted()).toEqual(both(usd));
  });

  it("and an answer that came is not called uncertain, whatever it was worth", async () => {
    const services = withEditor(answeringBadly());
    const editId = await ask(services);
    await run(editId, services);
    expect(await findEdit(services, editId)).toMatchObject({ errorCode: "PROVIDER_BAD_RESULT", charge: "made" });
    expect(await services.db.selectFrom("editAttempts").select("outcome").execute()).toEqual([{ outcome: "failed" }]);
  });

  it("nothing, when it is canceled or times out before it is sent", async () => {
    const services = withEditor(createScriptedEditor());
    const [canceled] = [await ask(services), await ask(services)];
    await cancelEdit(services, canceled);
    expect(await counted()).toEqual(both(0.04));
    await sql`update ${sql.table(`${test.database.handle.schema}.edits`)}
      set created_at = now() - interval '2 hours', stage_started_at = now() - interval '2 hours'`.execute(services.db);
    await services.db
      .updateTable("outbox")
      .set({ sentAt: sql<Date>`now() - interval '2 hours'`, dueAt: null })
      .execute();
    expect(await sweepEdits(services)).toMatchObject({ timedOut: 1 });
    expect(await counted()).toEqual(both(0));
    await expectBalancedLedger(test);
  });

  it("the reserved price, when it is canceled while the provider may be at work", async () => {
    const services = withEditor(
      createScriptedEditor({
        submit: async () => {
          await cancelEdit(services, editId);
          throw new Error("socket hang up");
        },
      }),
    );
    const editId = await ask(services);
    await run(editId, services);
    expect(await findEdit(services, editId)).toMatchObject({ status: "canceled", charge: "possible" });
    expect(await counted()).toEqual(both(0.04));
    await expectBalancedLedger(test);
  });

  it.each(["TIMED_OUT", "SUBMIT_UNCERTAIN"] as const)(
    "nothing, when a certain refusal comes after its end as %s, and its sentence says so",
    async (code) => {
      const { pause, reached, proceed } = gate();
      const refusing = createScriptedEditor({
        submit: async () => {
          await pause();
          throw new AppError("PROVIDER_REJECTED", { charge: "none", retryable: false });
        },
      });
      const services = withEditor(refusing);
      const editId = await ask(services);
      const running = run(editId, services);
      await reached;
      const { detail } = ERRORS[code];
      await failEdit(services, editId, null, { code, detail, retryable: true, charge: "none" });
      expect(await findEdit(services, editId)).toMatchObject({ charge: "possible" });
      expect(await counted()).toEqual(both(0.04));
      proceed();
      await running;
      expect(await findEdit(services, editId)).toMatchObject({
        errorCode: code,
        charge: "none",
        errorDetail: "The image service did not take this edit after all. Nothing was charged.",
      });
      expect(await counted()).toEqual(both(0));
      await expectBalancedLedger(test);
    },
  );

  it("anew, when more becomes known of a charge that was only possible", async () => {
    const services = withEditor(uncertain());
    const editId = await ask(services);
    await run(editId, services);
    await services.db.updateTable("editAttempts").set({ charge: "made", costUsd: 0.025 }).execute();
    await settle(editId);
    expect(await counted()).toEqual(both(0.025));
    await expectBalancedLedger(test);
  });
});

describe("a crash between reserving and settling", () => {
  it("leaves at least what was spent counted, until the edit is ended by someone else", async () => {
    const editor = accepting({ usd: 0.035, estimated: false });
    const services = withEditor(editor);
    const editId = await ask(services);
    await new Promise<void>((resolve) => {
      const dying: DurableStep = {
        run: async (id, work) => {
          if (!id.startsWith("edit:poll")) return work();
          resolve();
          return new Promise<string>(() => {});
        },
        sleep: async () => {},
      };
      void run(editId, services, dying);
    });
    expect(editor.calls.submit).toBe(1);
    expect(await counted()).toEqual(both(0.04));
    await services.db
      .updateTable("edits")
      .set({ heartbeatAt: sql<Date>`now() - interval '10 minutes'` })
      .execute();
    expect(await run(editId, services)).toBe("completed");
    expect(editor.calls.submit).toBe(1);
    expect(await counted()).toEqual(both(0.035));
    await expectBalancedLedger(test);
  });
});

describe("another paid submit", () => {
  it("is counted anew when a failed edit is replayed, whatever the first one came to", async () => {
    const cases = [
      [certain(), 0.04],
      [uncertain(), 0.08],
    ] as const;
    for (const [first, usd] of cases) {
      await test.database.reset();
      const editId = await ask(withEditor(first));
      await run(editId, withEditor(first));
      const editor = createScriptedEditor();
      expect(await run(editId, withEditor(editor))).toBe("failed");
      expect(editor.calls.submit).toBe(0);
      expect(await replayByName(editId, withEditor(editor))).toBe("completed");
      expect(await counted()).toEqual(both(usd));
      await expectBalancedLedger(test);
    }
  });

  it("is not sent by a replay when the budget is used up", async () => {
    const refused = withEditor(certain());
    const editId = await ask(refused);
    await run(editId, refused);
    await ask(refused, "client-2");
    const editor = createScriptedEditor();
    await replayByName(editId, withEditor(editor, { perDayUsd: 0.05 }));
    expect(editor.calls.submit).toBe(0);
    expect(await findEdit(test.services, editId)).toMatchObject({
      status: "failed",
      errorCode: "BUDGET_EXHAUSTED",
      retryable: true,
      charge: "none",
    });
    expect(await counted()).toEqual({ allUsd: 0.04, clientUsd: 0 });
    expect(await run(editId, withEditor(editor, { perDayUsd: 0.08 }))).toBe("completed");
    expect(editor.calls.submit).toBe(1);
    await expectBalancedLedger(test);
  });

  it("is counted for an edit that was accepted before anything was paid", async () => {
    const editId = await ask({ ...test.services, editors: [createScriptedEditor({ free: true })] });
    expect(await counted()).toEqual(both(0));
    expect(await run(editId, withEditor(createScriptedEditor()))).toBe("completed");
    expect(await counted()).toEqual(both(0.04));
    await expectBalancedLedger(test);
  });

  it("is reserved like any other when a person retries, and refused over the cap", async () => {
    const services = withEditor(uncertain(), { perClientUsd: 0.08 });
    const editId = await ask(services);
    await run(editId, services);
    const again = await retryEdit(services, editId, clientOf("client-1"));
    expect(await counted()).toEqual(both(0.08));
    await run(again.editId, services);
    await expect(retryEdit(services, editId, clientOf("client-1"))).rejects.toMatchObject({ code: "BUDGET_EXHAUSTED" });
    expect(await counted()).toEqual(both(0.08));
    await expectBalancedLedger(test);
  });
});

describe("what is kept of it", () => {
  it("is not whose it was, once the edit is deleted", async () => {
    const services = withEditor(accepting(null));
    const editId = await ask(services);
    await run(editId, services);
    await deleteEdit(services, editId);
    const kept = await services.db.selectFrom("spendReservations").select(["scope", "usd"]).execute();
    expect(kept).toEqual([{ scope: null, usd: "0.040000" }]);
    expect((await counted()).allUsd).toBe(0.04);
  });

  it("is a total for forty days, and of single clients nothing before yesterday", async () => {
    const days = [
      [0, "a"],
      [1, "a"],
      [2, "a"],
      [2, ""],
      [40, ""],
      [41, ""],
    ] as const;
    for (const [ago, scope] of days) {
      const day = sql<string>`(now() at time zone 'utc')::date - ${ago}::int`;
      await test.services.db.insertInto("spend").values({ day, scope, usd: 1 }).execute();
    }
    await cleanUp(test.services);
    const left = await test.services.db
      .selectFrom("spend")
      .select(["scope", sql<number>`(now() at time zone 'utc')::date - day`.as("ago")])
      .orderBy("ago")
      .execute();
    expect(left.map(({ ago, scope }) => [ago, scope])).toEqual(days.slice(0, 2).concat(days.slice(3, 5)));
  });
});

it("stays in balance, without a deadlock, when many edits end in every way at once", { timeout: 120_000 }, async () => {
  const ways: Array<[ScriptedEditor, number]> = [
    [accepting({ usd: 0.031, estimated: false }), 0.031],
    [accepting(null), 0.04],
    [certain(), 0],
    [uncertain(), 0.04],
  ];
  const edits = Array.from({ length: 40 }, async (_each, at) => {
    const [editor, usd] = ways[at % ways.length] ?? [certain(), 0];
    const services = withEditor(editor, { perDayUsd: 10, perClientUsd: 2 });
    const editId = await ask(services, `client-${at % 3}`);
    if (at % 5 === 0) {
      await cancelEdit(services, editId);
      return 0;
    }
    await run(editId, services);
    if (at % 7 === 0) await deleteEdit(services, editId);
    return usd;
  });
  const expected = (await Promise.all(edits)).reduce((sum, usd) => sum + usd, 0);
  expect((await counted()).allUsd).toBeCloseTo(expected, 9);
  const clients = await Promise.all([0, 1, 2].map((at) => counted(`client-${at}`)));
  expect(clients.reduce((sum, { clientUsd }) => sum + clientUsd, 0)).toBeCloseTo(expected, 9);
});

const settle = (editId: string) => test.services.db.transaction().execute((tx) => settleSpend(tx, editId));
