import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { editViewSchema, editAcceptedSchema } from "@/lib/edits/view-schema";
import { setServices } from "@/lib/services";
import { call, expectError } from "./http-client";
import { bearer, completed, submit } from "./http-edits";
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

const NOT_AN_EDIT = [randomUUID(), "1", "not-a-uuid", "' or 1=1--", "%00", "a".repeat(3000)];

/** An edit that failed: the local engine says what it does not understand. */
const failed = () => completed(services, { prompt: "replace the tower by a unicorn" });

describe("GET /edit/{uuid}", () => {
  const view = (id: string, text: string) => {
    const body = editViewSchema.parse(JSON.parse(text));
    expect(body.uuid).toBe(id);
    return body;
  };

  test("pending: the whole answer", async () => {
    const { id } = await submit({ prompt: "make it sharper" });
    const { status, body, text, headers } = await call("GET", `/edit/${id}`);
    const { created_at, stage_started_at, expires_at, usual_seconds, original_image_url, ...rest } = view(id, text);
    expect(status).toBe(200);
    expect(rest).toEqual({
      uuid: id,
      status: "pending",
      processing_stage: "pending",
      message: "Your edit is queued...",
      progress_percent: 10,
      is_complete: false,
      is_error: false,
      edited_image_url: null,
      download_format: "jpeg",
      prompt: "make it sharper",
      enhanced_prompt: null,
      enhanced: false,
      parent_edit_uuid: null,
      chain_position: 1,
      version: 1,
      preview_image_url: null,
      width: 64,
      height: 48,
      alt_text: null,
      editor: null,
      editor_label: null,
      editor_note: null,
      model: null,
      error_code: null,
      can_check: false,
      retryable: false,
      suggestions: [],
      charge: "none",
      cost_usd: null,
      cost_estimated: false,
      completed_at: null,
      notes: [],
    });
    expect(Object.keys(body)).toHaveLength(37);
    expect(original_image_url).toMatch(/^http:\/\/mizual\.test\/api\/images\/[0-9a-f]{32}\.jpg$/);
    for (const time of [created_at, stage_started_at, expires_at]) expect(time).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(Date.parse(expires_at) - Date.parse(created_at)).toBeCloseTo(30 * 24 * 3600_000, -4);
    expect(usual_seconds === null || usual_seconds > 0).toBe(true);
    expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
    await services.runEdits();
  });

  test.each([
    ["pending", 10, "Your edit is queued..."],
    ["enhancing_prompt", 25, "Enhancing your prompt with AI..."],
    ["processing_image", 60, "Processing your edit..."],
    ["uploading_result", 90, "Finalizing your edit..."],
  ] as const)("%s: %i, %s", async (status, percent, message) => {
    const { id } = await submit();
    const order = ["enhancing_prompt", "processing_image", "uploading_result"] as const;
    for (const next of order.slice(0, order.indexOf(status as "enhancing_prompt") + 1)) {
      await services.database.db.updateTable("edits").set({ status: next }).where("id", "=", id).execute();
    }
    const answer = await call("GET", `/edit/${id}`);
    expect(view(id, answer.text)).toMatchObject({
      status,
      processing_stage: status,
      progress_percent: percent,
      message,
      is_complete: false,
      is_error: false,
    });
    expect(answer.headers.has("retry-after")).toBe(true);
  });

  test("completed", async () => {
    const { id } = await completed(services);
    const answer = await call("GET", `/edit/${id}`);
    const body = view(id, answer.text);
    expect(body).toMatchObject({
      status: "completed",
      processing_stage: "completed",
      message: "Edit completed successfully!",
      progress_percent: 100,
      is_complete: true,
      is_error: false,
      enhanced: true,
      editor: "local",
      error_code: null,
      charge: "none",
    });
    expect(body.edited_image_url).toMatch(/^http:\/\/mizual\.test\/api\/images\/[0-9a-f]{32}\.jpg$/);
    expect(body.preview_image_url).toMatch(/\.webp$/);
    expect(body.completed_at).not.toBeNull();
    expect(answer.headers.has("retry-after")).toBe(false);
  });

  test("failed: the reason in a sentence, and its code", async () => {
    const { id } = await failed();
    const body = view(id, (await call("GET", `/edit/${id}`)).text);
    expect(body).toMatchObject({
      status: "failed",
      processing_stage: "failed",
      progress_percent: 0,
      is_complete: false,
      is_error: true,
      error_code: "REQUEST_NOT_UNDERSTOOD",
      retryable: false,
      edited_image_url: null,
      completed_at: null,
    });
    expect(body.message.length).toBeGreaterThan(20);
  });

  test("ETag: 304 while nothing changes, 200 once it does", async () => {
    const { id } = await submit();
    const first = await call("GET", `/edit/${id}`);
    const tag = first.headers.get("etag") ?? "";
    expect(tag).toMatch(/^"[\w-]{27}"$/);
    for (const ifNoneMatch of [tag, `W/${tag}`, `"other", ${tag}`, "*"]) {
      const same = await call("GET", `/edit/${id}`, { headers: { "If-None-Match": ifNoneMatch } });
      expect([same.status, same.text, same.headers.get("etag")]).toEqual([304, "", tag]);
      expect(same.headers.has("retry-after")).toBe(true);
    }
    await services.runEdits();
    const changed = await call("GET", `/edit/${id}`, { headers: { "If-None-Match": tag } });
    expect(changed.status).toBe(200);
    expect(changed.headers.get("etag")).not.toBe(tag);
  });

  test("HEAD: the same without a body", async () => {
    const { id } = await completed(services);
    const head = await call("HEAD", `/edit/${id}`);
    expect([head.status, head.text]).toEqual([200, ""]);
    expect(head.headers.get("etag")).toBe((await call("GET", `/edit/${id}`)).headers.get("etag"));
  });

  test("the id in capitals is the same id", async () => {
    const { id } = await completed(services);
    expect((await call("GET", `/edit/${id.toUpperCase()}`)).body["uuid"]).toBe(id);
  });

  test.each(NOT_AN_EDIT)("unknown and malformed ids answer alike: %s", async (id) => {
    expectError(await call("GET", `/edit/${id}`), 404, "EDIT_NOT_FOUND", "Edit not found");
  });
});

