import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { findEdit } from "@/lib/edits/progress";
import { requestEdit } from "@/lib/edits/request";
import { checkEdit } from "@/lib/edits/retry";
import { runEdit } from "@/lib/edits/run";
import { sweepEdits } from "@/lib/edits/sweep";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createScriptedEditor, type ScriptedEditor } from "@/tests/fakes/scripted-editor";
import { gate } from "@/tests/gate";
import { expectBalancedLedger } from "@/tests/ledger";
import { directStep, servicesOfFile } from "@/tests/services";
import { completeAtOnce } from "./upload";

const test = servicesOfFile();

/** Runs one edit while the store takes no picture of the last stage, until `back` says so of the pauses so far. */
async function runWithout(editor: ScriptedEditor, back: (pauses: number[]) => boolean) {
  const ids: string[] = [];
  const pauses: number[] = [];
  const put: Services["blobs"]["put"] = async (...object) => {
    const row = await test.services.db.selectFrom("edits").select("status").executeTakeFirst();
    if (row?.status === "uploading_result" && !back(pauses)) throw new AppError("STORAGE_UNAVAILABLE");
    return test.services.blobs.put(...object);
  };
  const services = { ...test.services, editors: [editor], blobs: { ...test.services.blobs, put } };
  const request = editRequest(test.picture);
  const { editId } = await requestEdit(services, request, clientOf("c"));
  const step = {
    run: (id: string, work: () => Promise<string>) => {
      ids.push(id);
      return work();
    },
    // Of the upload alone: before the first question after a task there is a pause as well.
    sleep: async (id: string, time: string) => {
      if (id.startsWith("upload:")) pauses.push(Number.parseInt(time, 10));
    },
  };
  const ended = await runEdit({ editId, runId: randomUUID(), dispatch: 1 }, step, services).catch(() => "failed");
  return { ended, pauses, ids, edit: await findEdit(services, editId) };
}

describe("a paid result whose small pictures the store does not take", () => {
  it("waits for the store, so that nobody pays again for what is made", async () => {
    const editor = createScriptedEditor();
    const { ended, ids, edit } = await runWithout(editor, (pauses) => pauses.length >= 4);
    expect(ended).toBe("completed");
    expect(editor.calls.submit).toBe(1);
    expect(new Set(ids).size).toBe(ids.length);
    expect(edit).toMatchObject({ status: "completed", charge: "made" });
  });

  it("fails after a quarter of an hour, and says that it is paid for", async () => {
    const { ended, pauses, edit } = await runWithout(createScriptedEditor(), () => false);
    expect(ended).toBe("failed");
    const seconds = pauses.reduce((sum, pause) => sum + pause, 0);
    expect(seconds).toBeGreaterThan(840);
    expect(seconds).toBeLessThan(1_000);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(60);
    expect(edit).toMatchObject({ errorCode: "STORAGE_UNAVAILABLE", charge: "made" });
    expect(edit?.errorDetail).toMatch(/paid for/);
  });

  it.each(["check", "replay"])(
    "is finished by a %s after that, without asking anybody to make it again",
    async (way) => {
      const editor = createScriptedEditor();
      const { edit } = await runWithout(editor, () => false);
      const editId = edit?.id ?? "";
      expect(edit).toMatchObject({ status: "failed", checkable: true });
      const services = { ...test.services, editors: [editor] };
      if (way === "check") await checkEdit(services, editId);
      const run = { editId, runId: randomUUID(), dispatch: way === "check" ? 2 : 1 };
      expect(await runEdit(run, directStep, services)).toBe("completed");
      expect(editor.calls).toMatchObject({ submit: 1, fetch: 1 });
      expect(await findEdit(services, editId)).toMatchObject({ status: "completed", charge: "made", replays: 1 });
      await expectBalancedLedger(test);
    },
  );
});

describe("a stored result whose run has died", () => {
  const HOUR = 3600;

  /** An edit whose picture is stored and whose run died before it finished, so many seconds ago. */
  async function dead(seconds: number): Promise<{ services: Services; editor: ScriptedEditor; editId: string }> {
    const editor = createScriptedEditor();
    const services = { ...test.services, editors: [editor] };
    const { editId } = await requestEdit(services, editRequest(test.picture), clientOf("c"));
    const stored = gate();
    const get: Services["blobs"]["get"] = async (key) => {
      if ((await findEdit(services, editId))?.status === "uploading_result") await stored.pause();
      return services.blobs.get(key);
    };
    const dying = { ...services, blobs: { ...services.blobs, get } };
    void runEdit({ editId, runId: randomUUID(), dispatch: 1 }, directStep, dying);
    await stored.reached;
    const then = sql<Date>`now() - make_interval(secs => ${seconds})`;
    await sql`update ${sql.table(`${test.database.handle.schema}.edits`)}
      set created_at = ${then}, stage_started_at = ${then}, heartbeat_at = ${then}`.execute(services.db);
    await services.db.updateTable("outbox").set({ sentAt: then, dueAt: null }).execute();
    return { services, editor, editId };
  }

  it("is finished by another, however late within a day", async () => {
    const { services, editor, editId } = await dead(9 * HOUR);
    expect(await sweepEdits(services)).toMatchObject({ sentAgain: 1, timedOut: 0 });
    expect(await runEdit({ editId, runId: randomUUID(), dispatch: 2 }, directStep, services)).toBe("completed");
    expect(editor.calls.submit).toBe(1);
  });

  it("is told to be paid for once it is given up, and finished by a check all the same", async () => {
    const { services, editor, editId } = await dead(25 * HOUR);
    expect(await sweepEdits(services)).toMatchObject({ sentAgain: 0, timedOut: 1 });
    expect(await findEdit(services, editId)).toMatchObject({
      errorCode: "TIMED_OUT",
      errorDetail: "This edit took too long and was stopped. The image service has charged for this edit.",
      charge: "made",
      checkable: true,
    });
    await checkEdit(services, editId);
    expect(await runEdit({ editId, runId: randomUUID(), dispatch: 2 }, directStep, services)).toBe("completed");
    expect(editor.calls.submit).toBe(1);
  });
});

it("a result that cost nothing does not wait: the runner and the person try again", async () => {
  const { ended, pauses, edit } = await runWithout(createScriptedEditor({ free: true }), () => false);
  expect(ended).toBe("failed");
  expect(pauses).toEqual([]);
  expect(edit).toMatchObject({ errorCode: "STORAGE_UNAVAILABLE", charge: "none" });
});

it("completes nothing for another stage, whose turn it is where one stands in between", async () => {
  const { editId } = await requestEdit(test.services, editRequest(test.picture), clientOf("c"));
  const runId = randomUUID();
  const untilSubmit = new Promise<void>((resolve) => {
    const step = {
      run: (id: string, work: () => Promise<string>) => {
        if (id !== "edit:submit") return work();
        resolve();
        return new Promise<never>(() => {});
      },
      sleep: async () => {},
    };
    void runEdit({ editId, runId, dispatch: 1 }, step, test.services);
  });
  await untilSubmit;
  const context = { editId, runId, step: directStep, services: test.services };
  expect(await completeAtOnce(context)).toEqual({ state: "done", pauseSeconds: 0 });
});
