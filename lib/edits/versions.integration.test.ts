import { describe, expect, it } from "vitest";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { servicesOfFile } from "@/tests/services";
import { cleanUp } from "./clean-up";
import { getChain, getEditTree } from "./chain";
import { deleteEdit } from "./delete";
import { findEdit } from "./progress";
import { requestEdit } from "./request";
import type { EditRequest } from "./source";
import { retryEdit } from "./retry";

const test = servicesOfFile();

const OWNER = clientOf("client-1", { ownerHash: "owner-1" });
const STRANGER = clientOf("client-2", { ownerHash: "owner-2" });

const ask = async (request: Partial<EditRequest>, as = OWNER) =>
  (await requestEdit(test.services, editRequest(null, request), as)).editId;
/** A new picture with one finished version. */
const picture = async (prompt = "make it black and white") => done(ask({ picture: { bytes: test.picture }, prompt }));
const again = (originalOf: string, prompt = "make it warmer", as = OWNER) => done(ask({ originalOf, prompt }, as));
const onTop = (parentId: string, prompt = "make it colder", as = OWNER) => done(ask({ parentId, prompt }, as));

async function done(asked: Promise<string>): Promise<string> {
  const id = await asked;
  await test.runEdits();
  return id;
}

const numberOf = async (id: string) => (await findEdit(test.services, id))?.version;
const shown = async (id: string, owner: string | null = "owner-1") =>
  (await getEditTree(test.services, id, owner, ""))?.edits.map(({ version }) => version);
const failWhatRuns = () =>
  test.services.db
    .updateTable("edits")
    .set({ status: "failed", errorCode: "INTERNAL", finishedAt: new Date(), retryable: true })
    .where("status", "=", "pending")
    .execute();

describe("the number of a version", () => {
  it("is given when the edit is accepted, and stays when others are deleted", async () => {
    const first = await picture();
    const second = await onTop(first);
    const third = await onTop(first);
    await deleteEdit(test.services, second);
    expect([await numberOf(first), await numberOf(second), await numberOf(third)]).toEqual([1, undefined, 3]);
    await deleteEdit(test.services, third);
    const fourth = await onTop(first);
    expect(await numberOf(fourth)).toBe(4);
    expect(await shown(fourth)).toEqual([1, 4]);
    expect((await getChain(test.services, fourth))?.map(({ version }) => version)).toEqual([1, 4]);
  });

  it("is one of its own for each of many that are accepted at once, in two tabs or twenty", async () => {
    const first = await picture();
    const asked = Array.from({ length: 20 }, (_, index) =>
      ask(index % 2 === 0 ? { parentId: first } : { originalOf: first }),
    );
    const numbers = await Promise.all((await Promise.all(asked)).map(numberOf));
    expect(numbers.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 20 }, (_, n) => n + 2));
  });

  it("cannot be changed, not even by a mistake in the code", async () => {
    const first = await picture();
    const change = test.services.db.updateTable("edits").set("version" as never, 7 as never);
    await expect(change.where("id", "=", first).execute()).rejects.toMatchObject({ constraint: "edits_kept_number" });
  });
});

