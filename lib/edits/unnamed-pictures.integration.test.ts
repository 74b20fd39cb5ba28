import { sql } from "kysely";
import { afterEach, describe, expect, it } from "vitest";
import { madeKeys } from "@/lib/blob/blob-store";
import { createScriptedEditor } from "@/tests/fakes/scripted-editor";
import type { Services } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { directStep, servicesOfFile } from "@/tests/services";
import { cancelEdit } from "./cancel";
import { failEdit } from "./fail";
import { findEdit } from "./progress";
import { requestEdit } from "./request";
import { runEdit } from "./run";
import { sweepEdits } from "./sweep";

const test = servicesOfFile();

const timedOut = { code: "TIMED_OUT", detail: "It took too long.", retryable: true } as const;

const run = (editId: string, services: Services = test.services) =>
  runEdit({ editId, dispatch: 1, runId: "run" }, directStep, services);

/** What died in a test: it comes to its end with it, before its database goes. */
const dead: Array<{ end: () => void; run: Promise<unknown> }> = [];
afterEach(async () => {
  for (const { end } of dead) end();
  await Promise.allSettled(dead.splice(0).map(({ run }) => run));
});

/** An edit whose process died once its result was stored, and before its row said so. */
async function storedAndDead(isFree: boolean): Promise<string> {
  const { editId } = await requestEdit(test.services, editRequest(test.picture), clientOf());
  const { blobs } = test.services;
  const editor = createScriptedEditor(isFree ? { id: "local", free: true } : {});
  await new Promise<void>((resolve) => {
    let end = (): void => {};
    const isOver = new Promise<never>((_, reject) => {
      end = () => reject(new Error("dead"));
    });
    const put: typeof blobs.put = async (...object) => {
      const info = await blobs.put(...object);
      if (!madeKeys(editId).includes(object[0])) return info;
      resolve();
      return isOver;
    };
    dead.push({ end, run: run(editId, { ...test.services, blobs: { ...blobs, put }, editors: [editor] }) });
  });
  return editId;
}

const made = async (editId: string): Promise<number> => {
  const heads = await Promise.all(madeKeys(editId).map((key) => test.services.blobs.head(key)));
  return heads.filter((head) => head !== null).length;
};

const laterSweep = async (services = test.services) => {
  const at = sql<Date>`now() - interval '20 minutes'`;
  await test.services.db.updateTable("blobIntents").set({ createdAt: at }).execute();
  await test.services.db.updateTable("edits").set({ finishedAt: at }).where("finishedAt", "is not", null).execute();
  return sweepEdits(services);
};

describe("what a run has stored and no row names", () => {
  it.each([
    ["has failed for free", true, (id: string) => failEdit(test.services, id, null, { ...timedOut, charge: "none" })],
    ["is canceled, whatever it cost", false, (id: string) => cancelEdit(test.services, id)],
  ])("is swept once its edit %s; what a retry is made of stays", async (_, isFree, end) => {
    const editId = await storedAndDead(isFree);
    expect(await made(editId)).toBe(1);
    await end(editId);
    // A step may be about to store it.
    await sweepEdits(test.services);
    expect(await made(editId)).toBe(1);
    await laterSweep();
    expect(await made(editId)).toBe(0);
    const edit = await findEdit(test.services, editId);
    expect(await test.services.blobs.head(edit?.originalKey ?? "")).not.toBeNull();
  });

  it("stays where it may be paid for, for a check finds it there", async () => {
    const editId = await storedAndDead(false);
    await failEdit(test.services, editId, null, { ...timedOut, charge: "possible" });
    await laterSweep();
    expect(await made(editId)).toBe(1);
  });

  it("lies parked for a check where its edit has failed, and not where that is canceled", async () => {
    const [failed, canceled] = [await storedAndDead(false), await storedAndDead(false)];
    const parked = async () =>
      (await test.services.db.selectFrom("parkedResults").select("editId").execute()).map(({ editId }) => editId);
    expect((await parked()).toSorted()).toEqual([failed, canceled].toSorted());
    await failEdit(test.services, failed, null, { ...timedOut, charge: "made" });
    await cancelEdit(test.services, canceled);
    expect(await parked()).toEqual([failed]);
  });

  it("is kept when its edit is taken up again before", async () => {
    const editId = await storedAndDead(true);
    await failEdit(test.services, editId, null, { ...timedOut, charge: "none" });
    expect(await run(editId)).toBe("completed");
    await laterSweep();
    expect(await made(editId)).toBe(3);
  });

  it("is not stored anew while a sweeper deletes it", async () => {
    const editId = await storedAndDead(true);
    await failEdit(test.services, editId, null, { ...timedOut, charge: "none" });
    const { blobs } = test.services;
    let letGo = (): void => {};
    const isLet = new Promise<void>((resolve) => (letGo = resolve));
    let reached = (): void => {};
    const isReached = new Promise<void>((resolve) => (reached = resolve));
    const slow: typeof blobs.delete = async (keys) => {
      reached();
      await isLet;
      return blobs.delete(keys);
    };
    const sweeping = laterSweep({ ...test.services, blobs: { ...blobs, delete: slow } });
    await isReached;
    await expect(run(editId)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    expect(await findEdit(test.services, editId)).toMatchObject({ status: "failed", errorCode: "TIMED_OUT" });
    letGo();
    await sweeping;
    expect(await run(editId)).toBe("completed");
    expect(await made(editId)).toBe(3);
  });
});
