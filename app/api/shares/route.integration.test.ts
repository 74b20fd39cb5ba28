import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { requestEdit } from "@/lib/edits/request";
import type { OwnShare } from "@/lib/edits/shares";
import { setServices } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { call } from "@/tests/http-client";
import { newOwner, NOBODY } from "@/tests/factories/owners";
import { servicesOfFile } from "@/tests/services";
import * as pictures from "@/app/api/shared/[key]/[side]/route";
import * as one from "./[share]/route";
import * as all from "./route";

const test = servicesOfFile();
beforeAll(() => setServices(test.services));
afterAll(() => setServices(null));

const owner = newOwner();
const MINE = owner.headers;
const STRANGE = newOwner().headers;

const picture = async () => {
  const client = clientOf("c", { ownerHash: owner.ownerHash });
  const { editId } = await requestEdit(test.services, editRequest(test.picture, { prompt: "make it warmer" }), client);
  await test.runEdits();
  return editId;
};
const sent = (method: string, headers: Record<string, string>, body?: unknown) =>
  new Request("http://mizual.test/api/shares", {
    method,
    headers: { ...NOBODY, ...headers, "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const share = async (editId: string, headers: Record<string, string> = MINE) => {
  const request = sent("POST", headers, { edit_uuid: editId, words: true, days: 7 });
  const response = await all.POST(request, { params: Promise.resolve({}) });
  return { status: response.status, body: (await response.json()) as { shares: OwnShare[]; error_code?: string } };
};
const made = async (editId: string) => {
  const { shares } = (await share(editId)).body;
  const [first] = shares;
  if (first === undefined) throw new Error("nothing was shared");
  return { id: first.share_id, key: first.path.replace("/s/", "") };
};
const end = async (id: string, headers: Record<string, string> = MINE) =>
  (await one.DELETE(sent("DELETE", headers), { params: Promise.resolve({ share: id }) })).status;
const show = (key: string, side: string, headers: Record<string, string> = {}) =>
  pictures.GET(new Request(`http://mizual.test/api/shared/${key}/${side}`, { headers: { ...NOBODY, ...headers } }), {
    params: Promise.resolve({ key, side }),
  });

it("is made, listed and ended by the owner alone", async () => {
  const editId = await picture();
  expect(await share(editId, STRANGE)).toMatchObject({ status: 403, body: { error_code: "NOT_YOURS" } });
  expect((await share(editId, {})).status).toBe(403);
  expect((await share(randomUUID())).status).toBe(404);
  expect((await share(editId, { ...MINE, Origin: "https://elsewhere.example" })).status).toBe(403);
  const { id } = await made(editId);
  const listed = (headers: Record<string, string>) => {
    const request = new Request(`http://mizual.test/api/shares?edit_uuid=${editId}`, {
      headers: { ...NOBODY, ...headers },
    });
    return all.GET(request, { params: Promise.resolve({}) });
  };
  expect((await listed(STRANGE)).status).toBe(403);
  expect(await (await listed(MINE)).json()).toMatchObject({ shares: [{ share_id: id, words: true }] });
  expect(await end(id, STRANGE)).toBe(403);
  expect(await end("no-id")).toBe(204);
  expect(await end(id)).toBe(204);
  expect(await end(id)).toBe(204);
});

it("shows its pictures for as long as it is open, to be asked for each time, and to no search engine", async () => {
  const { id, key } = await made(await picture());
  for (const [side, type] of [
    ["original", "image/"],
    ["result", "image/webp"],
    ["card", "image/jpeg"],
  ] as const) {
    const response = await show(key, side);
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toContain(type);
    expect(response.headers.get("cache-control")).toBe("private, no-cache");
    expect(response.headers.get("x-robots-tag")).toBe("noindex");
    expect((await response.arrayBuffer()).byteLength).toBeGreaterThan(100);
    const tag = response.headers.get("etag") ?? "";
    expect((await show(key, side, { "If-None-Match": tag })).status).toBe(304);
  }
  expect((await show(key, "other")).status).toBe(404);
  const tag = (await show(key, "result")).headers.get("etag") ?? "";
  await end(id);
  expect((await show(key, "result", { "If-None-Match": tag })).status).toBe(410);
  expect(await (await show(key, "card")).json()).toMatchObject({ error_code: "SHARE_GONE" });
});

it("lets a visitor begin a picture of their own by its key, and says when it is over", async () => {
  const { id, key } = await made(await picture());
  const ask = (more: Record<string, unknown> = {}) =>
    call("POST", "/edit-image", { json: { prompt: "make it sharper", share_key: key, ...more } });
  const answer = await ask({ share_picture: "original" });
  expect(answer.status).toBe(200);
  expect((await ask({ upload_id: randomUUID() })).body).toMatchObject({ error_code: "VALIDATION_FAILED" });
  expect((await ask({ share_key: "x" })).status).toBe(410);
  await end(id);
  expect((await ask()).body).toMatchObject({ error_code: "SHARE_GONE" });
});
