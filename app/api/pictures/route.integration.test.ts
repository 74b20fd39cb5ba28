import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { OwnPictures } from "@/lib/edits/own-pictures";
import { requestEdit } from "@/lib/edits/request";
import { setServices } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { newOwner, NOBODY } from "@/tests/factories/owners";
import { servicesOfFile } from "@/tests/services";
import * as one from "./[uuid]/route";
import * as all from "./route";

const test = servicesOfFile();
beforeAll(() => setServices(test.services));
afterAll(() => setServices(null));

const owner = newOwner();
const MINE = owner.headers;
const ask = async (query = "", headers: Record<string, string> = MINE) => {
  const request = new Request(`http://mizual.test/api/pictures${query}`, { headers: { ...NOBODY, ...headers } });
  const response = await all.GET(request, { params: Promise.resolve({}) });
  return { status: response.status, headers: response.headers, body: (await response.json()) as OwnPictures };
};
const remove = async (uuid: string | null, headers: Record<string, string> = MINE) => {
  const request = new Request("http://mizual.test/api/pictures", {
    method: "DELETE",
    headers: { ...NOBODY, ...headers },
  });
  const response = await (uuid === null ? all : one).DELETE(request, {
    params: Promise.resolve(uuid === null ? {} : { uuid }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const picture = async (prompt: string, of = owner) =>
  (await requestEdit(test.services, editRequest(test.picture, { prompt }), clientOf("c", { ownerHash: of.ownerHash })))
    .editId;

it("lists what the browser with this cookie made, and keeps it out of every cache", async () => {
  const id = await picture("make it warmer");
  await picture("make it colder");
  const { status, headers, body } = await ask("?q=WARMER");
  expect([status, headers.get("cache-control")]).toEqual([200, "no-store"]);
  expect(body.pictures.map(({ edit_uuid }) => edit_uuid)).toEqual([id]);
  expect(body.total).toMatchObject({ pictures: 2 });
  expect((await ask("", newOwner().headers)).body.pictures).toEqual([]);
  expect((await ask("", {})).body.pictures).toEqual([]);
});

it.each([
  "?after=2026-99-99T99:99:99.000000Z_00000000-0000-4000-8000-000000000001",
  "?after=2026-02-30T10:00:00.000000Z_00000000-0000-4000-8000-000000000001",
  "?after=1",
  "?after='%20or%201=1",
  `?q=${"a".repeat(201)}`,
  "?q=a&q=b",
])("refuses %s", async (query) => {
  expect((await ask(query)).status).toBe(422);
});

it("deletes a picture for its owner alone, and from pages of our own alone", async () => {
  const id = await picture("make it warmer");
  expect((await remove(id, newOwner().headers)).status).toBe(404);
  expect((await remove(id, {})).status).toBe(404);
  expect((await remove(randomUUID())).status).toBe(404);
  const elsewhere = { ...MINE, Origin: "https://elsewhere.example" };
  expect((await remove(id, elsewhere)).body).toMatchObject({ error_code: "ORIGIN_NOT_ALLOWED" });
  expect((await remove(null, elsewhere)).body).toMatchObject({ error_code: "ORIGIN_NOT_ALLOWED" });
  expect((await ask()).body.pictures).toHaveLength(1);
  expect(await remove(id)).toEqual({ status: 200, body: { deleted: 1, more: false } });
  expect((await remove(id)).status).toBe(404);
});

it("deletes all of a browser's pictures and no other's", async () => {
  const other = newOwner();
  await picture("make it warmer");
  await picture("make it colder");
  await picture("make it sharper", other);
  expect(await remove(null, {})).toEqual({ status: 200, body: { deleted: 0, more: false } });
  expect(await remove(null)).toEqual({ status: 200, body: { deleted: 2, more: false } });
  expect((await ask()).body.pictures).toEqual([]);
  expect((await ask("", other.headers)).body.pictures).toHaveLength(1);
});
