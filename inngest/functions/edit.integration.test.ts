import { Worker } from "node:worker_threads";
import { sql } from "kysely";
import { serve } from "inngest/edge";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEmbeddedRunner, type EmbeddedRunner } from "@/inngest/embedded/runner";
import { createThreadPool } from "@mizual/engine/testing";
import { cancelEdit } from "@/lib/edits/cancel";
import { findEdit } from "@/lib/edits/progress";
import { requestEdit } from "@/lib/edits/request";
import { sweepEdits } from "@/lib/edits/sweep";
import { editLabel } from "@/lib/edits/edit-id";
import { AppError, type ErrorCode, ERRORS } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createScriptedEditor, type ScriptedEditor, scriptedPicture } from "@/tests/fakes/scripted-editor";
import { createTestServices, type TestServices } from "@/tests/services";
import { testPicture } from "@/tests/test-picture";
import { createInngest } from "../client";
import { createFunctions } from ".";

let test: TestServices;
let runner: EmbeddedRunner;
let bytes: Uint8Array;
let services: Services;
let editor: ScriptedEditor;

const never = { sweepCron: "0 0 1 1 *", looksByEvents: false, runsPerClient: 5 };

/** A thread whose wasm traps in the middle of a job, as long as some are left to break. */
const BREAKING = `
const { parentPort, workerData } = require("node:worker_threads");
parentPort.on("message", ({ bytes }) => {
  if (Atomics.sub(workerData, 0, 1) > 0) new WebAssembly.Instance(new WebAssembly.Module(new Uint8Array(
    [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 8, 1, 0, 10, 5, 1, 3, 0, 0, 11])));
  parentPort.postMessage({ kind: "done", bytes });
});
`;
const client = clientOf();

const ask = async (prompt = "make it black and white") => {
  const request = editRequest(bytes, { prompt, enhance: "auto" });
  return (await requestEdit(services, request, client)).editId;
};

const runsOf = (editId: string, functionId: string) =>
  test.services.db
    .selectFrom("runnerRuns")
    .select(["id", "status", "error", "event"])
    .where("functionId", "=", functionId)
    .execute()
    .then((runs) => runs.filter((run) => JSON.stringify(run.event).includes(editId)));

const ended = async (editId: string, status: string): Promise<void> => {
  await expect.poll(async () => (await findEdit(services, editId))?.status, { timeout: 20_000 }).toBe(status);
  await expect
    .poll(async () => (await runsOf(editId, "mizual-edit")).every((run) => run.status !== "running"), {
      timeout: 20_000,
    })
    .toBe(true);
};

