import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { servicesOfFile } from "@/tests/services";
import { describeResult } from "./alt-text";
import { cleanUp } from "./clean-up";
import { deleteEdit } from "./delete";
import { shareKey } from "./link-key";
import { findEdit } from "./progress";
import { requestEdit } from "./request";
import type { EditRequest } from "./source";
import { endShare, listShares, openShare, type OwnShare, shareEdit } from "./shares";

const test = servicesOfFile();

const OWNER = clientOf("client-1", { ownerHash: "owner-1" });
const VISITOR = clientOf("client-2", { ownerHash: "owner-2" });
const ask = async (request: Partial<EditRequest>, as = OWNER) => {
  const { editId } = await requestEdit(test.services, editRequest(null, request), as);
  await test.runEdits();
  return editId;
};
const picture = (prompt = "make it warmer") => ask({ picture: { bytes: test.picture }, prompt });
const share = async (editId: string, words = true, days: number | null = null): Promise<OwnShare> => {
  const made = (await shareEdit(test.services, editId, { words, days })).shares.at(-1);
  if (made === undefined) throw new Error("nothing was shared");
  return made;
};
const keyOf = ({ path }: OwnShare) => path.replace("/s/", "");
const open = (made: OwnShare) => openShare(test.services.db, keyOf(made));
const gone = expect.objectContaining({ code: "SHARE_GONE", status: 410 }) as unknown;

describe("a shared page", () => {
  it("shows the result beside the picture's original, and the words only where its owner wants it", async () => {
    const first = await picture();
    const second = await ask({ parentId: first, prompt: "make it colder" });
    const [a, b] = await Promise.all([findEdit(test.services, first), findEdit(test.services, second)]);
    expect(await open(await share(second))).toMatchObject({
      editId: second,
      words: "make it colder",
      originalId: first,
      pictures: { original: { small: a?.originalPreviewKey }, result: { small: b?.previewKey, width: b?.resultWidth } },
    });
    expect((await open(await share(second, false))).words).toBeNull();
    expect((await listShares(test.services, second)).shares).toHaveLength(2);
    expect((await listShares(test.services, first)).shares).toEqual([]);
  });

  it("has what its owner says the picture shows, with the words or without", async () => {
    const id = await picture();
    const made = await share(id, false);
    expect((await open(made)).altText).toBeNull();
    await describeResult(test.services, id, "A lake between mountains");
    expect(await open(made)).toMatchObject({ altText: "A lake between mountains", words: null });
  });

  it("has an address that nobody guesses, and that stands in no row", async () => {
    const made = await share(await picture());
    expect(keyOf(made)).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(JSON.stringify(await test.services.db.selectFrom("shares").selectAll().execute())).not.toContain(
      keyOf(made),
    );
    expect(shareKey("another secret", made.share_id)).not.toBe(keyOf(made));
    for (const key of ["", "x", made.share_id, keyOf(made).toLowerCase(), `${keyOf(made)}a`])
      await expect(openShare(test.services.db, key)).rejects.toEqual(gone);
  });

  it("is over at once when it is ended, and the others stay", async () => {
    const id = await picture();
    const [one, two] = [await share(id), await share(id)];
    await endShare(test.services, one.share_id);
    await endShare(test.services, one.share_id);
    await expect(open(one)).rejects.toEqual(gone);
    expect((await open(two)).editId).toBe(id);
  });

  it("is over with its time, or its picture's, whichever comes first, and is cleaned up", async () => {
    const id = await picture();
    const [day, always] = [await share(id, true, 1), await share(id)];
    expect(Date.parse(day.expires_at) - Date.now()).toBeLessThan(86_400_001);
    expect(always.expires_at).toBe((await findEdit(test.services, id))?.expiresAt.toISOString());
    await test.services.db
      .updateTable("shares")
      .set({ expiresAt: new Date(0) })
      .where("id", "=", day.share_id)
      .execute();
    await expect(open(day)).rejects.toEqual(gone);
    expect((await listShares(test.services, id)).shares.map(({ share_id }) => share_id)).toEqual([always.share_id]);
    await test.services.db
      .updateTable("chains")
      .set({ expiresAt: sql<Date>`now() - interval '1 second'` })
      .execute();
    await expect(open(always)).rejects.toEqual(gone);
    await cleanUp(test.services);
    expect(await test.services.db.selectFrom("shares").selectAll().execute()).toEqual([]);
  });

  it("is over when its version is deleted; with its original deleted it shows what the edit was made of", async () => {
    const first = await picture();
    const second = await ask({ parentId: first, prompt: "make it colder" });
    const [one, two] = [await share(first), await share(second)];
    await deleteEdit(test.services, first);
    await expect(open(one)).rejects.toEqual(gone);
    const left = await findEdit(test.services, second);
    expect(await open(two)).toMatchObject({
      originalId: second,
      pictures: { original: { small: left?.originalPreviewKey ?? left?.originalKey } },
    });
    await deleteEdit(test.services, second);
    await expect(open(two)).rejects.toEqual(gone);
    expect(await test.services.db.selectFrom("shares").selectAll().execute()).toEqual([]);
  });

  it("is made of what is finished, and not without end", async () => {
    const { editId } = await requestEdit(test.services, editRequest(test.picture), OWNER);
    await expect(share(editId)).rejects.toMatchObject({ code: "EDIT_NOT_COMPLETED" });
    await test.runEdits();
    for (let made = 0; made < 10; made += 1) await share(editId);
    await expect(share(editId)).rejects.toMatchObject({ code: "TOO_MANY_SHARES" });
  });
});

describe("trying it oneself", () => {
  it.each(["the share is ended", "the picture is deleted"])(
    "makes nothing of what was copied when %s meanwhile",
    async (how) => {
      const first = await picture();
      const made = await share(first);
      const end = () =>
        how === "the share is ended" ? endShare(test.services, made.share_id) : deleteEdit(test.services, first);
      const { blobs } = test.services;
      // Between the copy and the row.
      const slow: Services = {
        ...test.services,
        blobs: { ...blobs, put: (...given) => end().then(() => blobs.put(...given)) },
      };
      const request = editRequest(null, { picture: { shared: "result", key: keyOf(made) }, prompt: "make it sharper" });
      await expect(requestEdit(slow, request, VISITOR)).rejects.toBeInstanceOf(AppError);
      const edits = await test.services.db.selectFrom("edits").select("ownerHash").execute();
      expect(edits.filter(({ ownerHash }) => ownerHash === "owner-2")).toEqual([]);
    },
  );

  it.each(["original", "result"] as const)("begins a picture of the visitor's own with the %s", async (side) => {
    const first = await picture();
    const made = await share(first);
    const own = await ask({ picture: { shared: side, key: keyOf(made) }, prompt: "make it sharper" }, VISITOR);
    const [theirs, mine] = await Promise.all([findEdit(test.services, first), findEdit(test.services, own)]);
    expect(mine).toMatchObject({
      status: "completed",
      pictureId: own,
      version: 1,
      parentId: null,
      ownerHash: "owner-2",
      originalSha256: side === "original" ? theirs?.originalSha256 : theirs?.resultSha256,
    });
    await deleteEdit(test.services, first);
    expect(await test.services.blobs.head(mine?.originalKey ?? "")).not.toBeNull();
  });

  it("is over with the link, also between opening and sending", async () => {
    const made = await share(await picture());
    await endShare(test.services, made.share_id);
    await expect(ask({ picture: { shared: "result", key: keyOf(made) } }, VISITOR)).rejects.toEqual(gone);
  });
});
