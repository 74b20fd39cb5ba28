import { sql } from "kysely";
import { describe, expect, it } from "vitest";
import { reopenEdit } from "@/db/queries/results-to-come";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { servicesOfFile } from "@/tests/services";
import { failEdit } from "./fail";
import { deleteOwnPictures, listOwnPictures } from "./own-pictures";
import { findEdit } from "./progress";
import { requestEdit } from "./request";
import type { EditRequest } from "./source";

const test = servicesOfFile();

const OWNER = clientOf("client-1", { ownerHash: "owner-1" });
const STRANGER = clientOf("client-2", { ownerHash: "owner-2" });

const ask = async (request: Partial<EditRequest>, as = OWNER) =>
  (await requestEdit(test.services, editRequest(null, request), as)).editId;
const picture = (prompt: string, as = OWNER) => ask({ picture: { bytes: test.picture }, prompt }, as);
const list = (wanted: { words?: string; after?: string; limit?: number } = {}, owner: string | null = "owner-1") =>
  listOwnPictures(test.services, owner, wanted);
const shown = async (words: string) => (await list({ words })).pictures.map(({ prompt }) => prompt);

/** Rows alone, some made at the same moment: what is listed needs no pictures. */
const insertRows = async (count: number) => {
  const { schema } = test.database.handle;
  await sql`insert into ${sql.table(`${schema}.edits`)}
      (id, root_id, picture_id, chain_position, prompt, owner_hash, created_at)
    select id, id, id, 1, 'n' || n, 'owner-1', timestamptz '2026-11-01' - (n / 7) * interval '1 second'
      from (select n, gen_random_uuid() as id from generate_series(1, ${count}::int) as n) as made`.execute(
    test.services.db,
  );
  await sql`insert into ${sql.table(`${schema}.chains`)} (root_id, expires_at)
    select id, now() from ${sql.table(`${schema}.edits`)}`.execute(test.services.db);
};

describe("a browser's pictures", () => {
  it("are one row for each, newest first, by their newest version that is completed", async () => {
    const first = await picture("make it black and white");
    await picture("make it warmer");
    await test.runEdits();
    const second = await ask({ parentId: first, prompt: "make it colder" });
    const third = await ask({ originalOf: first, prompt: "make it sharper" });
    await test.runEdits();
    const running = await ask({ parentId: first, prompt: "crop it square" });
    const { pictures, next, total } = await list();
    expect(pictures).toMatchObject([
      { edit_uuid: third, version: 3, versions: 4, status: "completed", prompt: "make it sharper" },
      { version: 1, versions: 1, prompt: "make it warmer" },
    ]);
    expect(pictures[0]?.thumbnail_url).toMatch(/^\/api\/images\/[0-9a-f]{32}\.webp$/);
    expect(next).toBeNull();
    // Shared ones count once: two uploads, one copy of an original, four results.
    const rows = await Promise.all([first, second, third, running].map((id) => findEdit(test.services, id)));
    const [a, b, c] = rows.map((edit) => [edit?.originalSize ?? 0, edit?.resultSize ?? 0]);
    const sum = [...(a ?? []), b?.[1] ?? 0, ...(c ?? [])].reduce((one, other) => one + other, 0);
    expect(pictures[0]?.bytes).toBe(sum);
    expect(total).toEqual({ pictures: 2, versions: 5, bytes: sum + (pictures[1]?.bytes ?? 0) });
  });

  it("are nobody else's: not those of a stranger, nor a picture's own id, nor any without a cookie", async () => {
    const theirs = await picture("make it warmer", STRANGER);
    await test.runEdits();
    expect(await list()).toMatchObject({ pictures: [], next: null, total: { pictures: 0, versions: 0, bytes: 0 } });
    const own = await ask({ parentId: theirs, prompt: "make it colder" });
    const found = await list();
    expect(found.pictures).toMatchObject([{ edit_uuid: own, versions: 1 }]);
    expect(JSON.stringify(found)).not.toContain(theirs);
    expect((await list({}, null)).pictures).toEqual([]);
    expect((await list({}, "")).pictures).toEqual([]);
  });

  it("come page by page, each once, also those that were made in the same microsecond", async () => {
    await insertRows(30);
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await list({ limit: 4, ...(after === undefined ? {} : { after }) });
      expect(page.total === null).toBe(after !== undefined);
      seen.push(...page.pictures.map(({ key }) => key));
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toHaveLength(30);
    expect(new Set(seen).size).toBe(30);
  });

  it("are found by all words of one version, without regard to case and accents", async () => {
    const first = await picture("Éclaircir le ciel");
    await picture("make it 100% warmer");
    await picture("ДОМ ярче");
    await picture("make_it\\brighter");
    const second = await ask({ originalOf: first, prompt: "sharpen the sky" });
    expect(await shown("eclair CIEL")).toEqual(["Éclaircir le ciel"]);
    expect(await shown("ÉCLAIR")).toEqual(["Éclaircir le ciel"]);
    expect(await shown("дом")).toEqual(["ДОМ ярче"]);
    // The version with the words stands for its picture, however new another one is.
    expect((await list({ words: "ciel" })).pictures).toMatchObject([{ edit_uuid: first, versions: 2 }]);
    expect((await list({ words: "sky" })).pictures).toMatchObject([{ edit_uuid: second }]);
    // Not spread over two versions.
    expect(await shown("ciel sky")).toEqual([]);
  });

  it.each([
    ["%", ["make it 100% warmer"]],
    ["_", ["make_it\\brighter"]],
    ["\\", ["make_it\\brighter"]],
    ["％", ["make it 100% warmer"]],
    ["'; drop table edits; --", []],
    ["' or '1'='1", []],
    ["\0", ["make_it\\brighter", "make it 100% warmer"]],
    ["   ", ["make_it\\brighter", "make it 100% warmer"]],
    ["a".repeat(200), []],
  ])("are looked for by what is written, which is no pattern and no SQL: %j", async (words, found) => {
    await picture("make it 100% warmer");
    await picture("make_it\\brighter");
    expect(await shown(words)).toEqual(found);
  });
});

