import sharp from "sharp";
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import type { Submission } from "@/lib/providers/port";
import type { BlobStore } from "@/lib/blob/blob-store";
import { checkEdit } from "@/lib/edits/retry";
import { deleteEdit } from "@/lib/edits/delete";
import { findEdit, usualTime } from "@/lib/edits/progress";
import { editView } from "@/lib/edits/view";
import { requestEdit } from "@/lib/edits/request";
import { runEdit } from "@/lib/edits/run";
import { AppError, type ErrorCode } from "@/lib/errors";
import { cleanUp } from "@/lib/edits/clean-up";
import type { Services } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createScriptedEditor, type ScriptedEditor, scriptedPicture } from "@/tests/fakes/scripted-editor";
import { servicesOfFile } from "@/tests/services";
import type { DurableStep } from "../stage";

const test = servicesOfFile();

const using = (editors: readonly ScriptedEditor[], blobs: BlobStore = test.services.blobs): Services => ({
  ...test.services,
  editors,
  blobs,
});

const ask = async (services: Services, editor: string | null = null, hash = "client-1") => {
  const request = editRequest(test.picture, { editor });
  return (await requestEdit(services, request, clientOf(hash))).editId;
};

/** Steps that note their ids and the pauses between them; time passes in the database, `speed` times as fast, not here. */
function notingStep(speed = 1): DurableStep & { ids: string[] } {
  const ids: string[] = [];
  return {
    ids,
    run: (id, work) => {
      ids.push(id);
      return work();
    },
    sleep: async (id, time) => {
      ids.push(`${id} ${time}`);
      const seconds = Number.parseInt(time, 10) * speed;
      await test.services.db
        .updateTable("editAttempts")
        .set({
          sentAt: sql<Date>`sent_at - make_interval(secs => ${seconds})`,
          checkedAt: sql<Date>`checked_at - make_interval(secs => ${seconds})`,
          askedSince: sql<Date>`asked_since - make_interval(secs => ${seconds})`,
          answeredAt: sql<Date>`answered_at - make_interval(secs => ${seconds})`,
          waitingSince: sql<Date>`waiting_since - make_interval(secs => ${seconds})`,
          notBefore: sql<Date>`not_before - make_interval(secs => ${seconds})`,
        })
        .execute();
      await sql`update ${sql.table(`${test.database.handle.schema}.parked_results`)}
        set created_at = created_at - make_interval(secs => ${seconds})`.execute(test.services.db);
    },
  };
}

/** Runs an edit to its end; a failed one is no error, for the row says so. */
const run = (editId: string, services: Services, step: DurableStep = notingStep(), dispatch = 1) =>
  runEdit({ editId, runId: randomUUID(), dispatch }, step, services).catch(() => "failed");

const viewOf = async (editId: string, services: Services) => {
  const edit = await findEdit(services, editId);
  if (edit === null) throw new Error("the edit is gone");
  return editView(edit, "", null, services.editors);
};

const attemptsOf = (editId: string) =>
  test.services.db
    .selectFrom("editAttempts")
    .select(["editor", "outcome", "charge", "errorCode"])
    .where("editId", "=", editId)
    .orderBy("number")
    .execute();

const parked = async () => (await test.services.db.selectFrom("parkedResults").select("editId").execute()).length;

const refusing = (id: string, error: () => unknown) =>
  createScriptedEditor({ id, label: id.toUpperCase(), submit: () => Promise.reject(error()) });
const unavailable = () => new AppError("PROVIDER_UNAVAILABLE");
const gemini = () => createScriptedEditor({ id: "gemini", label: "Gemini" });

/** Of `scriptedPicture`, unlike that of the source. */
const SCRIPTED_WIDTH = 40;

/** The real store, which refuses to take results as long as it is told to. */
function failingBlobs(): BlobStore & { down: boolean } {
  const store = {
    ...test.services.blobs,
    down: true,
    put: async (...[key, data, type]: Parameters<BlobStore["put"]>) => {
      if (store.down && (await sharp(data).metadata()).width === SCRIPTED_WIDTH)
        throw new AppError("STORAGE_UNAVAILABLE");
      return test.services.blobs.put(key, data, type);
    },
  };
  return store;
}

