import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { renewOutboxMark } from "@/db/queries/outbox";
import { madeKeys } from "@/lib/blob/blob-store";
import { AppError, ONLY_BY_NAME, type RunErrorCode } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createScriptedEditor, type ScriptedEditor } from "@/tests/fakes/scripted-editor";
import { gate } from "@/tests/gate";
import { directStep, servicesOfFile } from "@/tests/services";
import { cancelEdit } from "./cancel";
import { deleteEdit } from "./delete";
import { findEdit, getProgress } from "./progress";
import { NotReplayedError } from "./replay";
import { requestEdit } from "./request";
import { checkEdit, retryEdit } from "./retry";
import { type EditRun, runEdit } from "./run";
import type { DurableStep } from "./stages/stage";

const test = servicesOfFile();
const client = clientOf("client-1", { ownerHash: "owner" });

const using = (editor: ScriptedEditor): Services => ({ ...test.services, editors: [editor] });

/** An edit that has failed so, by the run `first`. */
async function failed(code: RunErrorCode): Promise<string> {
  const submit = () =>
    Promise.reject(
      code === "SUBMIT_UNCERTAIN" ? new Error("cut off") : new AppError(code, { charge: "none", retryable: false }),
    );
  const services = using(createScriptedEditor({ submit }));
  const { editId } = await requestEdit(services, editRequest(test.picture), client);
  await expect(run(services, editId, { runId: "first" })).rejects.toThrow();
  expect(await findEdit(services, editId)).toMatchObject({ status: "failed", errorCode: code });
  return editId;
}

const run = (services: Services, editId: string, more: Partial<EditRun> = {}, step: DurableStep = directStep) =>
  runEdit({ editId, runId: randomUUID(), dispatch: 1, ...more }, step, services);

/** Two edits by which the same was asked for, and which have both failed for certain. */
async function twiceFailed(): Promise<[first: string, second: string]> {
  const first = await failed("PROVIDER_REJECTED");
  return [first, await failedRetry(first)];
}

/** A retry of a failed edit that has failed for certain. */
async function failedRetry(editId: string): Promise<string> {
  const refusing = using(
    createScriptedEditor({ submit: () => Promise.reject(new AppError("PROVIDER_REJECTED", { retryable: false })) }),
  );
  const again = (await retryEdit(refusing, editId, client)).editId;
  await expect(run(refusing, again)).rejects.toThrow();
  return again;
}

const refusal = (running: Promise<unknown>): Promise<unknown> =>
  running.then(
    (end) => new Error(`it ended as ${String(end)}`),
    (error: unknown) => error,
  );

