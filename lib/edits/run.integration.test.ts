import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { claimEdit, readWithHeartbeat } from "@/db/queries/edit-runs";
import { pictureKeys } from "@/lib/blob/blob-store";
import { AppError } from "@/lib/errors";
import type { EditStatus } from "@/lib/lifecycle";
import type { Services } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createScriptedEditor, type ScriptedEditor, scriptedPicture } from "@/tests/fakes/scripted-editor";
import { directStep, servicesOfFile } from "@/tests/services";
import { cancelEdit } from "./cancel";
import { deleteEdit } from "./delete";
import { findEdit } from "./progress";
import { editView } from "./view";
import { requestEdit } from "./request";
import { runEdit } from "./run";
import type { DurableStep } from "./stages/stage";

const test = servicesOfFile();

const client = clientOf();

const ask = async (prompt = "make it black and white") => {
  const request = editRequest(test.picture, { prompt, enhance: "auto" });
  return (await requestEdit(test.services, request, client)).editId;
};

const run = (
  editId: string,
  options: { runId?: string; dispatch?: number; step?: DurableStep; editor?: ScriptedEditor } = {},
) =>
  runEdit(
    { editId, runId: options.runId ?? randomUUID(), dispatch: options.dispatch ?? 1 },
    options.step ?? directStep,
    options.editor === undefined ? test.services : { ...test.services, editors: [options.editor] },
  );

const statusOf = async (editId: string) => (await findEdit(test.services, editId))?.status;

const attemptsOf = (editId: string) =>
  test.services.db
    .selectFrom("editAttempts")
    .select(["number", "outcome", "charge", "errorCode"])
    .where("editId", "=", editId)
    .orderBy("number")
    .execute();

/** A runner that remembers finished steps by id and dies where it is told: `before` or `after` the work of a step. */
function mortalStep(memory: Map<string, string>, dies: { step: string; when: "before" | "after" } | null): DurableStep {
  return {
    run: async (id, work) => {
      const known = memory.get(id);
      if (known !== undefined) return known;
      if (dies?.step === id && dies.when === "before") throw new Death();
      const result = await work();
      if (dies?.step === id) throw new Death();
      memory.set(id, result);
      return result;
    },
    sleep: async () => {},
  };
}

/** Stands for a process that ends: nothing after it is done, not even the step that fails the edit. */
class Death extends Error {}

/** Seen from outside, a death runs no further step: the `fail` step of the run must not happen. */
function untilDeath(step: DurableStep): DurableStep & { death: Promise<void> } {
  let dead = false;
  let die = (): void => {};
  const death = new Promise<void>((resolve) => {
    die = resolve;
  });
  return {
    death,
    run: (id, work) => {
      if (dead) return new Promise<string>(() => {});
      return step.run(id, work).catch((error: unknown) => {
        if (error instanceof Death) dead = true;
        if (dead) die();
        throw error;
      });
    },
    sleep: (id, time) => step.sleep(id, time),
  };
}

/** Runs until the death that `step` is told to die, or to the end. */
async function runUntilDeath(
  editId: string,
  step: DurableStep,
  options: { runId?: string; editor?: ScriptedEditor } = {},
): Promise<void> {
  const mortal = untilDeath(step);
  await Promise.race([run(editId, { ...options, step: mortal }).catch(() => {}), mortal.death]);
}

