import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createOwnerSecret, hashOwner, ownerCookie } from "@/lib/edits/owner-cookie";
import { listOwnPictures } from "@/lib/edits/own-pictures";
import { requestEdit } from "@/lib/edits/request";
import { PEER_HEADER } from "@/lib/limits/client-address";
import { setServices } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createTestServices, type TestServices } from "@/tests/services";
import { testPicture } from "@/tests/test-picture";
import * as look from "./look/route";
import * as make from "./route";
import * as take from "./use/route";

let test: TestServices;
beforeAll(async () => {
  test = await createTestServices({}, { RATE_LIMITS: "status=60" });
  setServices(test.services);
});
beforeEach(() => test.database.reset());
afterAll(async () => {
  setServices(null);
  await test.close();
});

const PEER = { [PEER_HEADER]: "192.0.2.1" };
/** Of the services of tests. */
const APP_SECRET = "a secret that only tests know 0123456789";
const secret = createOwnerSecret(APP_SECRET);
const cookieOf = (of: string) => ({ Cookie: ownerCookie(of, false).split(";")[0] ?? "" });
type Handler = typeof make.POST;
const send = async (handler: Handler, headers: Record<string, string>, body: unknown = {}, method = "POST") => {
  const request = new Request("http://mizual.test/api/owner-links", {
    method,
    headers: { "Content-Type": "application/json", ...PEER, ...headers },
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
    editRequest(await testPicture()),
    clientOf("c", { ownerHash: hashOwner(secret) }),
  );
  const { body } = await send(make.POST, cookieOf(secret));
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
  expect((await send(take.POST, cookieOf(createOwnerSecret(APP_SECRET)), { key })).status).toBe(410);
});

it("is revoked by its owner, and by nobody else", async () => {
  const { key } = await newLink();
  await send(make.DELETE, cookieOf(createOwnerSecret(APP_SECRET)), {}, "DELETE");
  expect((await send(look.POST, {}, { key })).status).toBe(200);
  expect((await send(make.DELETE, cookieOf(secret), {}, "DELETE")).status).toBe(204);
  expect((await send(look.POST, {}, { key })).body).toMatchObject({ error_code: "OWNER_LINK_GONE" });
});

it("is not made or used by pages of others, nor tried without end", async () => {
  const elsewhere = { ...cookieOf(secret), Origin: "https://elsewhere.example" };
  expect((await send(make.POST, elsewhere)).body).toMatchObject({ error_code: "ORIGIN_NOT_ALLOWED" });
  expect((await send(look.POST, {}, { key: "x" })).status).toBe(422);
  const key = "a".repeat(43);
  const one = cookieOf(createOwnerSecret(APP_SECRET));
  const tries = await Promise.all(Array.from({ length: 14 }, () => send(take.POST, one, { key })));
  expect(tries.filter(({ status }) => status === 410)).toHaveLength(10);
  expect(tries.filter(({ status }) => status === 429)).toHaveLength(4);
});
