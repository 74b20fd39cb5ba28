import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { closeAttempt, openAttempt } from "@/db/queries/attempts";
import { parkResult } from "@/db/queries/parked-results";
import { AppError, ERRORS } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createScriptedEditor, scriptedPicture, type ScriptedEditor } from "@/tests/fakes/scripted-editor";
import { gate } from "@/tests/gate";
import { directStep, servicesOfFile } from "@/tests/services";
import { cancelEdit } from "./cancel";
import { deleteEdit } from "./delete";
import { findEdit } from "./progress";
import { failEdit, type RunFailure } from "./fail";
import { requestEdit } from "./request";
import { runEdit } from "./run";
import type { DurableStep } from "./stages/stage";

const test = servicesOfFile();

const client = clientOf();
const failure: RunFailure = { code: "INTERNAL", detail: "no", retryable: true, charge: "none" };

const ask = async () => {
  const request = editRequest(test.picture, { prompt: "make it black and white", enhance: "auto" });
  return (await requestEdit(test.services, request, client)).editId;
};

const run = (
  editId: string,
  services: Services,
  options: { runId?: string; dispatch?: number; step?: DurableStep; replay?: string },
) =>
  runEdit(
    { editId, runId: options.runId ?? randomUUID(), dispatch: options.dispatch ?? 1, replay: options.replay },
    options.step ?? directStep,
    services,
  );

const withEditor = (editor: ScriptedEditor, more: Partial<Services> = {}): Services => ({
  ...test.services,
  ...more,
  editors: [editor],
});

/** Lets `then` happen just before the work of one step; `freeze` never does that work. */
const before = (at: string, then: () => Promise<unknown>, freeze = false): DurableStep => ({
  run: async (id, work) => {
    if (id === at) {
      await then();
      if (freeze) return new Promise<string>(() => {});
    }
    return work();
  },
  sleep: async () => {},
});

/** Resolves once a run has come to this step, at which it stays for ever. */
const dieAt = async (editId: string, services: Services, at: string, runId = randomUUID()): Promise<void> => {
  await new Promise<void>((resolve) => {
    void run(editId, services, { runId, step: before(at, async () => resolve(), true) });
  });
};

const showNoLife = async (editId: string) => {
  const { db } = test.services;
  const long = sql<Date>`now() - interval '10 minutes'`;
  await db.updateTable("edits").set({ heartbeatAt: long }).where("id", "=", editId).execute();
  const sent = db.updateTable("editAttempts").set({ sentAt: long }).where("sentAt", "is not", null);
  await sent.where("editId", "=", editId).execute();
};

const attemptsOf = (editId: string) =>
  test.services.db.selectFrom("editAttempts").select(["outcome", "charge"]).where("editId", "=", editId).execute();

describe("a run that lost its edit", () => {
  it("does not end the attempt of the run that has it now", async () => {
    const editId = await ask();
    const editor = createScriptedEditor();
    const services = withEditor(editor);
    const zombie = randomUUID();
    await dieAt(editId, services, "edit:submit", zombie);
    await showNoLife(editId);
    const step = before("edit:poll:0", () => failEdit(services, editId, zombie, failure));
    expect(await run(editId, services, { dispatch: 2, step })).toBe("completed");
    expect(editor.calls.submit).toBe(1);
    expect(await attemptsOf(editId)).toEqual([{ outcome: "succeeded", charge: "made" }]);
  });

  it("does not replay a failed edit by coming late under an earlier number", async () => {
    const editId = await ask();
    const refusing = createScriptedEditor({
      submit: () => Promise.reject(new AppError("PROVIDER_REJECTED", { retryable: false })),
    });
    await expect(run(editId, withEditor(refusing), { dispatch: 2 })).rejects.toThrow();
    const editor = createScriptedEditor();
    await expect(run(editId, withEditor(editor), { dispatch: 1 })).rejects.toThrow("its dispatch 2");
    expect(editor.calls.submit).toBe(0);
  });
});