describe("an editor that certainly did not take the edit", () => {
  it.each<[ErrorCode, number, string]>([
    ["PROVIDER_UNAVAILABLE", 4, "FLUX was not available, so Gemini made this edit."],
    ["PROVIDER_NOT_CONFIGURED", 1, "FLUX is not set up correctly on this server, so Gemini made this edit."],
    ["PROVIDER_REJECTED", 1, "FLUX did not accept this request, so Gemini made this edit."],
  ])("after %s and %i tries hands it to the next", async (code, tries, note) => {
    const [flux, next] = [refusing("flux", () => new AppError(code)), gemini()];
    const services = using([flux, next]);
    const editId = await ask(services);
    const step = notingStep();
    expect(await run(editId, services, step)).toBe("completed");
    expect([flux.calls.submit, next.calls.submit]).toEqual([tries, 1]);
    expect(await attemptsOf(editId)).toEqual([
      { editor: "flux", outcome: "failed", charge: "none", errorCode: code },
      { editor: "gemini", outcome: "succeeded", charge: "made", errorCode: null },
    ]);
    expect(await viewOf(editId, services)).toMatchObject({
      editor: "gemini",
      editor_label: "Gemini",
      editor_note: note,
      charge: "made",
    });
    expect(new Set(step.ids).size).toBe(step.ids.length);
    expect(step.ids.filter((id) => id.startsWith("edit:submit"))).toEqual(
      Array.from({ length: tries + 1 }, (_, at) => (at === 0 ? "edit:submit" : `edit:submit:${at + 1}`)),
    );
  });

  it("keeps its edit when the person picked it", async () => {
    const [flux, next] = [refusing("flux", unavailable), gemini()];
    const services = using([flux, next]);
    const editId = await ask(services, "flux");
    expect(await run(editId, services)).toBe("failed");
    expect(next.calls.submit).toBe(0);
    expect(await viewOf(editId, services)).toMatchObject({
      error_code: "PROVIDER_UNAVAILABLE",
      charge: "none",
      retryable: true,
      editor_note: null,
    });
  });

  it("never leaves it to a local engine", async () => {
    const flux = refusing("flux", unavailable);
    const local = createScriptedEditor({ id: "local", free: true });
    const services = using([flux, local]);
    const editId = await ask(services);
    expect(await run(editId, services)).toBe("failed");
    expect(local.calls.submit).toBe(0);
  });

  it.each<[string, () => unknown, ErrorCode, string]>([
    ["refused the content", () => new AppError("CONTENT_REFUSED"), "CONTENT_REFUSED", "none"],
    ["may have taken it", () => new AppError("PROVIDER_TIMEOUT"), "SUBMIT_UNCERTAIN", "possible"],
    ["broke the connection", () => new Error("socket hang up"), "SUBMIT_UNCERTAIN", "possible"],
  ])("is not followed by another when it %s", async (_what, error, code, charge) => {
    const [flux, next] = [refusing("flux", error), gemini()];
    const services = using([flux, next]);
    const editId = await ask(services);
    expect(await run(editId, services)).toBe("failed");
    expect([flux.calls.submit, next.calls.submit]).toEqual([1, 0]);
    expect(await viewOf(editId, services)).toMatchObject({ error_code: code, charge });
  });

  it("fails with the last refusal when all are asked, and asks each once", async () => {
    const rejecting = () => new AppError("PROVIDER_REJECTED");
    const [flux, next] = [refusing("flux", rejecting), refusing("gemini", rejecting)];
    const services = using([flux, next]);
    const editId = await ask(services);
    expect(await run(editId, services)).toBe("failed");
    expect([flux.calls.submit, next.calls.submit]).toEqual([1, 1]);
    expect(await viewOf(editId, services)).toMatchObject({ error_code: "PROVIDER_REJECTED", charge: "none" });
  });

  it("is asked again after the pause it wants when it is only busy, for a quarter of an hour", async () => {
    let busy = 30;
    const flux = createScriptedEditor({
      submit: async () => {
        if (busy > 0) {
          busy -= 1;
          throw new AppError("PROVIDER_UNAVAILABLE", { retryAfterSeconds: 7 });
        }
        return { state: "accepted", providerId: "1", pollingUrl: "https://provider.invalid/1", model: "m", cost: null };
      },
    });
    const services = using([flux, gemini()]);
    const editId = await ask(services);
    const step = notingStep();
    expect(await run(editId, services, step)).toBe("completed");
    expect(step.ids).toContain("edit:slot:2 7s");
    expect(await attemptsOf(editId)).toMatchObject([{ editor: "scripted", outcome: "succeeded" }]);

    busy = Infinity;
    const other = await ask(services);
    expect(await run(other, services)).toBe("completed");
    expect(await attemptsOf(other)).toMatchObject([{ outcome: "failed" }, { editor: "gemini", outcome: "succeeded" }]);
  });
});

