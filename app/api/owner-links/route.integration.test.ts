import { afterAll, beforeAll, expect, it } from "vitest";
import { hashOwner } from "@/lib/edits/credentials";
import { listOwnPictures } from "@/lib/edits/own-pictures";
import { requestEdit } from "@/lib/edits/request";
import { setServices } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { newOwner, NOBODY } from "@/tests/factories/owners";
import { servicesOfFile } from "@/tests/services";
import * as look from "./look/route";
import * as make from "./route";
import * as take from "./use/route";

const test = servicesOfFile({}, { RATE_LIMITS: "status=60" });
beforeAll(() => setServices(test.services));
afterAll(() => setServices(null));

const owner = newOwner();
type Handler = typeof make.POST;
const send = async (handler: Handler, headers: Record<string, string>, body: unknown = {}, method = "POST") => {
  const request = new Request("http://mizual.test/api/owner-links", {
    method,
    headers: { "Content-Type": "application/json", ...NOBODY, ...headers },
    ...(method === "POST" ? { body: JSON.stringify(body) } : {}),
  });
  const response = await handler(request, { params: Promise.resolve({}) });
  const text = await response.text();
  return {
    status: response.status,
    cookie: response.headers.get("set-cookie"),
    body: (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>,
  };
};
const newLink = async () => {
  const editId = await requestEdit(
    test.services,
    editRequest(test.picture),
    clientOf("c", { ownerHash: owner.ownerHash }),
  );
  const { body } = await send(make.POST, owner.headers);
  return { editId, key: String(body["path"]).replace("/join#", "") };
};

it("gives a new browser its cookie before anything is moved, and moves to that", async () => {
  const { key } = await newLink();
  expect(await send(take.POST, {}, { key })).toMatchObject({ status: 409, body: { error_code: "NO_OWNER_COOKIE" } });
  const looked = await send(look.POST, {}, { key });
  expect(looked).toMatchObject({ status: 200, body: { pictures: 1, same: false } });
  const Cookie = looked.cookie?.split(";")[0] ?? "";
  expect(await send(take.POST, { Cookie }, { key })).toMatchObject({ status: 200, body: { versions: 1 } });
  expect((await listOwnPictures(test.services, hashOwner(Cookie.split("=")[1] ?? ""))).pictures).toHaveLength(1);
  expect((await send(take.POST, newOwner().headers, { key })).status).toBe(410);
});

it("is revoked by its owner, and by nobody else", async () => {
  const { key } = await newLink();
  await send(make.DELETE, newOwner().headers, {}, "DELETE");
  expect((await send(look.POST, {}, { key })).status).toBe(200);
  expect((await send(make.DELETE, owner.headers, {}, "DELETE")).status).toBe(204);
  expect((await send(look.POST, {}, { key })).body).toMatchObject({ error_code: "OWNER_LINK_GONE" });
});

it("is not made or used by pages of others, nor tried without end", async () => {
  const elsewhere = { ...owner.headers, Origin: "https://elsewhere.example" };
  expect((await send(make.POST, elsewhere)).body).toMatchObject({ error_code: "ORIGIN_NOT_ALLOWED" });
  expect((await send(look.POST, {}, { key: "x" })).status).toBe(422);
  const key = "a".repeat(43);
  const one = newOwner().headers;
  const tries = await Promise.all(Array.from({ length: 14 }, () => send(take.POST, one, { key })));
  expect(tries.filter(({ status }) => status === 410)).toHaveLength(10);
  expect(tries.filter(({ status }) => status === 429)).toHaveLength(4);
});