describe("an uncertain submit", () => {
  const uncertain = () => createScriptedEditor({ submit: () => Promise.reject(new Error("socket hang up")) });

  it("is never sent again, even when the process dies before the edit is failed", async () => {
    const editId = await ask();
    await dieAt(editId, withEditor(uncertain()), "fail");
    await showNoLife(editId);
    const editor = createScriptedEditor();
    await expect(run(editId, withEditor(editor), { dispatch: 2 })).rejects.toThrow();
    expect(editor.calls.submit).toBe(0);
    expect(await findEdit(test.services, editId)).toMatchObject({
      status: "failed",
      errorCode: "SUBMIT_UNCERTAIN",
      charge: "possible",
    });
    expect(await attemptsOf(editId)).toEqual([{ outcome: "uncertain", charge: "possible" }]);
  });

  it("stays said of the edit when a replay fails without cost", async () => {
    const editId = await ask();
    await expect(run(editId, withEditor(uncertain()), {})).rejects.toThrow();
    const refusing = createScriptedEditor({ submit: () => Promise.reject(new AppError("CONTENT_REFUSED")) });
    await expect(run(editId, withEditor(refusing), { replay: "SUBMIT_UNCERTAIN" })).rejects.toThrow();
    expect(await findEdit(test.services, editId)).toMatchObject({ errorCode: "CONTENT_REFUSED", charge: "possible" });
  });
});

describe("cancelling", () => {
  it("while the source is read keeps the editor from being asked, and says that nothing was charged", async () => {
    const editId = await ask();
    const editor = createScriptedEditor();
    const services = withEditor(editor);
    const get: Services["blobs"]["get"] = async (key) => {
      if ((await findEdit(test.services, editId))?.status === "processing_image") await cancelEdit(services, editId);
      return test.services.blobs.get(key);
    };
    const reading = withEditor(editor, { blobs: { ...test.services.blobs, get } });
    expect(await run(editId, reading, {})).toBe("not ours");
    expect(editor.calls.submit).toBe(0);
    expect(await findEdit(test.services, editId)).toMatchObject({ status: "canceled", charge: "none" });
  });

  it("just before the attempt is opened leaves none that is open for ever", async () => {
    const editId = await ask();
    await cancelEdit(test.services, editId);
    await openAttempt(test.services.db, { id: randomUUID(), editId, runId: "late", editor: "scripted" });
    expect(await attemptsOf(editId)).toEqual([]);
  });

  it("answers although the runner does not", { timeout: 10_000 }, async () => {
    const editId = await ask();
    const silent = { send: () => new Promise<never>(() => {}) };
    await cancelEdit({ ...test.services, events: silent }, editId);
    expect((await findEdit(test.services, editId))?.status).toBe("canceled");
  });

  it("and storing the result at the same time end in one of the two, without a deadlock", async () => {
    for (let round = 0; round < 15; round += 1) {
      const editId = await ask();
      let canceled: Promise<unknown> = Promise.resolve();
      const editor = createScriptedEditor({
        fetch: async () => {
          canceled = new Promise((resolve) => setTimeout(resolve, round)).then(() => cancelEdit(services, editId));
          canceled.catch(() => {});
          return scriptedPicture();
        },
      });
      const services = withEditor(editor);
      const ended = await run(editId, services, {});
      const error = await canceled.then(
        () => null,
        (thrown: unknown) => thrown,
      );
      expect(ended).toBe(error === null ? "not ours" : "completed");
      if (error !== null) expect(error).toMatchObject({ code: "EDIT_FINISHED" });
      expect(await findEdit(test.services, editId)).toMatchObject({ charge: "made" });
    }
  });
});

