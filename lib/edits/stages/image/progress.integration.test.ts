import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { beforeEach, describe, expect, it } from "vitest";
import { setStageShare } from "@/db/queries/edit-runs";
import type { SubmitRequest } from "@/lib/providers/port";
import { cancelEdit } from "@/lib/edits/cancel";
import { deleteEdit } from "@/lib/edits/delete";
import { findEdit } from "@/lib/edits/progress";
import { editView } from "@/lib/edits/view";
import { requestEdit } from "@/lib/edits/request";
import { runEdit } from "@/lib/edits/run";
import type { Services } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createScriptedEditor, type ScriptedEditor, scriptedPicture } from "@/tests/fakes/scripted-editor";
import { directStep, servicesOfFile } from "@/tests/services";

const test = servicesOfFile();
const client = clientOf("c");

const using = (editor: ScriptedEditor): Services => ({ ...test.services, editors: [editor] });

/** A free editor that answers at once with what `work` makes of its request. */
const freeEditor = (work: (request: SubmitRequest, signal: AbortSignal) => Promise<void>) =>
  createScriptedEditor({
    free: true,
    submit: async (request, signal) => {
      await work(request, signal);
      return { state: "done", picture: await scriptedPicture(), model: "m", cost: null, notes: [] };
    },
  });

const ask = async (services: Services, parentId: string | null = null): Promise<string> => {
  const request = editRequest(parentId === null ? test.picture : null, { parentId });
  return (await requestEdit(services, request, client)).editId;
};

const run = (services: Services, editId: string, runId: string = randomUUID()) =>
  runEdit({ editId, runId, dispatch: 1 }, directStep, services).catch(() => "failed" as const);

const percentOf = async (editId: string): Promise<number> => {
  const edit = await findEdit(test.services, editId);
  if (edit === null) throw new Error("the edit is gone");
  return editView(edit, "", null, test.services.editors).progress_percent;
};