describe("a replay of a failed edit", () => {
  it("finishes it with one submit more", async () => {
    const editId = await failed("PROVIDER_REJECTED");
    const editor = createScriptedEditor();
    expect(await run(using(editor), editId)).toBe("completed");
    expect(editor.calls.submit).toBe(1);
    expect(await findEdit(test.services, editId)).toMatchObject({ status: "completed", replays: 1 });
  });

  it.each(ONLY_BY_NAME)(
    "of %s does nothing with others and is no success, and sends it when it is named",
    async (code) => {
      const editId = await failed(code);
      const before = await findEdit(test.services, editId);
      const editor = createScriptedEditor();
      for (const replay of [undefined, "TIMED_OUT"]) {
        const error = await refusal(run(using(editor), editId, { replay }));
        expect(error).toBeInstanceOf(NotReplayedError);
        expect(error).toMatchObject({ code, message: expect.stringContaining(`"replay": "${code}"`) as unknown });
      }
      expect(editor.calls.submit).toBe(0);
      expect(await findEdit(test.services, editId)).toEqual(before);
      expect(await run(using(editor), editId, { replay: code })).toBe("completed");
      expect(editor.calls.submit).toBe(1);
    },
  );

  it.each(["possible", "made"] as const)(
    "of what has failed with a charge that is %s does nothing with others, whatever the code, and sends it when it is named",
    async (charge) => {
      for (const code of ["NOTHING_CHANGED", "TIMED_OUT", "PROVIDER_UNAVAILABLE"] as const) {
        const editId = await failed("PROVIDER_REJECTED");
        const { db } = test.services;
        await db.updateTable("edits").set({ errorCode: code, charge }).where("id", "=", editId).execute();
        const editor = createScriptedEditor();
        expect(await refusal(run(using(editor), editId))).toMatchObject({
          code,
          message: expect.stringContaining(`"replay": "${code}"`) as unknown,
        });
        expect(editor.calls.submit).toBe(0);
        expect(await run(using(editor), editId, { replay: code })).toBe("completed");
        expect(editor.calls.submit).toBe(1);
      }
    },
  );

  it("finishes with others what is paid for and parked, without a submit", async () => {
    const editor = createScriptedEditor();
    const put: Services["blobs"]["put"] = async (...object) => {
      if ((await findEdit(test.services, editId))?.status === "processing_image")
        throw new AppError("STORAGE_UNAVAILABLE");
      return test.services.blobs.put(...object);
    };
    const full = { ...using(editor), blobs: { ...test.services.blobs, put } };
    const { editId } = await requestEdit(test.services, editRequest(test.picture), client);
    const step: DurableStep = {
      ...directStep,
      run: async (id, work) => {
        if (id.startsWith("edit:store"))
          throw new AppError("STORAGE_UNAVAILABLE", { charge: "made", retryable: false });
        return work();
      },
    };
    await expect(run(full, editId, {}, step)).rejects.toThrow();
    expect(await findEdit(full, editId)).toMatchObject({ errorCode: "STORAGE_UNAVAILABLE", charge: "made" });
    expect(await run(using(editor), editId)).toBe("completed");
    expect(editor.calls).toMatchObject({ submit: 1, fetch: 1 });
  });

  it("pays for nothing that the person has asked for again with success, and says so", async () => {
    const editId = await failed("PROVIDER_REJECTED");
    const editor = createScriptedEditor();
    const services = using(editor);
    const again = await retryEdit(services, editId, client);
    // While it runs, and when it is done.
    for (const status of ["pending", "completed"]) {
      expect(await run(services, editId)).toBe(
        `not replayed: ${again.editId}, by which the same was asked for again, is ${status}`,
      );
      if (status === "pending") expect(await run(services, again.editId)).toBe("completed");
    }
    expect(editor.calls.submit).toBe(1);
    expect((await findEdit(services, editId))?.status).toBe("failed");
  });

  it("knows of tries after the first, in both directions", async () => {
    const [first, second] = await twiceFailed();
    const editor = createScriptedEditor();
    const services = using(editor);
    const third = (await retryEdit(services, second, client)).editId;
    expect(await run(services, third)).toBe("completed");
    for (const id of [first, second]) expect(await run(services, id)).toContain(`not replayed: ${third}`);
    expect(editor.calls.submit).toBe(1);
  });

  it("together with its retry, which failed too, pays for one of the two", async () => {
    for (let round = 0; round < 4; round += 1) {
      const [first, second] = await twiceFailed();
      const editor = createScriptedEditor();
      const ends = await Promise.all([run(using(editor), first), run(using(editor), second)]);
      expect(editor.calls.submit).toBe(1);
      expect(ends.toSorted()[0]).toBe("completed");
      expect(ends.toSorted()[1]).toMatch(/^not replayed: /);
    }
  });

  it("goes on where what was asked for again came to nothing", async () => {
    const editId = await failed("PROVIDER_REJECTED");
    const services = using(createScriptedEditor());
    const again = await retryEdit(services, editId, client);
    await cancelEdit(services, again.editId);
    expect(await run(services, editId)).toBe("completed");
  });

  it("from a step says to begin at the start, and is no success", async () => {
    const editId = await failed("PROVIDER_REJECTED");
    const editor = createScriptedEditor();
    const stored: DurableStep = { ...directStep, run: async (id, work) => (id === "enhance" ? "done" : work()) };
    expect(await refusal(run(using(editor), editId, {}, stored))).toMatchObject({
      code: "PROVIDER_REJECTED",
      message: expect.stringContaining("from its start") as unknown,
    });
    expect(editor.calls.submit).toBe(0);
  });

  it("of an older dispatch names the run that can be replayed", async () => {
    const editId = await failed("PROVIDER_REJECTED");
    const { db } = test.services;
    await renewOutboxMark(db, editId);
    await db.updateTable("edits").set({ dispatch: 2, runId: "second" }).where("id", "=", editId).execute();
    expect(await refusal(run(using(createScriptedEditor()), editId))).toMatchObject({
      message: expect.stringContaining("its dispatch 2 (second)") as unknown,
    });
  });

  it("is noticed by an open page within half a minute where an operator can replay it, and asks for nothing elsewhere", async () => {
    const editId = await failed("PROVIDER_REJECTED");
    const { services } = test;
    const inngest = { ...services, env: { ...services.env, runs: "inngest" as const } };
    expect((await getProgress(inngest, [editId], "")).retry_after).toBe(20);
    expect((await getProgress(services, [editId], "")).retry_after).toBeNull();
    const old = new Date(Date.now() - 25 * 3_600_000);
    await services.db.updateTable("edits").set({ finishedAt: old }).where("id", "=", editId).execute();
    expect((await getProgress(inngest, [editId], "")).retry_after).toBeNull();
  });
});

