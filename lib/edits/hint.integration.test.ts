import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { markHinted } from "@/db/queries/attempts";
import type { PollResult } from "@/lib/providers/port";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createScriptedEditor, type ScriptedEditor } from "@/tests/fakes/scripted-editor";
import { directStep, servicesOfFile } from "@/tests/services";
import { cancelEdit } from "./cancel";
import { findEdit } from "./progress";
import { followHint } from "./hint";
import { requestEdit } from "./request";
import { runEdit } from "./run";
import type { DurableStep } from "./stages/stage";

const READY: PollResult = { state: "ready", resultUrl: "https://provider.invalid/r", cost: null };

const test = servicesOfFile();

/** An editor whose task is at work until it is told to end. */
function working(): { editor: ScriptedEditor; services: Services; end: (how?: () => Promise<PollResult>) => void } {
  let poll = async (): Promise<PollResult> => ({ state: "running", progress: null });
  const editor = createScriptedEditor({ usualSeconds: 60, poll: () => poll() });
  return {
    editor,
    services: { ...test.services, editors: [editor] },
    end: (how = async () => READY) => void (poll = how),
  };
}

/** An edit whose run has asked once and sleeps; `wake` lets it go on, and tells how it ends. */
async function asleep(services: Services): Promise<{ editId: string; wake: () => Promise<string> }> {
  const request = editRequest(test.picture);
  const { editId } = await requestEdit(services, request, clientOf("one"));
  let wakeUp = (): void => {};
  const sleep = new Promise<void>((resolve) => (wakeUp = resolve));
  let ended: Promise<string> = Promise.resolve("");
  await new Promise<void>((resolve) => {
    const sleeping: DurableStep = {
      run: (_id, work) => work(),
      sleep: () => {
        resolve();
        return sleep;
      },
    };
    ended = runEdit({ editId, runId: randomUUID(), dispatch: 1 }, sleeping, services).catch(() => "failed");
  });
  return {
    editId,
    wake: () => {
      wakeUp();
      return ended;
    },
  };
}

const hint = async (services: Services, editId: string): Promise<void> => {
  const { id } = await services.db
    .selectFrom("editAttempts")
    .select("id")
    .where("editId", "=", editId)
    .executeTakeFirstOrThrow();
  await markHinted(services.db, id);
};

const follow = (services: Services, editId: string) => followHint(editId, directStep, services);
const statusOf = async (services: Services, editId: string) => (await findEdit(services, editId))?.status;

describe("following a provider's hint", () => {
  it("finishes the edit while its run sleeps, which finds it done", async () => {
    const { editor, services, end } = working();
    const { editId, wake } = await asleep(services);
    await hint(services, editId);
    end();
    expect(await follow(services, editId)).toBe("followed");
    const before = await findEdit(services, editId);
    expect(before).toMatchObject({ status: "completed", charge: "made" });
    expect(await wake()).toBe("not ours");
    expect(await findEdit(services, editId)).toEqual(before);
    expect(editor.calls.submit).toBe(1);
    expect(await follow(services, editId)).toBe("left");
  });

  it("does no harm when the run wakes up in the same moment", async () => {
    for (let round = 0; round < 10; round += 1) {
      // Without edits whose short time would count as the usual one.
      await test.database.reset();
      const { editor, services, end } = working();
      const { editId, wake } = await asleep(services);
      await hint(services, editId);
      end();
      await Promise.all([follow(services, editId), wake(), follow(services, editId)]);
      const edit = await findEdit(services, editId);
      expect(edit).toMatchObject({ status: "completed", charge: "made" });
      expect(await services.blobs.head(edit?.resultKey ?? "")).toMatchObject({ size: edit?.resultSize });
      expect(editor.calls.submit).toBe(1);
    }
  });

  it("waits a moment for a task that is not quite there", async () => {
    const { editor, services, end } = working();
    const { editId, wake } = await asleep(services);
    await hint(services, editId);
    setTimeout(end, 400);
    expect(await follow(services, editId)).toBe("followed");
    expect(editor.calls.poll).toBeGreaterThan(2);
    await wake();
  });

  it("leaves a task that is still at work to the run", async () => {
    const { services, end } = working();
    const { editId, wake } = await asleep(services);
    await hint(services, editId);
    expect(await follow(services, editId)).toBe("left");
    expect(await statusOf(services, editId)).toBe("processing_image");
    end();
    expect(await wake()).toBe("completed");
  });

  it.each([
    ["a final word", new AppError("CONTENT_REFUSED", { charge: "possible" }), "CONTENT_REFUSED"],
    ["trouble on the way", new Error("socket hang up"), null],
  ])("leaves %s to the run", async (_what, error, errorCode) => {
    const { editor, services, end } = working();
    const { editId, wake } = await asleep(services);
    await hint(services, editId);
    end(() => Promise.reject(error));
    expect(await follow(services, editId)).toBe("left");
    expect(await statusOf(services, editId)).toBe("processing_image");
    if (errorCode === null) end();
    expect(await wake()).toBe(errorCode === null ? "completed" : "failed");
    expect(await findEdit(services, editId)).toMatchObject({ errorCode });
    expect(editor.calls.submit).toBe(1);
  });

  it("asks nothing without a hint, and nothing about an edit that is over or unknown", async () => {
    const { editor, services } = working();
    const { editId, wake } = await asleep(services);
    const { poll } = editor.calls;
    expect(await follow(services, editId)).toBe("left");
    await hint(services, editId);
    await cancelEdit(services, editId);
    expect(await follow(services, editId)).toBe("left");
    expect(await follow(services, randomUUID())).toBe("left");
    expect(editor.calls.poll).toBe(poll);
    expect(await wake()).toBe("not ours");
  });
});
