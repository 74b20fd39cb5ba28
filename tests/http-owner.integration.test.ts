import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashOwner } from "@/lib/edits/credentials";
import { setServices } from "@/lib/services";
import { type Answer, call, expectError } from "./http-client";
import { base64Picture, bearer, completed } from "./http-edits";
import { createTestServices, type TestServices } from "./services";

let services: TestServices;

beforeAll(async () => {
  services = await createTestServices();
  setServices(services.services);
});
afterAll(async () => {
  setServices(null);
  await services.close();
});

/** What our own page sends with all that changes something. */
const PAGE = { Origin: "http://mizual.test" };

type Made = { id: string; token: string; cookie: string };

/** Asks for an edit as our page does, and runs it. */
async function madeByPage(cookie: string | null = null, fields: Record<string, unknown> = {}): Promise<Made> {
  const picture = "parent_edit_uuid" in fields ? {} : { image_data: await base64Picture() };
  const answer = await call("POST", "/edit-image", {
    json: { prompt: "make it sharper", ...picture, ...fields },
    headers: { ...PAGE, ...(cookie !== null && { cookie }) },
  });
  expect(answer.text).toContain("edit_id");
  await services.runEdits();
  const set = answer.headers.get("set-cookie")?.split(";")[0] ?? cookie ?? "";
  return { id: String(answer.body["edit_id"]), token: String(answer.body["delete_token"]), cookie: set };
}

const viewOf = async (id: string): Promise<Answer["body"]> => (await call("GET", `/edit/${id}`)).body;
const rate = (id: string, headers: Record<string, string>) =>
  call("POST", "/feedback", { json: { edit_uuid: id, rating: 1 }, headers });

/** Somebody who has the link: another browser with edits of its own, one without any, a script. */
async function strangers(): Promise<Array<[string, Record<string, string>]>> {
  const { cookie } = await madeByPage();
  return [
    ["another browser", { ...PAGE, cookie }],
    ["a browser for the first time", PAGE],
    ["a script", {}],
    ["a script with another's cookie", { cookie }],
    ["another edit's token", bearer((await completed(services)).token)],
  ];
}

describe("feedback on an edit of a page", () => {
  test("is its browser's or its token's: who has the link takes nobody's place", async () => {
    const { id, cookie } = await madeByPage();
    for (const [who, headers] of await strangers()) {
      const answer = await rate(id, headers);
      expect([who, answer.status, answer.body["error_code"]]).toEqual([who, 403, "NOT_YOURS"]);
    }
    expect((await rate(id, { ...PAGE, cookie })).status).toBe(200);
    const other = await madeByPage();
    expect((await rate(other.id, bearer(other.token))).status).toBe(200);
  });
});

describe("feedback on an edit of the API", () => {
  test("needs its id alone, as ever, but no page of ours gives it for somebody else", async () => {
    const one = await completed(services);
    expectError(await rate(one.id, PAGE), 403, "NOT_YOURS", /browser that made this edit/);
    expect((await rate(one.id, {})).status).toBe(200);
    const other = await completed(services);
    expect((await rate(other.id, { ...PAGE, ...bearer(other.token) })).status).toBe(200);
  });
});

describe("a follow-up by who has the link", () => {
  test("begins a chain of its own with that result, and prolongs nobody's", async () => {
    const { id, cookie } = await madeByPage();
    const before = await viewOf(id);
    const kept = () => services.database.db.selectFrom("chains").selectAll().where("rootId", "=", id).execute();
    const chain = await kept();
    for (const [who, headers] of await strangers()) {
      const answer = await call("POST", "/edit-image", {
        json: { prompt: "make it warmer", parent_edit_uuid: id },
        headers,
      });
      expect([who, answer.status]).toEqual([who, 200]);
      const own = await viewOf(String(answer.body["edit_id"]));
      expect([who, own["parent_edit_uuid"], own["chain_position"]]).toEqual([who, null, 1]);
      expect([own["width"], own["height"]]).toEqual([before["width"], before["height"]]);
      expect(own["original_image_url"]).not.toBe(before["edited_image_url"]);
    }
    expect(await kept()).toEqual(chain);
    const follow = await madeByPage(cookie, { parent_edit_uuid: id });
    expect(await viewOf(follow.id)).toMatchObject({ parent_edit_uuid: id, chain_position: 2 });
    expect(await kept()).not.toEqual(chain);
  });

  test("is theirs: it stays when the owner deletes, its own pictures too, and begins anew where a chain is full", async () => {
    const first = await madeByPage();
    let last = first;
    for (let position = 2; position <= 5; position += 1)
      last = await madeByPage(first.cookie, { parent_edit_uuid: last.id });
    const copy = await madeByPage(null, { parent_edit_uuid: last.id });
    expect(await viewOf(copy.id)).toMatchObject({ parent_edit_uuid: null, chain_position: 1 });
    const gone = await call("DELETE", `/edit/${last.id}`, { headers: { cookie: first.cookie } });
    expect(gone.status).toBe(204);
    expect(await viewOf(copy.id)).toMatchObject({ status: "completed" });
    expectError(
      await call("POST", "/edit-image", { json: { prompt: "x", parent_edit_uuid: last.id }, headers: PAGE }),
      404,
      "PARENT_EDIT_NOT_FOUND",
      "Parent edit not found",
    );
  });

  test("of an edit of the API, by its token or without, goes on with that chain", async () => {
    const { id, token } = await completed(services);
    for (const headers of [{}, bearer(token)]) {
      const { id: next } = await (async () => {
        const answer = await call("POST", "/edit-image", {
          json: { prompt: "make it warmer", parent_edit_uuid: id },
          headers,
        });
        return { id: String(answer.body["edit_id"]) };
      })();
      expect(await viewOf(next)).toMatchObject({ parent_edit_uuid: id, chain_position: 2 });
    }
  });
});