/** The rules of whoever may change an edit, for each of the three routes. */
describe.each([
  ["POST", "/cancel", () => submit(), 200],
  ["POST", "/retry", () => failed(), 200],
  ["DELETE", "", () => completed(services), 204],
] as const)("%s /edit/{uuid}%s", (method, suffix, make, success) => {
  test("with the delete token", async () => {
    const { id, token } = await make();
    expect((await call(method, `/edit/${id}${suffix}`, { headers: bearer(token) })).status).toBe(success);
  });

  test("with the owner's cookie", async () => {
    const { id, answer } = (await make()) as Awaited<ReturnType<typeof submit>>;
    const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    expect((await call(method, `/edit/${id}${suffix}`, { headers: { cookie } })).status).toBe(success);
  });

  test("without either, with a stranger's, or with another edit's token", async () => {
    const { id } = await make();
    const other = await submit();
    const stranger = (other.answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
    for (const headers of [
      {},
      { cookie: stranger },
      bearer(other.token),
      bearer(""),
      { Authorization: `Basic ${other.token}` },
    ]) {
      const answer = await call(method, `/edit/${id}${suffix}`, { headers });
      expectError(answer, 403, "NOT_YOURS", "Only the browser that made this edit, or its delete token, may do this.");
    }
    expect((await call("GET", `/edit/${id}`)).status).toBe(200);
    await services.runEdits();
  });

  test.each(NOT_AN_EDIT)("of an edit that is none: %s", async (id) => {
    expectError(await call(method, `/edit/${id}${suffix}`), 404, "EDIT_NOT_FOUND", "Edit not found");
  });
});

describe("POST /edit/{uuid}/cancel", () => {
  test("answers the status, and says whether a charge may stand", async () => {
    const { id, token } = await submit();
    const answer = await call("POST", `/edit/${id}/cancel`, { headers: bearer(token) });
    expect(editViewSchema.parse(answer.body)).toMatchObject({
      uuid: id,
      status: "canceled",
      message: "Edit canceled. Nothing was charged.",
      progress_percent: 0,
      is_complete: false,
      is_error: true,
      charge: "none",
    });
    await services.runEdits();
    expect((await call("GET", `/edit/${id}`)).body["status"]).toBe("canceled");
  });

  test("too late", async () => {
    const { id, token } = await completed(services);
    const answer = await call("POST", `/edit/${id}/cancel`, { headers: bearer(token) });
    expectError(answer, 409, "EDIT_FINISHED", "This edit has already finished and can no longer be canceled.");
  });
});

describe("POST /edit/{uuid}/retry", () => {
  test("makes a new edit from the same source and prompt", async () => {
    const { id, token } = await failed();
    const answer = await call("POST", `/edit/${id}/retry`, { headers: bearer(token) });
    const accepted = editAcceptedSchema.parse(answer.body);
    expect(accepted.edit_id).not.toBe(id);
    expect(answer.headers.get("location")).toBe(`/edit/${accepted.edit_id}`);
    const [before, after] = [await call("GET", `/edit/${id}`), await call("GET", accepted.polling_url)];
    expect(after.body).toMatchObject({
      status: "pending",
      prompt: before.body["prompt"],
      width: 64,
      height: 48,
      alt_text: null,
      chain_position: 1,
    });
    expect(before.body["status"]).toBe("failed");
    await services.runEdits();
  });

  test("a canceled follow-up: the new edit has its parent", async () => {
    const parent = await completed(services);
    const { id, token } = await submit({ parent_edit_uuid: parent.id });
    await call("POST", `/edit/${id}/cancel`, { headers: bearer(token) });
    const answer = await call("POST", `/edit/${id}/retry`, { headers: bearer(token) });
    expect((await call("GET", String(answer.body["polling_url"]))).body).toMatchObject({
      parent_edit_uuid: parent.id,
      chain_position: 2,
    });
    await services.runEdits();
  });

  test("with one key: one edit, also once that has succeeded", async () => {
    const { id, token } = await submit();
    await call("POST", `/edit/${id}/cancel`, { headers: bearer(token) });
    const send = () =>
      call("POST", `/edit/${id}/retry`, { headers: { ...bearer(token), "Idempotency-Key": "retry-1" } });
    const first = await send();
    expect((await send()).body).toEqual(first.body);
    await services.runEdits();
    expect((await call("GET", String(first.body["polling_url"]))).body["is_complete"]).toBe(true);
    expect((await send()).body).toEqual(first.body);
  });

  test("too early, or without reason", async () => {
    const running = await submit();
    const early = await call("POST", `/edit/${running.id}/retry`, { headers: bearer(running.token) });
    expectError(early, 409, "EDIT_NOT_FINISHED", "This edit is still running. Wait for it to end, or cancel it first.");
    await services.runEdits();
    const answer = await call("POST", `/edit/${running.id}/retry`, { headers: bearer(running.token) });
    expectError(answer, 409, "EDIT_NOT_FINISHED", "This edit succeeded, so there is nothing to retry.");
  });
});

describe("DELETE /edit/{uuid}", () => {
  test("every route answers 404 for it, but the chain of a follow-up lists it without its prompt", async () => {
    const parent = await completed(services);
    const child = await completed(services, { parent_edit_uuid: parent.id });
    await call("POST", "/feedback", { json: { edit_uuid: parent.id, rating: 1 } });
    const answer = await call("DELETE", `/edit/${parent.id}`, { headers: bearer(parent.token) });
    expect([answer.status, answer.text]).toEqual([204, ""]);

    for (const [method, path] of [
      ["GET", `/edit/${parent.id}`],
      ["POST", `/edit/${parent.id}/cancel`],
      ["POST", `/edit/${parent.id}/retry`],
      ["DELETE", `/edit/${parent.id}`],
      ["GET", `/feedback/${parent.id}`],
      ["GET", `/chain/${parent.id}`],
    ] as const) {
      expectError(await call(method, path, { headers: bearer(parent.token) }), 404, "EDIT_NOT_FOUND", "Edit not found");
    }
    const feedback = await call("POST", "/feedback", { json: { edit_uuid: parent.id, rating: 1 } });
    expectError(feedback, 404, "EDIT_NOT_FOUND", "Edit not found");
    const followUp = await call("POST", "/edit-image", { json: { prompt: "x", parent_edit_uuid: parent.id } });
    expectError(followUp, 404, "PARENT_EDIT_NOT_FOUND", "Parent edit not found");

    const chain = await call("GET", `/chain/${child.id}`);
    expect(chain.body).toMatchObject({
      chain_length: 2,
      chain_history: [
        { edit: { uuid: parent.id, prompt: null, chain_position: 1, edited_image_url: null }, parent_edit_uuid: null },
        { edit: { uuid: child.id, prompt: "make it sharper", chain_position: 2 }, parent_edit_uuid: parent.id },
      ],
    });
  });

  test("its pictures are gone from the store", async () => {
    const { id, token } = await completed(services);
    const { body } = await call("GET", `/edit/${id}`);
    const keys = [body["original_image_url"], body["edited_image_url"], body["preview_image_url"]].map(
      (url) => String(url).split("/").at(-1) ?? "",
    );
    for (const key of keys) expect(await services.services.blobs.head(key)).not.toBeNull();
    await call("DELETE", `/edit/${id}`, { headers: bearer(token) });
    for (const key of keys) expect(await services.services.blobs.head(key)).toBeNull();
  });
});
