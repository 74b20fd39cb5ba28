import { randomUUID } from "node:crypto";
import sharp from "sharp";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { sql } from "kysely";
import { findEditRecord } from "@/db/queries/edits";
import { pictureKeys } from "@/lib/blob/blob-store";
import { AppError } from "@/lib/errors";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createTestServices, directStep, type TestServices } from "@/tests/services";
import { testPicture } from "@/tests/test-picture";
import { cleanUp } from "./clean-up";
import { deleteEdit } from "./delete";
import { readPicture } from "./pictures";
import { requestEdit } from "./request";
import type { EditRequest } from "./source";
import { retryEdit } from "./retry";
import { runEdit } from "./run";
import { sweepEdits } from "./sweep";

let test: TestServices;
let original: Uint8Array;

const client = clientOf();

const ask = async (bytes: Uint8Array | null, prompt: string, request: Partial<EditRequest> = {}): Promise<string> => {
  const wanted = editRequest(bytes, { prompt, enhance: "auto", ...request });
  const { editId } = await requestEdit(test.services, wanted, client);
  return editId;
};

const made = async (...args: Parameters<typeof ask>): Promise<string> => {
  const editId = await ask(...args);
  await test.runEdits();
  expect(await rowOf(editId)).toMatchObject({ status: "completed" });
  return editId;
};

const rowOf = async (id: string) => {
  const edit = await findEditRecord(test.services.db, id);
  if (edit === null) throw new Error("no such edit");
  return edit;
};

const resultOf = async (id: string) => readPicture(test.services.blobs, (await rowOf(id)).resultKey);

const isThere = async (key: string | null) => (await test.services.blobs.head(key ?? "")) !== null;

beforeAll(async () => {
  test = await createTestServices();
  original = await testPicture(640, 480);
});
beforeEach(() => test.database.reset());
afterAll(() => test.close());

describe("a follow-up that comes with a picture", () => {
  it.each<[string, (result: Uint8Array) => Promise<Uint8Array>]>([
    ["the result's own bytes", async (result) => result],
    ["the result as PNG, as a canvas writes it", (result) => sharp(result).png().toBuffer()],
    ["the result as JPEG of a lower quality", (result) => sharp(result).jpeg({ quality: 70 }).toBuffer()],
    ["the result as WebP", (result) => sharp(result).webp({ quality: 75 }).toBuffer()],
    ["the result at half its size", (result) => sharp(result).resize(320).jpeg({ quality: 85 }).toBuffer()],
    [
      "the result in more bytes than a picture may have",
      async (result) => {
        const png = await sharp(result).png().toBuffer();
        return Buffer.concat([png, Buffer.alloc(21 * 1024 * 1024, 1)]);
      },
    ],
  ])("edits the stored result, shared, where it is %s", async (_what, make) => {
    const parentId = await made(original, "make it a bit warmer");
    const parent = await rowOf(parentId);
    const edit = await rowOf(await ask(await make(await resultOf(parentId)), "make it darker", { parentId }));
    expect(edit).toMatchObject({
      parentId,
      chainPosition: 2,
      originalKey: parent.resultKey,
      originalSha256: parent.resultSha256,
      originalPreviewKey: parent.previewKey,
      originalThumbnailKey: parent.thumbnailKey,
    });
  });

  it.each<[string, (result: Uint8Array) => Promise<Uint8Array>]>([
    ["the picture that the chain began with", async () => original],
    ["that picture, coded anew", () => sharp(original).jpeg({ quality: 85 }).toBuffer()],
    ["the result cropped", (result) => sharp(result).extract({ left: 0, top: 0, width: 400, height: 480 }).toBuffer()],
    ["the result turned", (result) => sharp(result).rotate(180).toBuffer()],
    [
      "the result with something small painted into it",
      (result) =>
        sharp(result)
          .composite([
            { input: { create: { width: 40, height: 30, channels: 3, background: "#000" } }, left: 300, top: 100 },
          ])
          .png()
          .toBuffer(),
    ],
  ])("edits the picture itself, below the same parent, where it is %s", async (_what, make) => {
    const parentId = await made(original, "make it a bit warmer");
    const sent = await make(await resultOf(parentId));
    const edit = await rowOf(await made(sent, "flip it", { parentId }));
    const parent = await rowOf(parentId);
    expect(edit).toMatchObject({ parentId, chainPosition: 2, rootId: parentId });
    expect(edit.originalKey).not.toBe(parent.resultKey);
    const [kept, wanted] = await Promise.all(
      [await readPicture(test.services.blobs, edit.originalKey), sent].map((bytes) => sharp(bytes).stats()),
    );
    kept?.channels.forEach(({ mean }, channel) => expect(mean).toBeCloseTo(wanted?.channels[channel]?.mean ?? 0, 0));
  });

  it("edits the version that was sent where it is hardly different from the newest", async () => {
    const first = await made(original, "make it a bit warmer");
    const second = await made(null, "make it very slightly brighter", { parentId: first });
    const sent = await sharp(await resultOf(first))
      .jpeg({ quality: 90 })
      .toBuffer();
    const edit = await rowOf(await ask(sent, "make it darker", { parentId: second }));
    expect(edit.originalKey).not.toBe((await rowOf(second)).resultKey);
  });

  it("refuses what is no picture, and one that is needed and too large", async () => {
    const parentId = await made(original, "make it a bit warmer");
    await expect(ask(new Uint8Array(3), "make it darker", { parentId })).rejects.toMatchObject({
      code: "IMAGE_TYPE_NOT_SUPPORTED",
    });
    const large = Buffer.concat([await sharp(original).negate().png().toBuffer(), Buffer.alloc(21 * 1024 * 1024)]);
    await expect(ask(large, "make it darker", { parentId })).rejects.toMatchObject({ code: "IMAGE_TOO_LARGE" });
  });

  it("is made again from the same picture", async () => {
    const parentId = await made(original, "make it a bit warmer");
    const failed = await ask(original, "please sing me a song", { parentId });
    await test.runEdits();
    const before = await rowOf(failed);
    expect(before.status).toBe("failed");
    const again = await rowOf((await retryEdit(test.services, failed, client)).editId);
    expect(again).toMatchObject({ parentId, originalSha256: before.originalSha256, sourceFormat: "jpeg" });
    expect(again.originalKey).not.toBe(before.originalKey);
    const shared = await ask(null, "please sing me a song", { parentId });
    await test.runEdits();
    const sharedAgain = await rowOf((await retryEdit(test.services, shared, client)).editId);
    expect(sharedAgain.originalKey).toBe((await rowOf(parentId)).resultKey);
  });
});