test("an idempotency key gives the token of an edit to its maker again, and to nobody else behind the address", async () => {
  const body = { prompt: "make it sharper", image_data: await base64Picture() };
  const send = (headers: Record<string, string>) =>
    call("POST", "/edit-image", { json: body, headers: { "Idempotency-Key": "1", ...headers } });
  const first = await send(PAGE);
  const cookie = first.headers.get("set-cookie")?.split(";")[0] ?? "";
  const again = await send({ ...PAGE, cookie });
  expect(again.body["delete_token"]).toBe(first.body["delete_token"]);
  for (const headers of [PAGE, { Accept: "*/*" }]) {
    const other = await send(headers);
    expectError(other, 422, "IDEMPOTENCY_KEY_REUSED", /already used/);
  }
});

describe("what costs us something to look at", () => {
  test("is counted in each process: pictures and calls back, and nobody is told how many are left", async () => {
    setServices({ ...services.services, env: { ...services.services.env, rateLimits: { status: 3 } } });
    const images = await import("@/app/api/images/[key]/route");
    const webhooks = await import("@/app/api/webhooks/[provider]/[attempt]/route");
    const picture = () =>
      images.GET(new Request("http://mizual.test/api/images/x"), { params: Promise.resolve({ key: "x" }) });
    const callBack = () =>
      webhooks.POST(new Request("http://mizual.test/api/webhooks/flux/x", { method: "POST", body: "{}" }), {
        params: Promise.resolve({ provider: "flux", attempt: "x" }),
      });
    for (const ask of [picture, callBack]) {
      const answers = [await ask(), await ask(), await ask(), await ask()];
      expect(answers.map(({ status }) => status === 429)).toEqual([false, false, false, true]);
      expect(answers[0]?.headers.get("ratelimit-limit")).toBeNull();
      expect(Number(answers[3]?.headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    }
    setServices(services.services);
  });
});

describe("the owner cookie", () => {
  const https = { "x-forwarded-proto": "https" };

  test("is not what a browser brings of its own making: it gets one of ours, and owns by that", async () => {
    const planted = `mizual_owner=${"A".repeat(43)}`;
    const { id, cookie } = await madeByPage(planted);
    expect(cookie).not.toBe(planted);
    expectError(await call("DELETE", `/edit/${id}`, { headers: { cookie: planted } }), 403, "NOT_YOURS", /./);
    expect((await call("DELETE", `/edit/${id}`, { headers: { cookie } })).status).toBe(204);
  });

  test("has the prefix over https, where one without it owns nothing", async () => {
    const answer = await call("POST", "/edit-image", {
      json: { prompt: "make it sharper", image_data: await base64Picture() },
      headers: https,
    });
    const [cookie = ""] = (answer.headers.get("set-cookie") ?? "").split(";");
    expect(cookie).toMatch(/^__Host-mizual_owner=[\w-]{43}$/);
    const path = `/edit/${String(answer.body["edit_id"])}/cancel`;
    const plain = await call("POST", path, { headers: { ...https, cookie: cookie.replace("__Host-", "") } });
    expectError(plain, 403, "NOT_YOURS", /./);
    expect((await call("POST", path, { headers: { ...https, cookie } })).status).toBe(200);
  });

  test("of an earlier release is honoured and moved, with all that it owned and its keys; another like it is not", async () => {
    const old = randomBytes(32).toString("base64url");
    const { id, cookie } = await madeByPage();
    const { db } = services.database;
    await db
      .updateTable("edits")
      .set({ ownerHash: hashOwner(old) })
      .where("id", "=", id)
      .execute();
    await db
      .insertInto("idempotencyKeys")
      .values({ scope: `owner:${hashOwner(old)}`, key: "a-key", requestHash: "x", editId: id })
      .execute();
    expectError(await call("POST", `/edit/${id}/check`, { headers: { cookie } }), 403, "NOT_YOURS", /./);

    const first = await call("GET", "/editors", { headers: { ...https, cookie: `mizual_owner=${old}` } });
    const set = first.headers.getSetCookie();
    expect(set).toEqual([
      expect.stringMatching(/^__Host-mizual_owner=[\w-]{43}; .*; Secure$/),
      expect.stringMatching(/^mizual_owner=; Path=\/; Max-Age=0/),
    ]);
    const renewed = set[0]?.split(";")[0] ?? "";
    // Two tabs at once get the same.
    const second = await call("GET", "/editors", { headers: { ...https, cookie: `mizual_owner=${old}` } });
    expect(second.headers.getSetCookie()[0]?.split(";")[0]).toBe(renewed);
    const scope = await db.selectFrom("idempotencyKeys").select("scope").where("key", "=", "a-key").executeTakeFirst();
    expect(scope?.scope).toBe(`owner:${hashOwner(renewed.slice("__Host-mizual_owner=".length))}`);
    const gone = await call("DELETE", `/edit/${id}`, { headers: { ...https, cookie: renewed } });
    expect(gone.status).toBe(204);

    const stranger = await call("GET", "/editors", {
      headers: { cookie: `mizual_owner=${randomBytes(32).toString("base64url")}` },
    });
    expect(stranger.headers.getSetCookie()).toEqual([]);
  });
});