describe("a task that is accepted", () => {
  it("survives polls that fail, and is submitted once", async () => {
    let trouble = 5;
    const editor = createScriptedEditor({
      poll: async () => {
        trouble -= 1;
        if (trouble > 3) throw new AppError("PROVIDER_UNAVAILABLE");
        if (trouble > 0) throw new TypeError("fetch failed");
        return { state: "ready", resultUrl: "https://provider.invalid/r", cost: null };
      },
    });
    const services = using([editor]);
    const editId = await ask(services);
    expect(await run(editId, services)).toBe("completed");
    expect(editor.calls.submit).toBe(1);
  });

  /** Time that passes before the nth pause in which nobody asks: the server is away, or what carries out runs. */
  const awayAt = (nth: number, seconds: number): DurableStep => {
    const step = notingStep();
    let pauses = 0;
    return {
      run: step.run,
      sleep: async (id, time) => {
        pauses += 1;
        await step.sleep(id, pauses === nth ? `${seconds}s` : time);
      },
    };
  };

  it.each([
    ["was away for ten minutes", 600],
    ["was away for twenty minutes", 1200],
  ])("is asked anew by a server that %s, until it is ready", async (_what, seconds) => {
    let asked = 0;
    const editor = createScriptedEditor({
      poll: async () => {
        asked += 1;
        return asked < 6
          ? { state: "running", progress: null }
          : { state: "ready", resultUrl: "https://provider.invalid/r", cost: null };
      },
    });
    const services = using([editor]);
    const editId = await ask(services);
    expect(await run(editId, services, awayAt(2, seconds))).toBe("completed");
    expect(editor.calls.submit).toBe(1);
  });

  it("is asked after until its provider, which is away for twenty minutes, answers", async () => {
    let asked = 0;
    const editor = createScriptedEditor({
      usualSeconds: 30,
      poll: async () => {
        asked += 1;
        if (asked > 1 && asked < 100) throw new AppError("PROVIDER_UNAVAILABLE");
        return asked < 103
          ? { state: "running", progress: null }
          : { state: "ready", resultUrl: "https://provider.invalid/r", cost: null };
      },
    });
    const services = using([editor]);
    const editId = await ask(services);
    const step = notingStep();
    expect(await run(editId, services, step)).toBe("completed");
    const pauses = step.ids.flatMap((id) => /^edit:wait:\d+ (\d+)s$/.exec(id)?.[1] ?? []).map(Number);
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(600);
    expect(editor.calls.submit).toBe(1);
  });

  it("is given up within its half hour, whatever is asked and answered", async () => {
    const editor = createScriptedEditor({ poll: () => Promise.reject(new AppError("PROVIDER_UNAVAILABLE")) });
    const services = using([editor]);
    const editId = await ask(services);
    expect(await run(editId, services, notingStep(10))).toBe("failed");
    expect(await viewOf(editId, services)).toMatchObject({ error_code: "PROVIDER_TIMEOUT", can_check: true });
  });

  it("is asked after seldom before its usual time, often when it is due, and given up after 300 s", async () => {
    const editor = createScriptedEditor({
      usualSeconds: 30,
      poll: async () => ({ state: "running", progress: null }),
    });
    const services = using([editor]);
    const editId = await ask(services);
    const step = notingStep();
    expect(await run(editId, services, step)).toBe("failed");
    const pauses = step.ids.flatMap((id) => /^edit:wait:\d+ (\d+)s$/.exec(id)?.[1] ?? []).map(Number);
    expect(pauses[0]).toBe(2);
    expect(pauses[1]).toBeGreaterThan(10);
    expect(Math.max(...pauses.slice(5))).toBeLessThanOrEqual(10);
    expect(pauses.reduce((sum, pause) => sum + pause, 0)).toBeGreaterThan(250);
    expect(await viewOf(editId, services)).toMatchObject({
      error_code: "PROVIDER_TIMEOUT",
      charge: "made",
      can_check: true,
    });
  });

  it.each([
    ["waits for it in one step where each step is paid for", true, 1],
    ["sleeps between steps where a place is dearer", false, 2],
  ])("%s", async (_, isMetered, steps) => {
    let asked = 0;
    const editor = createScriptedEditor({
      usualSeconds: 12,
      poll: async () => {
        asked += 1;
        return asked === 1
          ? { state: "running", progress: null }
          : { state: "ready", resultUrl: "https://provider.invalid/r", cost: null };
      },
    });
    const services = using([editor]);
    const step = notingStep();
    const editId = await ask(services);
    expect(await run(editId, { ...services, env: { ...services.env, isMetered } }, step)).toBe("completed");
    expect(step.ids.filter((id) => id.startsWith("edit:poll"))).toHaveLength(steps);
  });

  it("is not asked after later because others took long or stood in a queue", async () => {
    let ready = true;
    const editor = createScriptedEditor({
      usualSeconds: 30,
      poll: async () =>
        ready
          ? { state: "ready", resultUrl: "https://provider.invalid/r", cost: null }
          : { state: "running", progress: null },
    });
    const services = using([editor]);
    const before = await ask(services);
    expect(await run(before, services)).toBe("completed");
    const earlier = (seconds: number) => sql<Date>`now() - make_interval(secs => ${seconds})`;
    await services.db
      .updateTable("edits")
      .set({ enhancingStartedAt: earlier(400), finishedAt: earlier(0) })
      .where("id", "=", before)
      .execute();
    expect(await usualTime({ ...services }, editor.id)).toBeCloseTo(400, 0);

    ready = false;
    const step = notingStep();
    expect(await run(await ask(services), { ...services }, step)).toBe("failed");
    const pauses = step.ids.flatMap((id) => /^edit:wait:\d+ (\d+)s$/.exec(id)?.[1] ?? []).map(Number);
    expect(Math.max(...pauses.slice(4))).toBeLessThanOrEqual(10);

    await services.db
      .updateTable("editAttempts")
      .set({ waitingSince: earlier(390), sentAt: earlier(10) })
      .where("editId", "=", before)
      .execute();
    expect(await usualTime({ ...services }, editor.id)).toBeCloseTo(20, 0);
  });

  it("ends at once with a final word of its provider, and is not to be checked again", async () => {
    const editor = createScriptedEditor({ poll: () => Promise.reject(new AppError("CONTENT_REFUSED")) });
    const services = using([editor]);
    const editId = await ask(services);
    expect(await run(editId, services)).toBe("failed");
    expect(editor.calls.poll).toBe(1);
    expect(await viewOf(editId, services)).toMatchObject({ error_code: "CONTENT_REFUSED", can_check: false });
    await expect(checkEdit(services, editId)).rejects.toMatchObject({ code: "EDIT_FINISHED" });
  });

  it("gives a fresh address when its first has expired", async () => {
    let expired = 2;
    const editor = createScriptedEditor({
      fetch: async () => {
        expired -= 1;
        if (expired >= 0) throw new AppError("PROVIDER_UNAVAILABLE", { cause: new Error("403") });
        return scriptedPicture();
      },
    });
    const services = using([editor]);
    const editId = await ask(services);
    expect(await run(editId, services)).toBe("completed");
    expect(editor.calls).toMatchObject({ submit: 1, fetch: 3 });
  });

  it("whose picture cannot be had fails with its charge, and can be checked again", async () => {
    const editor = createScriptedEditor({ fetch: () => Promise.reject(new AppError("PROVIDER_UNAVAILABLE")) });
    const services = using([editor]);
    const editId = await ask(services);
    expect(await run(editId, services)).toBe("failed");
    expect(editor.calls).toMatchObject({ submit: 1, fetch: 5 });
    expect(await viewOf(editId, services)).toMatchObject({
      error_code: "PROVIDER_BAD_RESULT",
      charge: "made",
      can_check: true,
    });
  });
});