describe("a retry", () => {
  it("of a later try answers the first while that is replayed, and when it has succeeded", async () => {
    const [first, second] = await twiceFailed();
    const { reached, proceed, pause } = gate();
    const editor = createScriptedEditor({
      poll: async () => {
        await pause();
        return { state: "ready", resultUrl: "https://provider.invalid/result/1", cost: null };
      },
    });
    const services = using(editor);
    const running = run(services, first);
    await reached;
    expect((await retryEdit(services, second, client)).editId).toBe(first);
    proceed();
    expect(await running).toBe("completed");
    expect((await retryEdit(services, second, client)).editId).toBe(first);
    expect(editor.calls.submit).toBe(1);
    // What was deleted is no answer.
    await deleteEdit(services, first);
    expect((await retryEdit(services, second, client)).editId).not.toBe(first);
  });

  it("of a later try answers the first while that is checked", async () => {
    const silent = using(
      createScriptedEditor({ poll: () => Promise.reject(new AppError("PROVIDER_TIMEOUT", { retryable: false })) }),
    );
    const { editId: first } = await requestEdit(silent, editRequest(test.picture), client);
    await expect(run(silent, first)).rejects.toThrow();
    await test.services.db.updateTable("editAttempts").set({ taskState: null }).execute();
    const second = await failedRetry(first);
    await checkEdit(silent, first);
    expect((await retryEdit(silent, second, client)).editId).toBe(first);
  });
});

describe("ten clicks on Retry", () => {
  it("make one edit, which is what all are answered, under each key", async () => {
    const editId = await failed("PROVIDER_REJECTED");
    const services = using(createScriptedEditor());
    const keys = Array.from({ length: 10 }, (_, n) =>
      n % 2 === 0 ? null : `key-${n}-0123456789012345678901234567890`,
    );
    const answers = await Promise.all(
      keys.map((idempotencyKey) => retryEdit(services, editId, client, { idempotencyKey })),
    );
    const [{ editId: made } = { editId: "" }] = answers;
    expect(new Set(answers.map((answer) => answer.editId))).toEqual(new Set([made]));
    expect(await run(services, made)).toBe("completed");
    for (const idempotencyKey of keys.filter((key) => key !== null))
      expect((await retryEdit(services, editId, client, { idempotencyKey })).editId).toBe(made);
    const rows = await services.db.selectFrom("edits").select("id").execute();
    expect(rows.map(({ id }) => id).toSorted()).toEqual([editId, made].toSorted());
    // But for what the failed one may have made.
    const noted = await services.db.selectFrom("blobIntents").select("key").execute();
    expect(noted.map(({ key }) => key).filter((key) => !madeKeys(editId).includes(key))).toEqual([]);
    // It is there, so that there is nothing to be paid for again.
    expect((await retryEdit(services, editId, client)).editId).toBe(made);
  });
});
