import { randomUUID } from "node:crypto";
import { type KyselyPlugin, sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Submission } from "@/lib/providers/port";
import { requestEdit } from "@/lib/edits/request";
import { runEdit } from "@/lib/edits/run";
import { findEdit } from "@/lib/edits/progress";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createScriptedEditor, type ScriptedEditor, scriptedPicture } from "@/tests/fakes/scripted-editor";
import { servicesOfFile } from "@/tests/services";
import { storeParked } from "./store";
import { submitAttempt } from "./submit";
import { answer, type DurableStep, type StageContext } from "../stage";
import { writeIntent } from "./attempt";

const test = servicesOfFile();

const never = () => new Promise<never>(() => {});

/** Resolves for everybody once `count` have come. */
function meeting(count: number): () => Promise<void> {
  let open = (): void => {};
  const all = new Promise<void>((resolve) => {
    open = resolve;
  });
  let here = 0;
  return () => {
    here += 1;
    if (here === count) open();
    return all;
  };
}

/** An editor that answers at once, when it is told to. */
function synchronous() {
  let reply = (): void => {};
  const told = new Promise<void>((resolve) => {
    reply = resolve;
  });
  const editor = createScriptedEditor({
    submit: async (): Promise<Submission> => {
      await told;
      return {
        state: "done",
        picture: await scriptedPicture(),
        model: "m",
        cost: { usd: 0.05, estimated: true },
        notes: [],
      };
    },
  });
  return { editor, reply: () => reply() };
}

/** An edit whose run has come to the point of sending it, and stays there. */
async function readyToSend(editor: ScriptedEditor, blobs: Partial<Services["blobs"]> = {}): Promise<StageContext> {
  const services = { ...test.services, editors: [editor] };
  const request = editRequest(test.picture);
  const { editId } = await requestEdit(services, request, clientOf("c"));
  const runId = randomUUID();
  const step = await new Promise<DurableStep>((resolve) => {
    const upToSubmit: DurableStep = {
      run: (id, work) => {
        if (id !== "edit:submit") return work();
        void writeIntent({ editId, runId, step: upToSubmit, services }).then(() => resolve(upToSubmit));
        return never();
      },
      sleep: async () => {},
    };
    void runEdit({ editId, runId, dispatch: 1 }, upToSubmit, services);
  });
  return { editId, runId, step, services: { ...services, blobs: { ...services.blobs, ...blobs } } };
}

/** As if the submit had been long ago. */
const age = () =>
  test.services.db
    .updateTable("editAttempts")
    .set({ sentAt: sql<Date>`sent_at - interval '10 minutes'` })
    .execute();

const failureOf = (running: Promise<unknown>): Promise<unknown> =>
  running.then(
    () => new Error("it did not fail"),
    (error: unknown) => error,
  );

describe("a submit step that runs twice at once, as a runner does when it takes the first for dead", () => {
  it("sends once, although both found it unsent", async () => {
    const editor = createScriptedEditor();
    const meet = meeting(2);
    const get: Services["blobs"]["get"] = async (key) => {
      await meet();
      return test.services.blobs.get(key);
    };
    const context = await readyToSend(editor, { get });
    const answers = await Promise.all([submitAttempt(context), submitAttempt(context)]);
    expect(editor.calls.submit).toBe(1);
    expect(answers.toSorted((a, b) => a.pauseSeconds - b.pauseSeconds)).toEqual([
      answer("submit", 1),
      answer("accepted", 2),
    ]);
    expect(await submitAttempt(context)).toEqual(answer("accepted"));
  });

  it("waits for the answer to the first, instead of taking it for lost", async () => {
    const { editor, reply } = synchronous();
    const context = await readyToSend(editor);
    const first = submitAttempt(context);
    await expect.poll(() => editor.calls.submit).toBe(1);
    expect(await submitAttempt(context)).toEqual({ state: "submit", pauseSeconds: expect.any(Number) as number });
    reply();
    expect(await first).toEqual(answer("done"));
    expect(await submitAttempt(context)).toEqual(answer("done"));
    expect(editor.calls.submit).toBe(1);
    expect(await findEdit(context.services, context.editId)).toMatchObject({
      status: "uploading_result",
      charge: "made",
    });
  });

  it("waits a little from its run's first look: the database may have been away for longer than the submit took", async () => {
    const { editor, reply } = synchronous();
    const context = await readyToSend(editor);
    const first = submitAttempt(context);
    await expect.poll(() => editor.calls.submit).toBe(1);
    await age();
    expect(await submitAttempt(context, undefined, true)).toEqual(answer("submit", 20));
    reply();
    expect(await first).toEqual(answer("done"));
    expect(await submitAttempt(context)).toEqual(answer("done"));
    expect(editor.calls.submit).toBe(1);
  });

  it("is uncertain once no answer can come any more", async () => {
    const editor = createScriptedEditor({ submit: never });
    const context = await readyToSend(editor);
    // Long after this test its time is over.
    submitAttempt(context).catch(() => {});
    await expect.poll(() => editor.calls.submit).toBe(1);
    await age();
    expect(await failureOf(submitAttempt(context))).toMatchObject({ code: "SUBMIT_UNCERTAIN", charge: "possible" });
    expect(editor.calls.submit).toBe(1);
  });
});