describe("a paid result that the store does not take", () => {
  const synchronous = () =>
    createScriptedEditor({
      submit: async (): Promise<Submission> => ({
        state: "done",
        picture: await scriptedPicture(),
        model: "m",
        cost: { usd: 0.05, estimated: true },
        notes: [],
      }),
    });

  it.each([
    ["of an editor in three calls", () => createScriptedEditor()],
    ["of an editor that answers at once", synchronous],
  ])("%s is parked, and stored when the store is back", async (_what, create) => {
    const [editor, blobs] = [create(), failingBlobs()];
    const services = using([editor], blobs);
    const editId = await ask(services);
    const step = notingStep();
    const recovering: DurableStep = {
      ...step,
      sleep: async (id, time) => {
        await step.sleep(id, time);
        if (id.startsWith("edit:parked:")) expect(await parked()).toBe(1);
        if (id === "edit:parked:4") blobs.down = false;
      },
    };
    expect(await run(editId, services, recovering)).toBe("completed");
    expect(editor.calls.submit).toBe(1);
    expect(await parked()).toBe(0);
    const edit = await findEdit(services, editId);
    expect(edit).toMatchObject({ charge: "made", resultWidth: 40, resultHeight: 30 });
    expect(await blobs.head(edit?.resultKey ?? "")).toMatchObject({ size: edit?.resultSize });
  });

  it.each([
    ["of an editor in three calls", () => createScriptedEditor(), 0.04],
    ["of an editor that answers at once", synchronous, 0.05],
  ])("%s is given up after 15 minutes, and adopted free of charge by a check", async (_what, create, usd) => {
    const [editor, blobs] = [create(), failingBlobs()];
    const services = using([editor], blobs);
    const editId = await ask(services);
    expect(await run(editId, services)).toBe("failed");
    expect(await viewOf(editId, services)).toMatchObject({
      error_code: "STORAGE_UNAVAILABLE",
      charge: "made",
      can_check: true,
    });
    expect(await parked()).toBe(1);

    const calls = { ...editor.calls };
    blobs.down = false;
    await checkEdit(services, editId);
    const { data } = test.sent.at(-1) ?? { data: {} };
    expect(data).toEqual({ editId, dispatch: 2, client: "client-1" });
    expect(await run(editId, services, notingStep(), 2)).toBe("completed");
    expect(editor.calls).toEqual(calls);
    expect(await parked()).toBe(0);
    expect(await viewOf(editId, services)).toMatchObject({ charge: "made", cost_usd: usd });
    expect(await attemptsOf(editId)).toMatchObject([{ outcome: "succeeded" }]);
  });

  it("is not paid a second time by a replay of its run", async () => {
    const [editor, blobs] = [createScriptedEditor(), failingBlobs()];
    const services = using([editor], blobs);
    const editId = await ask(services);
    await run(editId, services);
    blobs.down = false;
    expect(await run(editId, services, notingStep(), 1)).toBe("completed");
    expect(editor.calls.submit).toBe(1);
  });

  it("is gone with its edit, and after a week", async () => {
    const [editor, blobs] = [createScriptedEditor(), failingBlobs()];
    const services = using([editor], blobs);
    const deleted = await ask(services);
    await run(deleted, services);
    expect(await parked()).toBe(1);
    await deleteEdit(services, deleted);
    expect(await parked()).toBe(0);

    const old = await ask(services);
    await run(old, services);
    await sql`update ${sql.table(`${test.database.handle.schema}.parked_results`)}
      set created_at = now() - interval '100 hours'`.execute(test.services.db);
    await cleanUp(services);
    expect(await parked()).toBe(1);
    await sql`update ${sql.table(`${test.database.handle.schema}.parked_results`)}
      set created_at = now() - interval '169 hours'`.execute(test.services.db);
    await cleanUp(services);
    expect(await parked()).toBe(0);
  });
});