describe("a new chain with a stored result", () => {
  it("has the same bytes for itself", async () => {
    const first = await made(original, "make it a bit warmer");
    const result = await resultOf(first);
    const id = await made(null, "flip it", { picture: { stored: "result", editId: first } });
    const edit = await rowOf(id);
    expect(edit).toMatchObject({
      parentId: null,
      chainPosition: 1,
      rootId: id,
      sourceFormat: "jpeg",
      sourceLossy: true,
    });
    expect(Buffer.from(await readPicture(test.services.blobs, edit.originalKey)).equals(result)).toBe(true);
    await deleteEdit(test.services, first);
    expect(await isThere(edit.originalKey)).toBe(true);
  });

  it("is refused without a result", async () => {
    const running = await ask(original, "make it a bit warmer");
    const begin = (editId: string) => ask(null, "flip it", { picture: { stored: "result", editId } });
    await expect(begin(running)).rejects.toMatchObject({ code: "PARENT_NOT_COMPLETED" });
    await deleteEdit(test.services, running);
    await expect(begin(running)).rejects.toMatchObject({ code: "PARENT_EDIT_NOT_FOUND" });
  });
});

describe("deleting an edit whose result others show", () => {
  it("leaves it to them under another address, and it goes with the last of them", async () => {
    const first = await made(original, "make it a bit warmer");
    const second = await made(null, "flip it", { parentId: first });
    const branch = await made(null, "make it darker", { parentId: first });
    const { resultKey, previewKey, thumbnailKey, originalKey } = await rowOf(first);
    const result = await resultOf(first);
    await deleteEdit(test.services, first);
    await sweepLate();
    const old = [resultKey, previewKey, thumbnailKey, originalKey];
    expect(await Promise.all(old.map(isThere))).toEqual([false, false, false, false]);

    const shownBy = async (id: string) => {
      const edit = await rowOf(id);
      return [edit.originalKey, edit.originalPreviewKey, edit.originalThumbnailKey];
    };
    const shown = await shownBy(second);
    expect(await shownBy(branch)).toEqual(shown);
    expect(await Promise.all(shown.map(isThere))).toEqual([true, true, true]);
    expect(Buffer.from(await readPicture(test.services.blobs, shown[0] ?? null)).equals(result)).toBe(true);
    await deleteEdit(test.services, second);
    await sweepLate();
    expect(await Promise.all(shown.map(isThere))).toEqual([false, false, false]);
    const left = await shownBy(branch);
    expect(await Promise.all(left.map(isThere))).toEqual([true, true, true]);
    await deleteEdit(test.services, branch);
    expect(await Promise.all(left.map(isThere))).toEqual([false, false, false]);
  });

  it("leaves it to one that has not run yet", async () => {
    const first = await made(original, "make it a bit warmer");
    const second = await ask(null, "flip it", { parentId: first });
    await deleteEdit(test.services, first);
    await sweepLate();
    await test.runEdits();
    expect(await rowOf(second)).toMatchObject({ status: "completed" });
  });

  it("leaves it to one that is just being enhanced", async () => {
    const first = await made(original, "make it a bit warmer");
    const second = await ask(null, "make it darker", { parentId: first });
    const { enhancer } = test.services;
    const slow: typeof enhancer = {
      ...enhancer,
      enhance: async (...given) => {
        await deleteEdit(test.services, first);
        return enhancer.enhance(...given);
      },
    };
    const run = { editId: second, dispatch: 1, runId: randomUUID() };
    await runEdit(run, directStep, { ...test.services, enhancer: slow });
    const row = await rowOf(second);
    expect(row.status).toBe("completed");
    for (const key of [row.originalKey, row.originalPreviewKey, row.originalThumbnailKey])
      expect(await isThere(key)).toBe(true);
  });

  it("leaves it where it is while the store does not copy it, and it still goes with the last of them", async () => {
    const first = await made(original, "make it a bit warmer");
    const second = await made(null, "flip it", { parentId: first });
    const { resultKey } = await rowOf(first);
    const put = () => Promise.reject(new AppError("STORAGE_UNAVAILABLE"));
    await deleteEdit({ ...test.services, blobs: { ...test.services.blobs, put } }, first);
    await sweepLate();
    expect(await isThere(resultKey)).toBe(true);
    expect(await rowOf(second)).toMatchObject({ originalKey: resultKey });
    await deleteEdit(test.services, second);
    expect(await isThere(resultKey)).toBe(false);
  });

  it("leaves the parent's where a follow-up goes, however it ended", async () => {
    const first = await made(original, "make it a bit warmer");
    const { resultKey, previewKey, thumbnailKey } = await rowOf(first);
    const second = await made(null, "flip it", { parentId: first });
    const failed = await ask(null, "please sing me a song", { parentId: first });
    await test.runEdits();
    for (const id of [second, failed, await ask(null, "flip it", { parentId: first })])
      await deleteEdit(test.services, id);
    await sweepLate();
    expect(await Promise.all([resultKey, previewKey, thumbnailKey].map(isThere))).toEqual([true, true, true]);
  });

  it.each([true, false])("of two that are deleted at once leaves nothing, copied for the other: %s", async (copied) => {
    const put = () => Promise.reject(new AppError("STORAGE_UNAVAILABLE"));
    const { services } = test;
    const deleting = copied ? services : { ...services, blobs: { ...services.blobs, put } };
    for (let round = 0; round < 5; round += 1) {
      const first = await made(original, "make it a bit warmer");
      const second = await made(null, "flip it", { parentId: first });
      await Promise.all([deleteEdit(deleting, first), deleteEdit(deleting, second)]);
      for (const key of [first, second].flatMap((id) => pictureKeys(id))) expect(await isThere(key)).toBe(false);
    }
  });

  it("goes with its chain, tombstones and all", async () => {
    const first = await made(original, "make it a bit warmer");
    const second = await made(null, "flip it", { parentId: first });
    const keys = [(await rowOf(first)).resultKey, (await rowOf(second)).resultKey];
    await deleteEdit(test.services, first);
    await test.services.db
      .updateTable("chains")
      .set({ expiresAt: sql<Date>`now() - interval '1 second'` })
      .execute();
    expect(await cleanUp(test.services)).toMatchObject({ chains: 1 });
    expect(await Promise.all(keys.map(isThere))).toEqual([false, false]);
  });
});

/** A sweep that finds everything noted more than its quarter of an hour ago. */
async function sweepLate(): Promise<void> {
  await test.services.db
    .updateTable("blobIntents")
    .set({ createdAt: sql<Date>`now() - interval '1 hour'` })
    .execute();
  await sweepEdits(test.services);
}