describe("an edit of the original", () => {
  it("is one more version of the same picture, first of a chain of its own", async () => {
    const first = await picture();
    const last = await onTop(await onTop(first));
    const sibling = await again(last);
    expect(await findEdit(test.services, sibling)).toMatchObject({
      status: "completed",
      version: 4,
      pictureId: first,
      rootId: sibling,
      parentId: null,
      chainPosition: 1,
      originalSha256: (await findEdit(test.services, first))?.originalSha256,
    });
    expect(await shown(sibling)).toEqual([1, 2, 3, 4]);
    expect(await getEditTree(test.services, last, "owner-1", "")).toMatchObject({ original: { edit_uuid: first } });
    // Whoever has a link sees the way to what it names, and nothing beside it.
    expect(await shown(sibling, null)).toEqual([4]);
    expect(await shown(last, "owner-2")).toEqual([1, 2, 3]);
  });

  it("is what a retry of a failed first edit makes, and so is a failed version shown with those that followed", async () => {
    const failed = await ask({ picture: { bytes: test.picture }, prompt: "make it warmer" });
    await failWhatRuns();
    const { editId } = await retryEdit(test.services, failed, OWNER);
    await test.runEdits();
    expect(await shown(editId)).toEqual([1, 2]);
    expect(await findEdit(test.services, editId)).toMatchObject({ status: "completed", parentId: null, version: 2 });
  });

  it("keeps its own copy: each lives on when the other is deleted, and all go when their time is over", async () => {
    const first = await picture();
    const sibling = await again(first);
    const kept = (await findEdit(test.services, sibling))?.originalKey ?? "";
    await deleteEdit(test.services, first);
    expect(await test.services.blobs.head(kept)).not.toBeNull();
    // The original is there still, for the browser that made both.
    expect(await numberOf(await again(sibling))).toBe(3);
    await test.services.db
      .updateTable("chains")
      .set({ expiresAt: new Date(0) })
      .execute();
    expect(await cleanUp(test.services)).toMatchObject({ chains: 3, edits: 3 });
    expect(await test.services.blobs.head(kept)).toBeNull();
    expect(await test.services.db.selectFrom("pictures").selectAll().execute()).toEqual([]);
  });

  it("keeps the picture's other chains from expiring before it", async () => {
    const first = await picture();
    await test.services.db
      .updateTable("chains")
      .set({ expiresAt: new Date(Date.now() + 60_000) })
      .execute();
    await again(first);
    const chains = await test.services.db.selectFrom("chains").select("expiresAt").execute();
    expect(new Set(chains.map(({ expiresAt }) => expiresAt.getTime())).size).toBe(1);
    expect(chains[0]?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 86_400_000);
  });

  it("is for everyone who has a link to a version, as long as its own chain keeps the original", async () => {
    const first = await picture();
    const second = await onTop(first);
    expect(await findEdit(test.services, await again(second, "make it warmer", STRANGER))).toMatchObject({
      pictureId: first,
      ownerHash: "owner-2",
    });
    await again(first);
    await deleteEdit(test.services, first);
    await expect(ask({ originalOf: second }, clientOf("client-3"))).rejects.toMatchObject({
      code: "PARENT_EDIT_NOT_FOUND",
    });
    await expect(ask({ originalOf: first })).rejects.toMatchObject({ code: "PARENT_EDIT_NOT_FOUND" });
    expect(await numberOf(await again(second))).toBe(5);
  });

  it("is one edit when it is sent twice under one key, and another request than its parent's", async () => {
    const first = await picture();
    const keyed = { originalOf: first, idempotencyKey: "a-key" };
    const [one, two] = await Promise.all([ask(keyed), ask(keyed)]);
    expect(one).toBe(two);
    await expect(ask({ parentId: first, idempotencyKey: "a-key" })).rejects.toMatchObject({
      code: "IDEMPOTENCY_KEY_REUSED",
    });
  });
});

describe("a version that is named in words", () => {
  const means = async (id: string) => {
    const edit = await findEdit(test.services, id);
    return edit === null ? null : { status: edit.status, detail: edit.errorDetail };
  };

  it("is the one that is shown under this number, whichever branch it is on", async () => {
    const first = await picture("make it colder");
    const grey = await again(first, "make it black and white");
    const other = await onTop(first, "make it warmer");
    expect([await numberOf(first), await numberOf(grey), await numberOf(other)]).toEqual([1, 2, 3]);
    // Black and white has almost no colour to give: a picture matched to it comes out grey.
    const matched = await onTop(other, "match the colours of version 2");
    expect(await means(matched)).toMatchObject({ status: "completed" });
    expect(await saturation(matched)).toBeLessThan(8);
    expect(await saturation(await onTop(other, "match the colours of version 1"))).toBeGreaterThan(12);
  });

  it("is not there for those who cannot see it, nor when it is deleted or never came to be", async () => {
    const first = await picture("make it colder");
    const second = await again(first, "make it black and white");
    const theirs = await onTop(first, "match the colours of version 2", STRANGER);
    expect(await means(theirs)).toMatchObject({ status: "failed", detail: /no version 2/ });
    await deleteEdit(test.services, second);
    expect(await means(await onTop(first, "match the colours of version 2"))).toMatchObject({ status: "failed" });
    expect(await means(await onTop(first, "match the colours of version 99"))).toMatchObject({ status: "failed" });
  });
});

/** Mean difference between the strongest and the weakest channel of a result, 0 to 255. */
async function saturation(id: string): Promise<number> {
  const { default: sharp } = await import("sharp");
  const stored = await test.services.blobs.get((await findEdit(test.services, id))?.resultKey ?? "");
  const { data } = await sharp(Buffer.from(await new Response(stored?.body).arrayBuffer()))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  let sum = 0;
  for (let at = 0; at < data.length; at += 3)
    sum +=
      Math.max(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0) -
      Math.min(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
  return sum / (data.length / 3);
}
