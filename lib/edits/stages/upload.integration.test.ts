import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findEdit } from "@/lib/edits/progress";
import { requestEdit } from "@/lib/edits/request";
import { runEdit } from "@/lib/edits/run";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createScriptedEditor, type ScriptedEditor } from "@/tests/fakes/scripted-editor";
import { createTestServices, directStep, type TestServices } from "@/tests/services";
import { testPicture } from "@/tests/test-picture";
import { completeAtOnce } from "./upload";

let test: TestServices;
let bytes: Uint8Array;

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
  const request = editRequest(bytes);
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

beforeAll(async () => {
  test = await createTestServices();
  bytes = await testPicture();
});
beforeEach(() => test.database.reset());
afterAll(() => test.close());

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
});

it("a result that cost nothing does not wait: the runner and the person try again", async () => {
  const { ended, pauses, edit } = await runWithout(createScriptedEditor({ free: true }), () => false);
  expect(ended).toBe("failed");
  expect(pauses).toEqual([]);
  expect(edit).toMatchObject({ errorCode: "STORAGE_UNAVAILABLE", charge: "none" });
});

it("completes nothing for another stage, whose turn it is where one stands in between", async () => {
  const { editId } = await requestEdit(test.services, editRequest(bytes), clientOf("c"));
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