describe("what is said about the charge", () => {
  const failing = { put: () => Promise.reject(new AppError("STORAGE_UNAVAILABLE")) };

  it.each(["enhancing_prompt", "processing_image", "uploading_result"])(
    "is nothing for an editor that costs nothing, when the store fails in %s",
    async (stage) => {
      const editId = await ask();
      const put: Services["blobs"]["put"] = async (...object) =>
        (await findEdit(test.services, editId))?.status === stage ? failing.put() : test.services.blobs.put(...object);
      const services = { ...test.services, blobs: { ...test.services.blobs, put } };
      await expect(run(editId, services, {})).rejects.toThrow();
      expect(await findEdit(test.services, editId)).toMatchObject({ errorCode: "STORAGE_UNAVAILABLE", charge: "none" });
    },
  );

  it("is the same in the sentence as in the field", async () => {
    const gone = () => Promise.reject(new AppError("PROVIDER_UNAVAILABLE", { retryable: false }));
    const html = new TextEncoder().encode("<html>");
    const cases = [
      [createScriptedEditor({ poll: gone }), "possible"],
      [
        createScriptedEditor({
          free: true,
          submit: async () => ({
            state: "done",
            picture: { bytes: html, contentType: "image/png" },
            model: "m",
            cost: null,
            notes: [],
          }),
        }),
        "none",
      ],
    ] as const;
    for (const [editor, charge] of cases) {
      const editId = await ask();
      await expect(run(editId, withEditor(editor), {})).rejects.toThrow();
      const edit = await findEdit(test.services, editId);
      expect(edit?.charge).toBe(charge);
      if (charge === "none") expect(edit?.errorDetail).not.toMatch(/charge[ds]? for|have charged/);
      else expect(edit?.errorDetail).not.toMatch(/cost nothing|Nothing was charged/);
    }
  });

  it.each(["PROVIDER_UNAVAILABLE", "CONTENT_REFUSED", "STORAGE_UNAVAILABLE", "TIMED_OUT", "INTERNAL"] as const)(
    "is told in the sentence of %s, where something was or may have been",
    async (code) => {
      for (const charge of ["possible", "made"] as const) {
        const editId = await ask();
        await test.services.db.updateTable("edits").set({ charge }).where("id", "=", editId).execute();
        await failEdit(test.services, editId, null, { ...failure, code, detail: ERRORS[code].detail });
        const said = charge === "made" ? /has charged for/ : /may have charged for/;
        expect((await findEdit(test.services, editId))?.errorDetail).toMatch(said);
      }
    },
  );

  it("is not nothing for an edit by a paid editor that does not know its price", async () => {
    const editId = await ask();
    const unpriced = createScriptedEditor({
      submit: async () => ({
        state: "accepted",
        providerId: "1",
        pollingUrl: "https://p.invalid/1",
        model: "m",
        cost: null,
      }),
    });
    expect(await run(editId, withEditor(unpriced), {})).toBe("completed");
    expect(await findEdit(test.services, editId)).toMatchObject({ charge: "made", costUsd: null });
  });
});

describe("deleting a running edit", () => {
  it("that is being sent leaves no trace of its task, and what it has cost", async () => {
    const editId = await ask();
    const { pause, reached, proceed } = gate();
    const answer = createScriptedEditor();
    const editor = createScriptedEditor({
      submit: async (...given) => {
        await pause();
        return answer.submit(...given);
      },
    });
    const running = run(editId, withEditor(editor), {});
    await reached;
    await deleteEdit(test.services, editId);
    proceed();
    await running;
    const rows = await test.services.db
      .selectFrom("editAttempts")
      .select(["providerId", "pollingUrl", "charge", "costUsd"])
      .where("editId", "=", editId)
      .execute();
    expect(rows).toEqual([{ providerId: null, pollingUrl: null, charge: "made", costUsd: "0.040000" }]);
  });

  it("at the moment its paid result is parked keeps no bytes of it", async () => {
    const editId = await ask();
    const services = withEditor(createScriptedEditor());
    await dieAt(editId, services, "edit:poll:0");
    const { db } = services;
    const { id: attemptId } = await db
      .selectFrom("editAttempts")
      .select("id")
      .where("editId", "=", editId)
      .executeTakeFirstOrThrow();
    const parking = await db.transaction().execute(async (tx) => {
      await closeAttempt(tx, attemptId, { outcome: "failed" });
      const under = parkResult(db, { attemptId, bytes: test.picture, replaces: true });
      // Until it waits for the attempt, where it comes to that.
      await new Promise((resolve) => setTimeout(resolve, 300));
      return { under };
    });
    await parking.under;
    expect(await db.selectFrom("parkedResults").select("attemptId").execute()).toEqual([]);
  });

  it("leaves its pictures' names to the sweeper, for a step may store one just then and die", async () => {
    const editId = await ask();
    await dieAt(editId, test.services, "edit:submit");
    await deleteEdit(test.services, editId);
    const intents = await test.services.db.selectFrom("blobIntents").select("key").execute();
    expect(intents.length).toBeGreaterThan(0);
  });
});