describe("check again", () => {
  /** A task that is not ready in time, and ready later. */
  const late = () => {
    let ready = false;
    const editor = createScriptedEditor({
      usualSeconds: 100,
      poll: async () =>
        ready
          ? { state: "ready", resultUrl: "https://provider.invalid/r", cost: null }
          : { state: "running", progress: null },
    });
    return { editor, finish: () => void (ready = true) };
  };

  it("adopts a result that came late, without a submit or another charge, and once", async () => {
    const { editor, finish } = late();
    const services = using([editor]);
    const editId = await ask(services);
    await run(editId, services, notingStep(20));
    expect(await viewOf(editId, services)).toMatchObject({ error_code: "PROVIDER_TIMEOUT", can_check: true });
    finish();
    const checks = await Promise.allSettled([1, 2, 3].map(() => checkEdit(services, editId)));
    expect(checks.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await viewOf(editId, services)).toMatchObject({ status: "processing_image", error_code: null });
    await expect(checkEdit(services, editId)).rejects.toMatchObject({ code: "EDIT_NOT_FINISHED" });
    expect(await run(editId, services, notingStep(), 2)).toBe("completed");
    expect(editor.calls.submit).toBe(1);
    expect(await viewOf(editId, services)).toMatchObject({ charge: "made", cost_usd: 0.04, can_check: false });
    await expect(checkEdit(services, editId)).rejects.toMatchObject({ code: "EDIT_FINISHED" });
  });

  it("that finds the task still at work fails within a minute, and may be repeated", async () => {
    const { editor } = late();
    const services = using([editor]);
    const editId = await ask(services);
    await run(editId, services, notingStep(20));
    for (const dispatch of [2, 3]) {
      await checkEdit(services, editId);
      expect(await run(editId, services, notingStep(40), dispatch)).toBe("failed");
      expect(await viewOf(editId, services)).toMatchObject({ error_code: "PROVIDER_TIMEOUT", can_check: true });
    }
    expect(editor.calls.submit).toBe(1);
  });

  it("has nothing to look for after a refusal, an uncertain submit, or a day", async () => {
    for (const error of [new AppError("CONTENT_REFUSED"), new Error("socket hang up")]) {
      const services = using([refusing("flux", () => error)]);
      const editId = await ask(services);
      await run(editId, services);
      expect(await viewOf(editId, services)).toMatchObject({ status: "failed", can_check: false });
      await expect(checkEdit(services, editId)).rejects.toMatchObject({ code: "EDIT_FINISHED" });
    }
    const { editor } = late();
    const services = using([editor]);
    const editId = await ask(services);
    await run(editId, services, notingStep(20));
    await test.services.db
      .updateTable("editAttempts")
      .set({ sentAt: sql<Date>`now() - interval '25 hours'` })
      .execute();
    expect((await viewOf(editId, services)).can_check).toBe(false);
    await expect(checkEdit(services, randomUUID())).rejects.toMatchObject({ code: "EDIT_NOT_FOUND" });
  });
});
