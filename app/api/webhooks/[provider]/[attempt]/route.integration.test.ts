import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openAttempt } from "@/db/queries/attempts";
import { requestEdit } from "@/lib/edits/request";
import { webhookOf, webhookSecret } from "@/lib/edits/webhook";
import { parseEnv } from "@/lib/config/env";
import { pictureTools } from "@/lib/images/picture-tools";
import { createImageEditors } from "@/lib/providers/registry";
import { findEditor } from "@/lib/edits/editors";
import { setServices } from "@/lib/services";
import { clientOf, editRequest } from "@/tests/factories/edits";
import { createTestServices, type TestServices } from "@/tests/services";
import { testPicture } from "@/tests/test-picture";
import * as route from "./route";

let test: TestServices;
let editId: string;
let attempt: string;

beforeAll(async () => {
  test = await createTestServices();
  setServices(test.services);
});
beforeEach(async () => {
  await test.database.reset();
  const request = editRequest(await testPicture());
  ({ editId } = await requestEdit(test.services, request, clientOf("one")));
  attempt = randomUUID();
  await openAttempt(test.services.db, { id: attempt, editId, runId: "a-run", editor: "flux" });
  test.sent.length = 0;
});
afterAll(async () => {
  setServices(null);
  await test.close();
});

const BODY = JSON.stringify({ id: "task-1", status: "Ready", result: { sample: "https://evil.example/x" } });

let provider = "flux";
const call = async (id: string, headers: Record<string, string>, body: BodyInit = BODY, method = "POST") => {
  const init = { method, headers, ...(method === "GET" ? {} : { body, duplex: "half" }) };
  const request = new Request(`http://mizual.test/api/webhooks/${provider}/${id}`, init);
  const handle = method === "GET" ? route.GET : route.POST;
  const response = await handle(request, {
    params: Promise.resolve({ provider, attempt: id }),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
};
const secretOf = (id: string): string => webhookSecret(test.services.appSecret, id);
const verbatim = (id = attempt) => ({ "x-webhook-secret": secretOf(id) });
const signed = (body = BODY, id = attempt) => ({
  "x-bfl-signature": `sha256=${createHmac("sha256", secretOf(id)).update(body).digest("hex")}`,
});

const rows = async () => ({
  edit: await test.services.db.selectFrom("edits").selectAll().where("id", "=", editId).executeTakeFirstOrThrow(),
  attempt: await test.services.db
    .selectFrom("editAttempts")
    .selectAll()
    .where("id", "=", attempt)
    .executeTakeFirstOrThrow(),
});

describe("POST /api/webhooks/{provider}/{attempt}", () => {
  it.each<[string, () => Record<string, string>]>([
    ["the secret itself", () => verbatim()],
    ["a signature of the body", () => signed()],
  ])("takes a call with %s as a hint, and nothing else of it", async (_what, headers) => {
    const before = await rows();
    expect(await call(attempt, headers())).toMatchObject({ status: 204, text: "" });
    const after = await rows();
    expect(after.edit).toEqual(before.edit);
    expect(after.attempt).toEqual({ ...before.attempt, hintedAt: after.attempt.hintedAt });
    expect(after.attempt.hintedAt).toBeInstanceOf(Date);
    expect(test.sent).toEqual([{ id: `${attempt}:hinted`, name: "edit/hinted", data: { editId } }]);
  });

  it.each<[string, (other: string) => [id: string, headers: Record<string, string>, body?: string]]>([
    ["no secret", () => [attempt, {}]],
    ["a guessed secret", () => [attempt, { "x-webhook-secret": "0".repeat(64) }]],
    ["the secret of another attempt", (other) => [attempt, verbatim(other)]],
    ["a signature of another body", () => [attempt, signed(), `${BODY} `]],
    ["a signature with another secret", (other) => [attempt, signed(BODY, other)]],
    ["an attempt that does not exist", (other) => [other, verbatim(other)]],
    ["an attempt and a secret that do not exist", (other) => [other, { "x-webhook-secret": "x" }]],
    ["no id at all", () => ["x'; drop table edits", verbatim("x'; drop table edits")]],
  ])("answers all alike that may come from anyone: %s", async (_what, forged) => {
    const before = await rows();
    const answer = await call(...forged(randomUUID()));
    expect(answer.status).toBe(404);
    expect({ ...(JSON.parse(answer.text) as object), timestamp: null }).toEqual({
      detail: "Not found",
      error_code: "NOT_FOUND",
      timestamp: null,
    });
    expect(await rows()).toEqual(before);
    expect(test.sent).toEqual([]);
  });

  it.each(["gemini", "nobody", "__proto__"])("answers alike for a provider that never calls: %s", async (name) => {
    provider = name;
    try {
      expect(await call(attempt, verbatim())).toMatchObject({ status: 404 });
    } finally {
      provider = "flux";
    }
    expect(test.sent).toEqual([]);
  });

  it("takes a repeated call for the first one", async () => {
    await call(attempt, verbatim());
    const first = await rows();
    const replays = await Promise.all(Array.from({ length: 10 }, () => call(attempt, signed())));
    expect(replays.every(({ status }) => status === 204)).toBe(true);
    expect(await rows()).toEqual(first);
    // All of one id, so that the runner takes one of them.
    expect(new Set(test.sent.map(({ id }) => id))).toEqual(new Set([`${attempt}:hinted`]));
  });

  it("does nothing when it comes late", async () => {
    await test.services.db
      .updateTable("editAttempts")
      .set({ outcome: "succeeded", charge: "made" })
      .where("id", "=", attempt)
      .execute();
    const before = await rows();
    expect(await call(attempt, verbatim())).toMatchObject({ status: 204 });
    expect(await rows()).toEqual(before);
    expect(test.sent).toEqual([]);
  });

  it("asks for another call when the runner does not take the hint", async () => {
    const failing = { send: () => Promise.reject(new Error("no runner")) };
    setServices({ ...test.services, events: failing });
    try {
      const answer = await call(attempt, verbatim());
      expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "5"]);
    } finally {
      setServices(test.services);
    }
    expect(await call(attempt, verbatim())).toMatchObject({ status: 204 });
    expect(test.sent).toHaveLength(1);
  });

  it("reads no more than 64 KiB, announced or not", async () => {
    const long = "x".repeat(65_537);
    expect(await call(attempt, { ...verbatim(), "content-length": "65537" }, long)).toMatchObject({ status: 422 });
    let pulled = 0;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(16_384));
      },
    });
    expect(await call(attempt, verbatim(), endless)).toMatchObject({ status: 422 });
    expect(pulled).toBeLessThan(10);
    expect(await call(attempt, verbatim(), long.slice(1))).toMatchObject({ status: 204 });
  });

  it("answers nothing but POST, and pages of others not at all", async () => {
    const got = await call(attempt, verbatim(), "", "GET");
    expect([got.status, got.headers.get("allow")]).toEqual([405, "POST, OPTIONS"]);
    expect(await call(attempt, { ...verbatim(), origin: "https://evil.example" })).toMatchObject({ status: 403 });
    expect(test.sent).toEqual([]);
  });

  it("puts neither the secret nor the address of an attempt into the log", async () => {
    await call(attempt, { "x-webhook-secret": "guessed-secret" });
    const logged = JSON.stringify(test.logged);
    for (const secret of [secretOf(attempt), "guessed-secret", attempt, editId])
      expect(logged.includes(secret)).toBe(false);
  });
});