describe("runEdit", () => {
  it("takes an edit through the seed's stages to one stored result with previews", async () => {
    const editId = await ask();
    const seen = new Map<string, string>();
    const look = async (): Promise<void> => {
      const now = await findEdit(test.services, editId);
      if (now === null) return;
      const view = editView(now, "", null, test.services.editors);
      if (!seen.has(view.status)) seen.set(view.status, `${view.status} ${view.progress_percent} ${view.message}`);
    };
    const step: DurableStep = {
      run: (id, work) => look().then(() => directStep.run(id, work)),
      sleep: directStep.sleep,
    };
    const { blobs } = test.services;
    const put: Services["blobs"]["put"] = async (...object) => {
      await look();
      return blobs.put(...object);
    };
    const services = { ...test.services, blobs: { ...blobs, put } };
    expect(await runEdit({ editId, runId: randomUUID(), dispatch: 1 }, step, services)).toBe("completed");

    expect([...seen.values()]).toEqual([
      "pending 10 Your edit is queued...",
      "enhancing_prompt 25 Enhancing your prompt with AI...",
      "processing_image 60 Processing your edit...",
      "uploading_result 90 Finalizing your edit...",
    ]);
    const edit = await findEdit(test.services, editId);
    expect(edit).toMatchObject({
      status: "completed",
      editor: "local",
      enhanced: true,
      charge: "none",
      resultWidth: 64,
      resultHeight: 48,
    });
    const stored = await test.services.blobs.get(edit?.resultKey ?? "");
    const picture = Buffer.from(await new Response(stored?.body).arrayBuffer());
    expect(picture.byteLength).toBe(edit?.resultSize);
    const { channels } = await sharp(picture).stats();
    expect(Math.abs((channels[0]?.mean ?? 0) - (channels[2]?.mean ?? 255))).toBeLessThan(1);
    for (const key of [edit?.previewKey, edit?.thumbnailKey, edit?.originalPreviewKey, edit?.originalThumbnailKey]) {
      expect(await test.services.blobs.head(key ?? "")).toMatchObject({ contentType: "image/webp" });
    }
    expect(await attemptsOf(editId)).toEqual([{ number: 1, outcome: "succeeded", charge: "none", errorCode: null }]);
  });

  it("says in the person's terms what the local engine did not understand", async () => {
    const editId = await ask("translate the poem on the wall into Finnish");
    await expect(run(editId)).rejects.toThrow();
    const edit = await findEdit(test.services, editId);
    expect(edit).toMatchObject({
      status: "failed",
      errorCode: "REQUEST_NOT_UNDERSTOOD",
      charge: "none",
      retryable: false,
    });
    expect(edit?.errorDetail).toContain("“translate the poem on the wall into Finnish”");
    expect(edit?.suggestions).not.toEqual([]);
  });

  it("ends without effect for an edit that is over, deleted or unknown", async () => {
    const editId = await ask();
    await run(editId);
    const before = await findEdit(test.services, editId);
    expect(await run(editId)).toBe("not ours");
    expect(await findEdit(test.services, editId)).toEqual(before);
    await deleteEdit(test.services, editId);
    expect(await run(editId)).toBe("not ours");
    expect(await run(randomUUID())).toBe("not ours");
  });

  describe.each(["enhance", "edit:submit"])("killed at the step %s", (step) => {
    it.each(["before", "after"] as const)("%s its effect, the same run goes on to exactly one result", async (when) => {
      const editId = await ask();
      const [memory, runId] = [new Map<string, string>(), randomUUID()];
      await runUntilDeath(editId, mortalStep(memory, { step, when }), { runId });
      expect(await statusOf(editId)).not.toBe("failed");
      expect(await run(editId, { runId, step: mortalStep(memory, null) })).toMatch(/completed|not ours/);
      expect(await statusOf(editId)).toBe("completed");
      expect(await attemptsOf(editId)).toHaveLength(1);
    });

    it("and its run lost, another run takes over once the first shows no life", async () => {
      const editId = await ask();
      await runUntilDeath(editId, mortalStep(new Map(), { step, when: "after" }));
      if ((await statusOf(editId)) !== "completed") {
        expect(await run(editId, { dispatch: 2 })).toBe("not ours");
        await test.services.db
          .updateTable("edits")
          .set({ heartbeatAt: sql<Date>`now() - interval '10 minutes'` })
          .where("id", "=", editId)
          .execute();
        expect(await run(editId, { dispatch: 2 })).toBe("completed");
      }
      expect(await statusOf(editId)).toBe("completed");
    });
  });

  /** Services whose store calls `then` once before it takes a picture of an edit in this state, and goes on with what that is. */
  const beforePicture = (status: EditStatus, then: () => Promise<unknown>): Services => {
    let isDone = false;
    return {
      ...test.services,
      blobs: {
        ...test.services.blobs,
        put: async (...object) => {
          const row = await test.services.db.selectFrom("edits").select("status").executeTakeFirst();
          const isFirst = row?.status === status && !isDone;
          isDone ||= isFirst;
          if (isFirst) await then();
          return test.services.blobs.put(...object);
        },
      },
    };
  };

  it("killed once the result is stored, the same run completes it and makes no other", async () => {
    const editId = await ask();
    const [memory, runId] = [new Map<string, string>(), randomUUID()];
    const at = { editId, runId, dispatch: 1 };
    await new Promise<void>((resolve) => {
      const services = beforePicture("uploading_result", () => {
        resolve();
        return new Promise(() => {});
      });
      void runEdit(at, mortalStep(memory, null), services);
    });
    const stored = await findEdit(test.services, editId);
    expect([stored?.status, stored?.previewKey]).toEqual(["uploading_result", null]);
    expect(await run(editId, { runId, step: mortalStep(memory, null) })).toBe("completed");
    expect(await findEdit(test.services, editId)).toMatchObject({
      status: "completed",
      resultKey: stored?.resultKey,
      resultSha256: stored?.resultSha256,
    });
    expect(await attemptsOf(editId)).toHaveLength(1);
  });

  it.each(
    (["processing_image", "uploading_result"] as const).flatMap((status) =>
      [cancelEdit, deleteEdit].map((end) => ({ status, end })),
    ),
  )("ends without a trace where the person ends it while a picture is stored: $status, $end.name", async (at) => {
    const editId = await ask();
    const services = beforePicture(at.status, () => at.end(test.services, editId));
    expect(await runEdit({ editId, runId: randomUUID(), dispatch: 1 }, directStep, services)).toBe("not ours");
    expect(await statusOf(editId)).toBe(at.end === cancelEdit ? "canceled" : undefined);
    const row = await test.services.db.selectFrom("edits").selectAll().executeTakeFirstOrThrow();
    const named: unknown[] = Object.values(row);
    for (const key of pictureKeys(editId).filter((each) => !named.includes(each)))
      expect(await test.services.blobs.head(key)).toBeNull();
  });

  it("takes five executions with an editor that is asked after, three without: itself and its steps", async () => {
    const steps = async (editor?: ScriptedEditor) => {
      const ids: string[] = [];
      const counting: DurableStep = {
        run: (id, work) => {
          ids.push(id);
          return work();
        },
        sleep: async (id) => void ids.push(id),
      };
      const editId = await ask();
      expect(await run(editId, { step: counting, ...(editor && { editor }) })).toBe("completed");
      return ids;
    };
    expect(await steps(createScriptedEditor())).toEqual(["enhance", "edit:submit", "edit:wait:0", "edit:poll:0"]);
    expect(await steps()).toEqual(["enhance", "edit:submit"]);
  });

  it("keeps a zombie from changing what a new run made", async () => {
    const editId = await ask();
    const zombie = randomUUID();
    let revive = (): void => {};
    const frozen = new Promise<void>((resolve) => {
      revive = resolve;
    });
    const late: DurableStep = {
      run: async (id, work) => (id === "edit:submit" ? frozen.then(work) : work()),
      sleep: async () => {},
    };
    const lateRun = run(editId, { runId: zombie, step: late });
    await expect.poll(() => statusOf(editId)).toBe("processing_image");
    await test.services.db
      .updateTable("edits")
      .set({ heartbeatAt: sql<Date>`now() - interval '10 minutes'` })
      .where("id", "=", editId)
      .execute();
    await run(editId, { dispatch: 2 });
    const done = await findEdit(test.services, editId);
    revive();
    expect(await lateRun).toBe("not ours");
    expect(await findEdit(test.services, editId)).toEqual(done);
    expect(await test.services.blobs.head(done?.resultKey ?? "")).not.toBeNull();
  });

  it("keeps a zombie from moving on what a new run is at work on", async () => {
    const editId = await ask();
    let revive = (): void => {};
    const frozen = new Promise<void>((resolve) => {
      revive = resolve;
    });
    const editor = createScriptedEditor({
      submit: async () => {
        await frozen;
        const [picture, cost] = [await scriptedPicture(), { usd: 0.05, estimated: true }];
        return { state: "done", picture, model: "m", cost, notes: [] };
      },
    });
    const lateRun = run(editId, { editor });
    await expect.poll(() => editor.calls.submit).toBe(1);
    await test.services.db
      .updateTable("edits")
      .set({ heartbeatAt: sql<Date>`now() - interval '10 minutes'` })
      .execute();
    const runId = randomUUID();
    expect(await claimEdit(test.services.db, { id: editId, runId, dispatch: 2 })).not.toBeNull();
    revive();
    expect(await lateRun).toBe("not ours");
    expect(await findEdit(test.services, editId)).toMatchObject({ status: "processing_image", runId, resultKey: null });
  });

  describe("with an editor that costs money", () => {
    it("submits, polls and fetches, and records the cost", async () => {
      const editId = await ask();
      const editor = createScriptedEditor();
      expect(await run(editId, { editor })).toBe("completed");
      expect(editor.calls).toEqual({ submit: 1, poll: 1, fetch: 1 });
      expect(await findEdit(test.services, editId)).toMatchObject({
        editor: "scripted",
        model: "scripted-1",
        charge: "made",
        costUsd: "0.040000",
      });
    });

    it.each([
      ["throws after it may have been sent", () => Promise.reject(new Error("socket hang up"))],
      ["says that it may have charged", () => Promise.reject(new AppError("PROVIDER_TIMEOUT"))],
    ])("never submits again when the submit %s", async (_what, submit) => {
      const editId = await ask();
      const editor = createScriptedEditor({ submit });
      await expect(run(editId, { editor })).rejects.toThrow();
      expect(editor.calls.submit).toBe(1);
      expect(await findEdit(test.services, editId)).toMatchObject({
        status: "failed",
        errorCode: "SUBMIT_UNCERTAIN",
        charge: "possible",
      });
      expect(await attemptsOf(editId)).toEqual([
        { number: 1, outcome: "uncertain", charge: "possible", errorCode: "SUBMIT_UNCERTAIN" },
      ]);
    });

    it("never submits again when the process died between the call and its record", async () => {
      const editId = await ask();
      const [memory, runId] = [new Map<string, string>(), randomUUID()];
      const hanging = createScriptedEditor({ submit: () => new Promise(() => {}) });
      // Long after this test its time is over.
      run(editId, { runId, step: mortalStep(memory, null), editor: hanging }).catch(() => {});
      await expect.poll(() => hanging.calls.submit).toBe(1);
      await test.services.db
        .updateTable("editAttempts")
        .set({ sentAt: sql<Date>`sent_at - interval '10 minutes'` })
        .where("editId", "=", editId)
        .execute();
      const editor = createScriptedEditor();
      await expect(run(editId, { runId, step: mortalStep(memory, null), editor })).rejects.toThrow();
      expect(editor.calls.submit).toBe(0);
      expect(await findEdit(test.services, editId)).toMatchObject({
        status: "failed",
        errorCode: "SUBMIT_UNCERTAIN",
        charge: "possible",
      });
    });

    it("polls on, and does not submit again, when the process died after the submit was recorded", async () => {
      const editId = await ask();
      const [memory, runId] = [new Map<string, string>(), randomUUID()];
      const editor = createScriptedEditor();
      await runUntilDeath(editId, mortalStep(memory, { step: "edit:submit", when: "after" }), { runId, editor });
      expect(await run(editId, { runId, step: mortalStep(memory, null), editor })).toBe("completed");
      expect(editor.calls.submit).toBe(1);
    });

    it("may submit again when the editor certainly did not take it", async () => {
      const editId = await ask();
      let refusals = 1;
      const editor = createScriptedEditor({
        submit: async () => {
          if (refusals > 0) {
            refusals -= 1;
            throw new AppError("PROVIDER_UNAVAILABLE");
          }
          return {
            state: "accepted",
            providerId: "1",
            pollingUrl: "https://provider.invalid/1",
            model: "m",
            cost: null,
          };
        },
      });
      const retrying: DurableStep = {
        run: (id, work) => work().catch((error: unknown) => (id === "edit:submit" ? work() : Promise.reject(error))),
        sleep: async () => {},
      };
      expect(await run(editId, { editor, step: retrying })).toBe("completed");
      expect(editor.calls.submit).toBe(2);
      expect(await attemptsOf(editId)).toMatchObject([{ number: 1, outcome: "succeeded" }]);
    });

    it("replays a failed edit with one more submit, and only when its own event comes again", async () => {
      const editId = await ask();
      const refusing = createScriptedEditor({
        submit: () => Promise.reject(new AppError("PROVIDER_REJECTED", { retryable: false })),
      });
      await expect(run(editId, { editor: refusing })).rejects.toThrow();
      expect(await statusOf(editId)).toBe("failed");

      const editor = createScriptedEditor();
      await expect(run(editId, { editor, dispatch: 2 })).rejects.toThrow("its dispatch 1");
      expect(editor.calls.submit).toBe(0);
      expect(await run(editId, { editor, dispatch: 1 })).toBe("completed");
      expect(editor.calls.submit).toBe(1);
      expect(await findEdit(test.services, editId)).toMatchObject({ status: "completed", errorCode: null, replays: 1 });
      expect(await attemptsOf(editId)).toMatchObject([{ outcome: "failed" }, { outcome: "succeeded" }]);
      expect(await run(editId, { editor, dispatch: 1 })).toBe("not ours");
      expect(editor.calls.submit).toBe(1);
    });
  });

  describe("and cancelling or deleting meanwhile", () => {
    it.each(["enhance", "edit:submit"])("before the step %s ends the run and resurrects nothing", async (at) => {
      for (const end of [cancelEdit, deleteEdit]) {
        const editId = await ask();
        const interrupted: DurableStep = {
          run: async (id, work) => {
            if (id === at) await end(test.services, editId);
            return work();
          },
          sleep: async () => {},
        };
        expect(await run(editId, { step: interrupted })).toBe("not ours");
        expect(await statusOf(editId)).toBe(end === cancelEdit ? "canceled" : undefined);
      }
    });

    it("says that a charge may stand when the editor was asked already", async () => {
      const editId = await ask();
      const editor = createScriptedEditor({ poll: async () => ({ state: "running", progress: null }) });
      const interrupted: DurableStep = {
        run: async (id, work) => {
          if (id === "edit:poll:0") await cancelEdit({ ...test.services, editors: [editor] }, editId);
          return work();
        },
        sleep: async () => {},
      };
      expect(await run(editId, { editor, step: interrupted })).toBe("not ours");
      const edit = await findEdit(test.services, editId);
      expect(edit).toMatchObject({ status: "canceled", charge: "made" });
      expect(edit && editView(edit, "", null, [editor]).message).toBe(
        "Edit canceled. The image service has charged for it.",
      );
    });

    it("leaves no picture of a deleted edit, even when a step stored one just then", async () => {
      const editId = await ask();
      const interrupted: DurableStep = {
        run: async (id, work) => {
          const result = await work();
          if (id === "edit:submit") await deleteEdit(test.services, editId);
          return result;
        },
        sleep: async () => {},
      };
      await run(editId, { step: interrupted });
      for (const key of pictureKeys(editId)) expect(await test.services.blobs.head(key)).toBeNull();
      expect(await readWithHeartbeat(test.services.db, editId, "any")).toBeNull();
    });
  });
});