it("writes down what it paid for although the database is gone for five seconds just then", async () => {
  let down = false;
  const outage: KyselyPlugin = {
    transformQuery: ({ node }) => {
      if (down) throw new Error("connect ECONNREFUSED");
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const editor = createScriptedEditor({
    submit: async () => {
      down = true;
      setTimeout(() => (down = false), 5_000);
      return { state: "accepted", providerId: "1", pollingUrl: "https://p.invalid/1", model: "m", cost: null };
    },
  });
  const context = await readyToSend(editor);
  const services = { ...context.services, db: context.services.db.withPlugin(outage) };
  expect(await submitAttempt({ ...context, services })).toEqual(answer("accepted", 2));
  const attempt = await test.services.db.selectFrom("editAttempts").select(["pollingUrl"]).executeTakeFirst();
  expect(attempt).toEqual({ pollingUrl: "https://p.invalid/1" });
});

describe("a process that dies with the answer in its hands", () => {
  const resultIn = async () =>
    (await test.services.db.selectFrom("editAttempts").select("taskState").executeTakeFirst())?.taskState;
  const parked = async () => (await test.services.db.selectFrom("parkedResults").select("editId").execute()).length;

  it("leaves the picture parked, for the next to store", async () => {
    const { editor, reply } = synchronous();
    const context = await readyToSend(editor, { put: never });
    reply();
    void submitAttempt(context);
    await expect.poll(parked).toBe(1);
    const next = { ...context, services: { ...context.services, blobs: test.services.blobs } };
    expect(await submitAttempt(next)).toEqual(answer("parked"));
    expect(await storeParked(next)).toEqual(answer("done"));
    expect(editor.calls.submit).toBe(1);
    const edit = await findEdit(test.services, context.editId);
    expect(edit).toMatchObject({ status: "uploading_result", charge: "made", costUsd: "0.050000", resultWidth: 40 });
    expect(await test.services.blobs.head(edit?.resultKey ?? "")).toMatchObject({ size: edit?.resultSize });
    expect(await parked()).toBe(0);
  });

  /** As of a process that died between the note of an answer and the parking of what came. */
  const unpark = async () => {
    await expect.poll(parked).toBe(1);
    await test.services.db.deleteFrom("parkedResults").execute();
  };

  it("leaves the picture to be adopted, when the store has it", async () => {
    const { editor, reply } = synchronous();
    const put: Services["blobs"]["put"] = async (...object) => {
      await test.services.blobs.put(...object);
      return never();
    };
    const context = await readyToSend(editor, { put });
    reply();
    void submitAttempt(context);
    await expect.poll(resultIn).toBe("ready");
    await unpark();
    const adopted = { ...context, services: { ...context.services, blobs: test.services.blobs } };
    await expect.poll(() => submitAttempt(adopted), { timeout: 10_000 }).toEqual(answer("done"));
    expect(editor.calls.submit).toBe(1);
    const edit = await findEdit(test.services, context.editId);
    expect(edit).toMatchObject({ status: "uploading_result", charge: "made", costUsd: "0.050000", resultWidth: 40 });
    expect(await test.services.blobs.head(edit?.resultKey ?? "")).toMatchObject({ size: edit?.resultSize });
  });

  it("says that the picture is lost and charged for, not that it is uncertain", async () => {
    const { editor, reply } = synchronous();
    const context = await readyToSend(editor, { put: never });
    reply();
    void submitAttempt(context);
    await expect.poll(resultIn).toBe("ready");
    await unpark();
    expect(await submitAttempt(context)).toEqual({ state: "submit", pauseSeconds: expect.any(Number) as number });
    await age();
    expect(await failureOf(submitAttempt(context))).toMatchObject({
      code: "PROVIDER_BAD_RESULT",
      charge: "made",
      detail: expect.stringMatching(/lost.*charged/) as unknown,
    });
    expect(editor.calls.submit).toBe(1);
  });

  it("or with a refusal that may have cost something, says no more than that", async () => {
    const editor = createScriptedEditor({
      submit: () => Promise.reject(new AppError("CONTENT_REFUSED", { charge: "possible" })),
    });
    const context = await readyToSend(editor);
    await failureOf(submitAttempt(context));
    expect(await failureOf(submitAttempt(context))).toMatchObject({ code: "PROVIDER_BAD_RESULT", charge: "possible" });
    expect(editor.calls.submit).toBe(1);
  });
});
