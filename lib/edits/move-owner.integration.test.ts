import { expect, it } from "vitest";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { servicesOfFile } from "@/tests/services";
import { cleanUp } from "./clean-up";
import { lookAtOwnerLink, makeOwnerLink, revokeOwnerLinks, takeOverByLink } from "./move-owner";
import { deleteEdit } from "./delete";
import { listOwnPictures } from "./own-pictures";
import { findEdit } from "./progress";
import { requestEdit } from "./request";

const test = servicesOfFile();

const picture = async (ownerHash: string, prompt = "make it warmer") =>
  (await requestEdit(test.services, editRequest(test.picture, { prompt }), clientOf("c", { ownerHash }))).editId;
const link = async (ownerHash: string) => (await makeOwnerLink(test.services, ownerHash)).path.replace("/join#", "");
const owned = async (ownerHash: string) => (await listOwnPictures(test.services, ownerHash)).pictures.length;
const gone = expect.objectContaining({ code: "OWNER_LINK_GONE", status: 410 }) as unknown;

it("hands over the keys of what was asked for as well; of one that both have used, the new owner's own stays", async () => {
  const ask = async (ownerHash: string, idempotencyKey: string) =>
    (
      await requestEdit(
        test.services,
        editRequest(test.picture, { idempotencyKey }),
        clientOf(`of ${ownerHash}`, { ownerHash, hashes: [] }),
      )
    ).editId;
  const [only, kept] = [await ask("one", "only-one"), await ask("two", "both")];
  await ask("one", "both");
  await takeOverByLink(test.services, await link("one"), "two");
  expect([await ask("two", "only-one"), await ask("two", "both")]).toEqual([only, kept]);
});

it("hands everything to the browser that uses the link, beside what that has, once", async () => {
  const first = await picture("one");
  const deleted = await picture("one");
  await test.runEdits();
  await deleteEdit(test.services, deleted);
  await picture("two");
  const key = await link("one");
  expect(await lookAtOwnerLink(test.services, key, "two")).toEqual({
    pictures: 1,
    versions: 1,
    same: false,
    moved: false,
  });
  expect(await takeOverByLink(test.services, key, "two")).toEqual({ versions: 1 });
  expect([await owned("one"), await owned("two")]).toEqual([0, 2]);
  expect((await findEdit(test.services, first))?.ownerHash).toBe("two");
  await expect(takeOverByLink(test.services, key, "three")).rejects.toEqual(gone);
  await expect(lookAtOwnerLink(test.services, key, "three")).rejects.toEqual(gone);
});

it("says to the browser that used a link that everything is there, however often it asks: an answer may be lost", async () => {
  await picture("one");
  const key = await link("one");
  const ends = await Promise.all([1, 2, 3].map(() => takeOverByLink(test.services, key, "two")));
  expect(ends.map(({ versions }) => versions).toSorted((one, other) => one - other)).toEqual([0, 0, 1]);
  expect(await lookAtOwnerLink(test.services, key, "two")).toEqual({
    pictures: 0,
    versions: 0,
    same: false,
    moved: true,
  });
  expect(await owned("two")).toBe(1);
});

it("gives all to one of many that use it at the same moment, and nothing to the others", async () => {
  await Promise.all(Array.from({ length: 5 }, () => picture("one")));
  const key = await link("one");
  const devices = Array.from({ length: 12 }, (_, n) => `device-${n}`);
  const ends = await Promise.allSettled(devices.map((device) => takeOverByLink(test.services, key, device)));
  const winners = ends.flatMap((end, n) => (end.status === "fulfilled" ? [devices[n] ?? ""] : []));
  expect(winners).toHaveLength(1);
  for (const end of ends) if (end.status === "rejected") expect(end.reason).toEqual(gone);
  expect(await owned(winners[0] ?? "")).toBe(5);
  expect(await owned("one")).toBe(0);
});

it("stands in no row, and is used up by time, by being revoked, and by others that are used", async () => {
  await picture("one");
  const key = await link("one");
  expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(JSON.stringify(await test.services.db.selectFrom("ownerLinks").selectAll().execute())).not.toContain(key);
  await revokeOwnerLinks(test.services, "one");
  await expect(takeOverByLink(test.services, key, "two")).rejects.toEqual(gone);

  const late = await link("one");
  const [row] = await test.services.db.selectFrom("ownerLinks").select("expiresAt").execute();
  expect((row?.expiresAt.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(600_000);
  await test.services.db
    .updateTable("ownerLinks")
    .set({ expiresAt: new Date(Date.now() - 1000) })
    .execute();
  await expect(takeOverByLink(test.services, late, "two")).rejects.toEqual(gone);
  await cleanUp(test.services);
  expect(await test.services.db.selectFrom("ownerLinks").selectAll().execute()).toEqual([]);

  const [used, other] = [await link("one"), await link("one")];
  await takeOverByLink(test.services, used, "two");
  await picture("one");
  await expect(takeOverByLink(test.services, other, "three")).rejects.toEqual(gone);
});

it("is one of four at most: a new one takes the oldest one's place", async () => {
  await picture("one");
  const keys: string[] = [];
  for (let count = 0; count < 5; count += 1) keys.push(await link("one"));
  await expect(lookAtOwnerLink(test.services, keys[0] ?? "", null)).rejects.toEqual(gone);
  for (const key of keys.slice(1)) expect((await lookAtOwnerLink(test.services, key, null)).versions).toBe(1);
});

it("moves nothing to a browser without a cookie, nor to the one that it comes from, and stays for the right one", async () => {
  await picture("one");
  const key = await link("one");
  await expect(takeOverByLink(test.services, key, null)).rejects.toMatchObject({ code: "NO_OWNER_COOKIE" });
  await expect(takeOverByLink(test.services, key, "one")).rejects.toMatchObject({ code: "VALIDATION_FAILED" });
  expect(await lookAtOwnerLink(test.services, key, "one")).toMatchObject({ same: true });
  expect(await takeOverByLink(test.services, key, "two")).toEqual({ versions: 1 });
});

it("is not made where there is nothing to move", async () => {
  await expect(makeOwnerLink(test.services, null)).rejects.toMatchObject({ code: "NOTHING_TO_MOVE" });
  await expect(makeOwnerLink(test.services, "one")).rejects.toMatchObject({ code: "NOTHING_TO_MOVE" });
});