describe("how far an editor is", () => {
  it("shows between the figures of the stages, and never goes back", async () => {
    const seen: number[] = [];
    const editor = freeEditor(async ({ onProgress }) => {
      for (const share of [0.5, 0.2, 0.8]) {
        onProgress?.(share);
        const least = share === 0.8 ? 84 : 75;
        await expect.poll(() => percentOf(editId), { timeout: 10_000 }).toBeGreaterThanOrEqual(least);
        seen.push(await percentOf(editId));
      }
    });
    const services = using(editor);
    const editId = await ask(services);
    expect(await run(services, editId)).toBe("completed");
    expect(seen).toEqual([75, 75, 84]);
    expect(await percentOf(editId)).toBe(100);
    expect(await findEdit(services, editId)).toMatchObject({ stageShare: 0 });
  });

  it("is not written for one that is quick", async () => {
    const statements: string[] = [];
    const editor = freeEditor(async ({ onProgress }) => onProgress?.(0.9));
    const db = test.services.db.withPlugin({
      transformQuery: ({ node }) => {
        if (JSON.stringify(node).includes("stage_share")) statements.push(node.kind);
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const services = { ...using(editor), db };
    expect(await run(services, await ask(services))).toBe("completed");
    expect(statements).toEqual([]);
  });

  it("may get lost on its way without a harm", async () => {
    let tries = 0;
    const db = test.services.db.withPlugin({
      transformQuery: ({ node }) => {
        if (JSON.stringify(node).includes("stage_share")) {
          tries += 1;
          throw new Error("connect ECONNREFUSED");
        }
        return node;
      },
      transformResult: async ({ result }) => result,
    });
    const editor = freeEditor(async ({ onProgress }) => {
      for (const share of [0.3, 0.6]) {
        const before = tries;
        onProgress?.(share);
        await expect.poll(() => tries, { timeout: 10_000 }).toBeGreaterThan(before);
      }
    });
    const services = { ...using(editor), db };
    expect(await run(services, await ask(services))).toBe("completed");
  });

  it("is written by the run that has the edit alone, in its stage alone", async () => {
    let runId = "";
    const written: boolean[] = [];
    const editor = freeEditor(async () => {
      written.push(await setStageShare(test.services.db, { id: editId, runId }, 0.4));
      written.push(await setStageShare(test.services.db, { id: editId, runId: "another" }, 0.9));
      written.push(await setStageShare(test.services.db, { id: editId, runId }, 0.2));
      expect(await percentOf(editId)).toBe(72);
    });
    const services = using(editor);
    const editId = await ask(services);
    runId = randomUUID();
    await run(services, editId, runId);
    written.push(await setStageShare(test.services.db, { id: editId, runId }, 0.5));
    expect(written).toEqual([true, false, true, false]);
    expect(await percentOf(editId)).toBe(100);
  });

  it("starts again with a stage, whichever release moves the edit on", async () => {
    const services = using(freeEditor(async () => {}));
    const editId = await ask(services);
    const move = (status: "enhancing_prompt" | "processing_image" | "uploading_result") =>
      test.services.db.updateTable("edits").set({ status }).where("id", "=", editId).execute();
    await move("enhancing_prompt");
    await move("processing_image");
    await test.services.db.updateTable("edits").set({ stageShare: 0.7 }).where("id", "=", editId).execute();
    expect(await percentOf(editId)).toBe(81);
    await move("uploading_result");
    expect(await findEdit(services, editId)).toMatchObject({ stageShare: 0 });
    expect(await percentOf(editId)).toBe(90);
    const beyond = test.services.db.updateTable("edits").set({ stageShare: 1.5 }).where("id", "=", editId);
    await expect(beyond.execute()).rejects.toThrow("stage_share");
  });
});

describe("an edit that is canceled while its editor works", () => {
  it("is let go of by a free one as soon as it hears of it", async () => {
    let isStopped = false;
    const editor = freeEditor(async ({ onProgress }, signal) => {
      await cancelEdit(services, editId);
      onProgress?.(0.5);
      await new Promise((_, reject) => {
        signal.addEventListener("abort", () => {
          isStopped = true;
          reject(signal.reason as Error);
        });
      });
    });
    const services = using(editor);
    const editId = await ask(services);
    expect(await run(services, editId)).toBe("not ours");
    expect(isStopped).toBe(true);
    expect(await findEdit(services, editId)).toMatchObject({ status: "canceled" });
  });

  it("goes on at one that may be paid", async () => {
    let isStopped = false;
    const editor = createScriptedEditor({
      submit: async ({ onProgress }, signal) => {
        signal.addEventListener("abort", () => (isStopped = true));
        await cancelEdit(services, editId);
        onProgress?.(0.5);
        await new Promise((resolve) => setTimeout(resolve, 1_000));
        return { state: "done", picture: await scriptedPicture(), model: "m", cost: null, notes: [] };
      },
    });
    const services = using(editor);
    const editId = await ask(services);
    expect(await run(services, editId)).toBe("not ours");
    expect(isStopped).toBe(false);
  });
});

describe("other versions of the chain", () => {
  /** What each edit found, by number of the version. */
  const read: Record<number, string>[] = [];
  let original: Uint8Array = new Uint8Array();
  const editor = freeEditor(async ({ version, picture }) => {
    const found: Record<number, string> = {};
    if (read.length === 0) original = picture.bytes;
    for (const number of [-1, 0, 1, 2, 3]) {
      const pixels = (await version?.(number)) ?? null;
      if (pixels === null) continue;
      const isSource = Buffer.compare(pixels, picture.bytes) === 0;
      found[number] = Buffer.compare(pixels, original) === 0 ? "original" : isSource ? "source" : "other";
    }
    read.push(found);
  });

  beforeEach(() => {
    read.length = 0;
  });

  it("are the original upload and the results before it, by number", async () => {
    const services = using(editor);
    const first = await ask(services);
    await run(services, first);
    const second = await ask(services, first);
    await run(services, second);
    const third = await ask(services, second);
    await run(services, third);
    const keys = await Promise.all([first, second, third].map(async (id) => (await findEdit(services, id))?.resultKey));
    expect(new Set(keys).size).toBe(3);
    expect(read).toEqual([
      { 0: "original" },
      { 0: "original", 1: "source" },
      // All scripted pictures are the same.
      { 0: "original", 1: "source", 2: "source" },
    ]);
  });

  it("are gone once they are deleted, but for the edit's own source", async () => {
    const services = using(editor);
    const first = await ask(services);
    await run(services, first);
    const second = await ask(services, first);
    await run(services, second);
    await deleteEdit(services, first);
    const third = await ask(services, second);
    await run(services, third);
    expect(read.at(-1)).toEqual({ 2: "source" });
  });

  it("are read only when they are asked for", async () => {
    const quiet = freeEditor(async () => {});
    const reads: string[] = [];
    const blobs: Services["blobs"] = {
      ...test.services.blobs,
      get: async (key) => {
        reads.push(key);
        return test.services.blobs.get(key);
      },
    };
    const services = { ...using(quiet), blobs };
    const first = await ask(services);
    await run(services, first);
    const second = await ask(services, first);
    reads.length = 0;
    await run(services, second);
    const edit = await findEdit(services, second);
    const original = (await findEdit(services, first))?.originalKey;
    expect(reads).toContain(edit?.originalKey);
    expect(reads).not.toContain(original);
  });
});

it("keeps the inserts of the release before working", async () => {
  const id = randomUUID();
  const { rows } = await sql<{ stage_share: number }>`
    insert into ${sql.table(`${test.database.handle.schema}.edits`)} (id, root_id, chain_position, prompt)
    values (${id}, ${id}, 1, 'make it warmer') returning stage_share`.execute(test.services.db.withoutPlugins());
  expect(rows).toEqual([{ stage_share: 0 }]);
});