describe("where the provider may call", () => {
  const of = async (variables: Record<string, string>, editor = "flux") => {
    const env = parseEnv({ BFL_API_KEY: "a-key-of-bfl", GEMINI_API_KEY: "a-key-of-gemini", ...variables });
    const editors = await createImageEditors(env, { pictures: pictureTools, log: null });
    return webhookOf({ env, appSecret: "secret" }, findEditor(editors, editor), "attempt-1");
  };
  const on = { BFL_WEBHOOKS: "on", PUBLIC_URL: "https://mizual.example" };

  it("is the attempt's own address, with a secret of its own", async () => {
    const webhook = await of(on);
    expect(webhook?.url).toBe("https://mizual.example/api/webhooks/flux/attempt-1");
    expect(webhook?.secret).toMatch(/^[0-9a-f]{64}$/);
    expect(webhookSecret("secret", "attempt-2")).not.toBe(webhook?.secret);
  });

  it("is nowhere unless it is asked for, for another editor, and without TLS", async () => {
    expect(await of({ PUBLIC_URL: "https://mizual.example" })).toBeNull();
    expect(await of(on, "gemini")).toBeNull();
    expect(await of({ ...on, PUBLIC_URL: "http://mizual.example" })).toBeNull();
    const standIn = { ...on, PUBLIC_URL: "http://127.0.0.1:3000", BFL_BASE_URL: "http://127.0.0.1:4010" };
    expect(await of(standIn)).not.toBeNull();
  });
});