describe("deleting them", () => {
  const stored = async (id: string) => {
    const edit = await findEdit(test.services, id);
    return [edit?.originalKey ?? "", edit?.resultKey ?? "", edit?.thumbnailKey ?? ""];
  };
  const left = async (keys: readonly string[]) =>
    (await Promise.all(keys.map((key) => test.services.blobs.head(key)))).filter((head) => head !== null).length;

  it("takes every version of one picture with its files, and no other picture", async () => {
    const first = await picture("make it black and white");
    const other = await picture("make it warmer");
    await test.runEdits();
    const second = await ask({ parentId: first, prompt: "make it colder" });
    const third = await ask({ originalOf: second, prompt: "make it sharper" });
    await test.runEdits();
    const running = await ask({ parentId: first, prompt: "crop it square" });
    const keys = (await Promise.all([first, second, third].map(stored))).flat();
    expect(await deleteOwnPictures(test.services, "owner-1", second)).toEqual({ deleted: 4, more: false });
    expect(await left(keys)).toBe(0);
    for (const id of [first, second, third, running]) expect(await findEdit(test.services, id)).toBeNull();
    expect((await list()).pictures).toMatchObject([{ edit_uuid: other }]);
    expect(await left(await stored(other))).toBe(3);
  });

  it("leaves what others made of it, and is for nobody else", async () => {
    const first = await picture("make it black and white");
    await test.runEdits();
    const theirs = await ask({ parentId: first, prompt: "make it colder" }, STRANGER);
    await test.runEdits();
    await expect(deleteOwnPictures(test.services, "owner-3", first)).rejects.toMatchObject({ code: "EDIT_NOT_FOUND" });
    await expect(deleteOwnPictures(test.services, null, first)).rejects.toMatchObject({ code: "EDIT_NOT_FOUND" });
    await expect(deleteOwnPictures(test.services, "owner-1", "no id")).rejects.toMatchObject({
      code: "EDIT_NOT_FOUND",
    });
    expect(await deleteOwnPictures(test.services, "owner-1", first)).toEqual({ deleted: 1, more: false });
    expect(await left(await stored(theirs))).toBe(3);
    await expect(deleteOwnPictures(test.services, "owner-1", first)).rejects.toMatchObject({ code: "EDIT_NOT_FOUND" });
  });

  it("takes none that came after the time that it was asked for", async () => {
    const before = await picture("make it warmer");
    const { as_of: until } = await list();
    const after = await picture("make it colder");
    const more = await ask({ originalOf: before, prompt: "make it sharper" });
    const remove = (id: string | null) => deleteOwnPictures(test.services, "owner-1", id, until ?? "");
    expect(await remove(null)).toEqual({ deleted: 1, more: false });
    const left = (await list()).pictures.map(({ edit_uuid: id }) => id);
    expect(left.toSorted()).toEqual([after, more].toSorted());
    await expect(remove(more)).rejects.toMatchObject({ code: "EDIT_NOT_FOUND" });
  });

  it("takes one that is taken up again at this moment, and cancels it", async () => {
    const id = await picture("make it warmer");
    const { db, env } = test.services;
    await failEdit(test.services, id, null, { code: "INTERNAL", detail: "no", retryable: true, charge: "none" });
    let reopened = 0;
    // What is sent ahead is sent after the edit was read, and before it is deleted.
    const send = async () => void ((reopened += 1) === 1 && (await reopenEdit(db, id)));
    const services = { ...test.services, env: { ...env, looksByEvents: true }, events: { send } };
    expect(await deleteOwnPictures(services, "owner-1", null)).toEqual({ deleted: 1, more: false });
    expect(reopened).toBeGreaterThan(0);
    expect(await findEdit(services, id)).toBeNull();
    const row = await db.selectFrom("edits").select(["status", "prompt"]).where("id", "=", id).executeTakeFirst();
    expect(row).toEqual({ status: "canceled", prompt: null });
  });

  it("takes all of them in as many requests as it needs, and in two tabs at once", async () => {
    await Promise.all(Array.from({ length: 45 }, (_, n) => picture(`n${n}`)));
    await picture("theirs", STRANGER);
    const [one, two] = await Promise.all([1, 2].map(() => deleteOwnPictures(test.services, "owner-1", null)));
    expect([one, two]).toEqual([
      { deleted: 40, more: true },
      { deleted: 40, more: true },
    ]);
    expect(await deleteOwnPictures(test.services, "owner-1", null)).toEqual({ deleted: 5, more: false });
    expect(await deleteOwnPictures(test.services, "owner-1", null)).toEqual({ deleted: 0, more: false });
    expect((await list({}, "owner-2")).pictures).toHaveLength(1);
  });
});