describe.each([
  ["one call for each step", false],
  ["a call that goes on after each step", true],
])("%s", (_how, checkpointing) => {
  /** Real functions in the real runner, with short pauses. */
  beforeAll(async () => {
    test = await createTestServices();
    bytes = await testPicture();
    const logger = { warn: () => {}, error: () => {} };
    runner = createEmbeddedRunner({
      db: () => test.services.db,
      singleOwner: false,
      pollMs: 50,
      checkpointing,
      backoff: () => 20,
      logger,
    });
    const inngest = createInngest(runner, test.services.log);
    services = { ...test.services, events: inngest };
    runner.use(serve({ client: inngest, functions: createFunctions(inngest, async () => services, never) }));
    await runner.start();
  });
  afterAll(async () => {
    await runner.stop();
    await test.close();
  });

  const useEditor = (next: ScriptedEditor): void => {
    editor = next;
    services = { ...services, editors: [editor] };
  };

  describe("the edit function in the embedded runner", () => {
    it("completes an edit", async () => {
      useEditor(createScriptedEditor());
      const editId = await ask();
      await ended(editId, "completed");
      expect(editor.calls.submit).toBe(1);
    });

    it.each([
      ["CONTENT_REFUSED", 1, "none"],
      ["REQUEST_NOT_UNDERSTOOD", 1, "none"],
      ["PROVIDER_UNAVAILABLE", 4, "none"],
      ["PROVIDER_TIMEOUT", 1, "possible"],
    ] as const)("brings %s of a submit to the row, after %i submits", async (code, submits, charge) => {
      const detail = "A sentence of its own.";
      useEditor(createScriptedEditor({ submit: () => Promise.reject(new AppError(code, { detail })) }));
      const editId = await ask();
      await ended(editId, "failed");
      expect(editor.calls.submit).toBe(submits);
      const expected: ErrorCode = code === "PROVIDER_TIMEOUT" ? "SUBMIT_UNCERTAIN" : code;
      const edit = await findEdit(services, editId);
      expect(edit).toMatchObject({ errorCode: expected, charge });
      if (expected === code) expect(edit?.errorDetail).toBe(detail);
      expect(await runsOf(editId, "mizual-edit")).toMatchObject([{ status: "failed" }]);
      await expect
        .poll(async () => (await runsOf(editId, "mizual-edit-failure")).map(({ status }) => status))
        .toEqual(["completed"]);
    });

    it.each([
      ["once", 1, 2, "completed", null],
      ["each time", 9, 4, "failed", "INTERNAL"],
    ] as const)("tries again what broke its thread, %s", async (_how, breaks, submits, status, errorCode) => {
      const left = new Int32Array(new SharedArrayBuffer(4));
      left[0] = breaks;
      const { run } = createThreadPool({
        start: () => new Worker(BREAKING, { eval: true, workerData: left }),
        most: 1,
        perClient: 1,
        idleMs: 1_000,
        graceMs: 100,
      });
      useEditor(
        createScriptedEditor({
          free: true,
          submit: async (_request, signal) => {
            await run({ bytes, operations: [], versions: new Map(), signal, progress: () => {} });
            return { state: "done", picture: await scriptedPicture(), model: "m", cost: null, notes: [] };
          },
        }),
      );
      const editId = await ask();
      await ended(editId, status);
      expect(editor.calls.submit).toBe(submits);
      expect(await findEdit(services, editId)).toMatchObject({
        errorCode,
        retryable: errorCode !== null,
        charge: "none",
      });
    });

    it("keeps a person's words on the row alone: neither the runner nor the log has them", async () => {
      services = { ...services, editors: test.services.editors };
      const editId = await ask("translate the poem about zanzibar into Finnish");
      await ended(editId, "failed");
      expect((await findEdit(services, editId))?.errorDetail).toContain("zanzibar");
      await expect
        .poll(async () => (await runsOf(editId, "mizual-edit-failure")).map(({ status }) => status))
        .toEqual(["completed"]);
      const { db } = services;
      const kept = [
        await db.selectFrom("runnerRuns").selectAll().execute(),
        await db.selectFrom("runnerSteps").selectAll().execute(),
        await db.selectFrom("runnerEvents").selectAll().execute(),
        test.logged,
      ];
      expect(JSON.stringify(kept)).not.toContain("zanzibar");
      // Nothing is wrong with the service: one line, with the edit, and not as a warning.
      const lines = test.logged.filter((line) => "edit" in line && line.edit === editLabel(editId));
      expect(lines).toMatchObject([{ level: "info", code: "REQUEST_NOT_UNDERSTOOD" }]);
    });

    /** As a server says it of a run that it has ended by itself. */
    const endRun = async (editId: string, error: { name: string; message: string }): Promise<void> => {
      const [run] = await runsOf(editId, "mizual-edit");
      await services.events.send({
        name: "inngest/function.failed",
        data: { function_id: "mizual-edit", run_id: run?.id, error, event: run?.event, events: [run?.event] },
      });
      await expect
        .poll(async () => (await runsOf(editId, "mizual-edit-failure")).map(({ status }) => status))
        .toEqual(["completed"]);
    };

    it("fails an edit that has ended every process which worked on it", async () => {
      useEditor(createScriptedEditor({ submit: () => new Promise(() => {}) }));
      const editId = await ask();
      await expect.poll(() => editor.calls.submit).toBe(1);
      await endRun(editId, { name: "ProcessDiedError", message: "process died during the last attempt" });
      expect(await findEdit(services, editId)).toMatchObject({
        status: "failed",
        errorCode: "INTERNAL",
        charge: "possible",
      });
    });

    it.each([
      ["could not reach the app", { name: "Error", message: "Unable to reach SDK URL" }],
      ["got a proxy's page", { name: "Error", message: "invalid status code: 502" }],
    ])("leaves an edit to the sweeper whose run was ended because the runner %s", async (_what, error) => {
      let ready = false;
      useEditor(
        createScriptedEditor({
          poll: async () =>
            ready
              ? { state: "ready", resultUrl: "https://provider.invalid/r", cost: null }
              : { state: "running", progress: null },
        }),
      );
      const editId = await ask();
      await expect.poll(() => editor.calls.poll).toBeGreaterThan(0);
      await endRun(editId, error);
      expect(await findEdit(services, editId)).toMatchObject({ status: "processing_image", runId: null });
      ready = true;
      const overdue = sql<Date>`now() - interval '1 minute'`;
      await services.db.updateTable("outbox").set({ dueAt: overdue }).where("editId", "=", editId).execute();
      expect(await sweepEdits(services)).toMatchObject({ sentAgain: 1 });
      await ended(editId, "completed");
      expect(editor.calls.submit).toBe(1);
    });

    it("and ends it when its half hour is over", async () => {
      useEditor(createScriptedEditor({ poll: async () => ({ state: "running", progress: null }) }));
      const editId = await ask();
      await expect.poll(() => editor.calls.poll).toBeGreaterThan(0);
      const edits = sql.id(test.database.handle.schema, "edits");
      await sql`update ${edits} set created_at = now() - interval '31 minutes' where id = ${editId}`.execute(
        services.db,
      );
      await endRun(editId, { name: "Error", message: "Unable to reach SDK URL" });
      expect(await findEdit(services, editId)).toMatchObject({ status: "failed", errorCode: "TIMED_OUT" });
    });

    it("ends the run of an edit that is canceled while it sleeps", async () => {
      useEditor(createScriptedEditor({ poll: async () => ({ state: "running", progress: null }) }));
      const editId = await ask();
      await expect.poll(() => editor.calls.poll, { timeout: 20_000 }).toBeGreaterThan(0);
      await cancelEdit(services, editId);
      await ended(editId, "canceled");
      expect(await runsOf(editId, "mizual-edit")).toMatchObject([{ status: "canceled" }]);
    });

    it("is not replayed after CONTENT_REFUSED, until an operator names that", async () => {
      useEditor(createScriptedEditor({ submit: () => Promise.reject(new AppError("CONTENT_REFUSED")) }));
      const editId = await ask();
      await ended(editId, "failed");
      const [failed] = await runsOf(editId, "mizual-edit");
      // What a list of runs shows.
      expect(failed?.error).toMatchObject({ name: "CONTENT_REFUSED", message: ERRORS.CONTENT_REFUSED.detail });
      useEditor(createScriptedEditor());
      await runner.rerun(failed?.id ?? "");
      await expect
        .poll(async () => (await runsOf(editId, "mizual-edit")).map(({ status }) => status))
        .toEqual(["failed", "failed"]);
      expect(editor.calls.submit).toBe(0);
      expect((await runsOf(editId, "mizual-edit")).map(({ error }) => error)).toContainEqual(
        expect.objectContaining({ name: "CONTENT_REFUSED", message: expect.stringContaining("replay") as unknown }),
      );
      const data = { editId, dispatch: 1, replay: "CONTENT_REFUSED" };
      await services.events.send({ name: "edit/requested", data });
      await ended(editId, "completed");
      expect(editor.calls.submit).toBe(1);
    });

    it("rerun from a step is no success, and says to begin at the start", async () => {
      useEditor(createScriptedEditor({ submit: () => Promise.reject(new AppError("PROVIDER_REJECTED")) }));
      const editId = await ask();
      await ended(editId, "failed");
      const [failed] = await runsOf(editId, "mizual-edit");
      useEditor(createScriptedEditor());
      await runner.rerun(failed?.id ?? "", "edit:submit");
      await expect
        .poll(async () => (await runsOf(editId, "mizual-edit")).map(({ status }) => status))
        .toEqual(["failed", "failed"]);
      expect(editor.calls.submit).toBe(0);
      expect((await findEdit(services, editId))?.status).toBe("failed");
    });

    it("replays a failed edit with one more submit, and a completed one with none", async () => {
      useEditor(createScriptedEditor({ submit: () => Promise.reject(new AppError("PROVIDER_REJECTED")) }));
      const editId = await ask();
      await ended(editId, "failed");
      const [failed] = await runsOf(editId, "mizual-edit");
      useEditor(createScriptedEditor());
      await runner.rerun(failed?.id ?? "");
      await ended(editId, "completed");
      expect(editor.calls.submit).toBe(1);
      const before = await findEdit(services, editId);
      await runner.rerun(failed?.id ?? "");
      await ended(editId, "completed");
      expect(editor.calls.submit).toBe(1);
      expect(await findEdit(services, editId)).toEqual(before);
    });
  });
});
