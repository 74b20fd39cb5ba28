import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { servicesOfFile } from "@/tests/services";
import type { Client } from "./credentials";
import { findEdit } from "./progress";
import { requestEdit } from "./request";
import type { EditRequest } from "./source";

const test = servicesOfFile();

const client: Client = clientOf("client-1", { ownerHash: "owner-1", hashes: ["client-1", "client-0"] });

const ask = (request: Partial<EditRequest> = {}, as: Client = client) =>
  requestEdit(test.services, editRequest(test.picture, { prompt: "make it sharper", enhance: "auto", ...request }), as);

const count = async (table: "edits" | "outbox" | "blobIntents" | "idempotencyKeys") =>
  Number(
    (
      await test.services.db
        .selectFrom(table)
        .select((select) => select.fn.countAll().as("count"))
        .executeTakeFirstOrThrow()
    ).count,
  );

/** A completed edit at position `depth` of a chain of its own. */
async function chainOf(depth: number): Promise<string> {
  let { editId } = await ask();
  for (let position = 2; position <= depth; position += 1) {
    await test.runEdits();
    ({ editId } = await ask({ parentId: editId, picture: null }));
  }
  await test.runEdits();
  return editId;
}

describe("requestEdit", () => {
  it("stores the picture, the row and the dispatch, and leaves no intent behind", async () => {
    const { editId } = await ask();
    const edit = await findEdit(test.services, editId);
    expect(edit).toMatchObject({
      status: "pending",
      chainPosition: 1,
      rootId: editId,
      parentId: null,
      prompt: "make it sharper",
      ownerHash: "owner-1",
    });
    const stored = await test.services.blobs.head(edit?.originalKey ?? "");
    expect(stored).toMatchObject({ contentType: "image/jpeg", size: edit?.originalSize });
    expect(await count("blobIntents")).toBe(0);
    expect(test.sent.at(-1)).toEqual({
      id: `${editId}:1`,
      name: "edit/requested",
      data: { editId, dispatch: 1, client: "client-1" },
    });
    expect(await test.services.db.selectFrom("outbox").select(["dispatch", "dueAt"]).executeTakeFirst()).toEqual({
      dispatch: 1,
      dueAt: null,
    });
  });

  it("keeps the dispatch due when the runner does not take the event", async () => {
    const services = { ...test.services, events: { send: () => Promise.reject(new Error("down")) } };
    const { editId } = await requestEdit(
      services,
      editRequest(test.picture, { prompt: "make it sharper", enhance: "auto" }),
      client,
    );
    const mark = await test.services.db
      .selectFrom("outbox")
      .selectAll()
      .where("editId", "=", editId)
      .executeTakeFirst();
    expect(mark?.dueAt).toBeInstanceOf(Date);
  });

  it.each([
    ["a damaged picture", { picture: { bytes: new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]) } }, "INVALID_IMAGE"],
    [
      "something else than a picture",
      { picture: { bytes: new TextEncoder().encode("hello, world") } },
      "IMAGE_TYPE_NOT_SUPPORTED",
    ],
    ["no picture at all", { picture: null }, "VALIDATION_FAILED"],
    ["an editor that is not there", { editor: "flux" }, "VALIDATION_FAILED"],
    ["an unknown parent", { parentId: "6a0e7f10-7b8a-4d8e-9a32-0d3a5e3c1b11" }, "PARENT_EDIT_NOT_FOUND"],
  ])("refuses %s and keeps nothing", async (_what, request, code) => {
    await expect(ask(request)).rejects.toMatchObject({ code });
    expect(await count("edits")).toBe(0);
    expect(await count("blobIntents")).toBe(0);
  });

  it("refuses to follow up an edit that is not completed", async () => {
    const { editId } = await ask();
    await expect(ask({ parentId: editId })).rejects.toMatchObject({ code: "PARENT_NOT_COMPLETED" });
  });

  it("takes the parent's result as the source where it lies, and stores nothing", async () => {
    const parentId = await chainOf(1);
    const { editId } = await ask({ parentId, picture: null });
    const [parent, edit] = [await findEdit(test.services, parentId), await findEdit(test.services, editId)];
    expect(edit).toMatchObject({ chainPosition: 2, rootId: parentId, parentId, originalSha256: parent?.resultSha256 });
    expect(edit?.originalKey).toBe(parent?.resultKey);
  });

  it("allows five edits in a chain and no sixth", async () => {
    const fifth = await chainOf(5);
    expect((await findEdit(test.services, fifth))?.chainPosition).toBe(5);
    await expect(ask({ parentId: fifth, picture: null })).rejects.toMatchObject({ code: "CHAIN_LIMIT_REACHED" });
  });

  it("keeps 20 simultaneous follow-ups of a fourth edit, and 20 of a fifth, within five deep", async () => {
    const fifth = await chainOf(5);
    const fourth = (await findEdit(test.services, fifth))?.parentId ?? "";
    const followUps = (parentId: string) =>
      Promise.allSettled(Array.from({ length: 20 }, () => ask({ parentId, picture: null })));
    const [ofFourth, ofFifth] = await Promise.all([followUps(fourth), followUps(fifth)]);
    expect(ofFourth.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => "fulfilled"));
    for (const refused of ofFifth) expect(refused).toMatchObject({ reason: { code: "CHAIN_LIMIT_REACHED" } });
    const rows = await test.services.db.selectFrom("edits").select(["chainPosition", "parentPosition"]).execute();
    expect(Math.max(...rows.map((row) => row.chainPosition))).toBe(5);
    expect(rows.filter((row) => row.chainPosition === 5)).toHaveLength(21);
  });

  describe("with an idempotency key", () => {
    it("answers 20 simultaneous equal submits with one edit and one stored picture", async () => {
      const answers = await Promise.all(Array.from({ length: 20 }, () => ask({ idempotencyKey: "k-1" })));
      expect(new Set(answers.map(({ editId }) => editId)).size).toBe(1);
      expect(await count("edits")).toBe(1);
      // One for the address, one for the owner.
      expect(await count("idempotencyKeys")).toBe(2);
      expect(await count("blobIntents")).toBe(0);
    });

    it("answers a repeat a day later in the same salt window, and from yesterday's hash", async () => {
      const first = await ask({ idempotencyKey: "k-2" }, { ...client, hash: "client-0", hashes: ["client-0"] });
      expect(await ask({ idempotencyKey: "k-2" })).toEqual(first);
    });

    it("answers a repeat by a key that nobody can guess, also where the cookie of the first answer was lost", async () => {
      const key = randomUUID();
      const first = await ask({ idempotencyKey: key }, { ...client, ownerHash: "made at first", byPage: true });
      const again = { ...client, ownerHash: "made of another day's salt", byPage: true };
      expect(await ask({ idempotencyKey: key }, again)).toEqual(first);
      await ask({ idempotencyKey: "k-4" }, { ...client, ownerHash: "one", byPage: true });
      await expect(
        ask({ idempotencyKey: "k-4" }, { ...client, ownerHash: "other", byPage: true }),
      ).rejects.toMatchObject({
        code: "IDEMPOTENCY_KEY_REUSED",
      });
    });

    it("refuses the same key for another request, and keeps clients apart", async () => {
      const first = await ask({ idempotencyKey: "k-3" });
      await expect(ask({ idempotencyKey: "k-3", prompt: "make it darker" })).rejects.toMatchObject({
        code: "IDEMPOTENCY_KEY_REUSED",
      });
      const other = await ask({ idempotencyKey: "k-3" }, clientOf("client-9"));
      expect(other.editId).not.toBe(first.editId);
    });
  });
});
