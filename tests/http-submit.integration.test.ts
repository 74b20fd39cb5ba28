import { readFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { hashOwner } from "@/lib/edits/credentials";
import { readPicture } from "@/lib/edits/pictures";
import { editAcceptedSchema } from "@/lib/edits/view-schema";
import { setServices } from "@/lib/services";
import { type Answer, call, expectError } from "./http-client";
import { base64Picture, completed, submit } from "./http-edits";
import { createTestServices, type TestServices } from "./services";
import { testPicture } from "./test-picture";

import sharp from "sharp";

let services: TestServices;
let picture: Uint8Array<ArrayBuffer>;
let base64: string;

beforeAll(async () => {
  services = await createTestServices();
  setServices(services.services);
  picture = new Uint8Array(await testPicture());
  base64 = await base64Picture();
});
afterAll(async () => {
  setServices(null);
  await services.close();
});

const post = (json: unknown, headers?: Record<string, string>): Promise<Answer> =>
  call("POST", "/edit-image", { json, headers });

const form = (fields: Record<string, string | Blob>): FormData => {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.append(name, value);
  return data;
};

/** The address of a completed edit's picture, and its bytes. */
async function resultOf(id: string): Promise<{ shown: string; result: Uint8Array<ArrayBuffer> }> {
  const shown = String((await call("GET", `/edit/${id}`)).body["edited_image_url"]);
  const bytes = await readPicture(services.services.blobs, shown.slice(shown.lastIndexOf("/") + 1));
  return { shown, result: new Uint8Array(bytes) };
}

const edits = async (): Promise<number> =>
  (await services.database.db.selectFrom("edits").select("id").execute()).length;

async function expectAccepted(answer: Answer): Promise<Record<string, unknown>> {
  expect(answer.status).toBe(200);
  const body = editAcceptedSchema.parse(answer.body);
  expect(body.polling_url).toBe(`/edit/${body.edit_id}`);
  expect(answer.headers.get("location")).toBe(body.polling_url);
  const status = await call("GET", body.polling_url);
  expect(status.body).toMatchObject({ uuid: body.edit_id, status: "pending", chain_position: 1 });
  return status.body;
}

describe("POST /edit-image accepts", () => {
  test("a data URL as image_data", async () => {
    await expectAccepted(await post({ prompt: "make it sharper", image_data: `data:image/png;base64,${base64}` }));
  });

  test("bare base64 as image, the original's clients' name", async () => {
    await expectAccepted(await post({ prompt: "make it sharper", image: base64 }));
  });

  test.each<[string, (text: string) => string]>([
    ["line breaks", (text) => text.replaceAll(/.{76}/g, "$&\r\n")],
    ["the alphabet for addresses, without padding", (text) => Buffer.from(text, "base64").toString("base64url")],
    ["parameters of its data URL", (text) => `data:image/jpeg;name=a.jpg;base64,${text}`],
  ])("base64 with %s", async (_, write) => {
    await expectAccepted(await post({ prompt: "make it sharper", image_data: write(base64) }));
  });

  test("an animation, of which it says what is lost", async () => {
    const gif = readFileSync("tests/files/animated-3frames.gif").toString("base64");
    const note = { code: "FIRST_FRAME_ONLY", message: "This picture is animated. Only its first frame is edited." };
    const send = () => post({ prompt: "flip it", image_data: gif }, { "Idempotency-Key": "animation" });
    const answer = await send();
    expect(answer.body["notes"]).toEqual([note]);
    expect((await send()).body).toEqual(answer.body);
    expect(await expectAccepted(answer)).toMatchObject({ notes: [note] });
  });

  test("a HEIC photo, whatever its type is said to be", async () => {
    const body = form({
      prompt: "make it sharper",
      image: new Blob([readFileSync("tests/files/iphone-like.heic")], { type: "application/octet-stream" }),
    });
    expect(await expectAccepted(await call("POST", "/edit-image", { body }))).toMatchObject({
      width: 240,
      height: 160,
    });
  });

  test("a form with a file", async () => {
    const body = form({
      prompt: "  make it sharper ",
      image: new Blob([picture], { type: "text/plain" }),
      enhance: "off",
    });
    const status = await expectAccepted(await call("POST", "/edit-image", { body }));
    expect(status["prompt"]).toBe("make it sharper");
  });

  test("all options in both forms", async () => {
    const options = { prompt: "make it sharper", editor: "local", enhance: "auto" };
    await expectAccepted(await post({ ...options, best_effort: true, image_data: base64, parent_edit_uuid: null }));
    const body = form({ ...options, best_effort: "true", image: new Blob([picture]) });
    await expectAccepted(await call("POST", "/edit-image", { body }));
    const rows = await services.database.db
      .selectFrom("edits")
      .select(["bestEffort", "requestedEditor"])
      .where("bestEffort", "=", true)
      .execute();
    expect(rows).toEqual([
      { bestEffort: true, requestedEditor: "local" },
      { bestEffort: true, requestedEditor: "local" },
    ]);
  });

  test("2000 characters, and no field that only the server may set", async () => {
    const status = await expectAccepted(
      await post({
        prompt: "a".repeat(2000),
        image_data: base64,
        status: "completed",
        uuid: randomUUID(),
        chain_position: 4,
        model: "x",
      }),
    );
    expect(status).toMatchObject({ status: "pending", chain_position: 1, model: null });
  });

  test("a follow-up without a picture, and one with the picture on the screen, as the original's clients send it", async () => {
    const parent = await completed(services);
    const { shown, result } = await resultOf(parent.id);
    const png = await sharp(result).png().toBuffer();
    for (const picture of [{}, { image: `data:image/png;base64,${png.toString("base64")}` }]) {
      const { id } = await submit({ parent_edit_uuid: parent.id, ...picture });
      const { body } = await call("GET", `/edit/${id}`);
      expect(body).toMatchObject({
        chain_position: 2,
        parent_edit_uuid: parent.id,
        original_image_url: shown,
      });
    }
  });

  test("a follow-up with an older picture, which is what is edited", async () => {
    const parent = await completed(services);
    const { id } = await submit({ parent_edit_uuid: parent.id, image_data: base64 });
    const first = (await call("GET", `/edit/${parent.id}`)).body;
    const { body } = await call("GET", `/edit/${id}`);
    expect(body).toMatchObject({ chain_position: 2, parent_edit_uuid: parent.id });
    expect(body["original_image_url"]).not.toBe(first["edited_image_url"]);
  });

  test("a new chain with the stored result of an edit", async () => {
    const { id: source } = await completed(services);
    const { id } = await submit({ source_edit_uuid: source, image_data: undefined });
    expect((await call("GET", `/edit/${id}`)).body).toMatchObject({ chain_position: 1, parent_edit_uuid: null });
    const both = await post({ prompt: "x", source_edit_uuid: source, image_data: base64 });
    expectError(both, 422, "VALIDATION_FAILED", /send it without a picture/);
    for (const unknown of [randomUUID(), "1"]) {
      const answer = await post({ prompt: "x", source_edit_uuid: unknown });
      expectError(answer, 404, "PARENT_EDIT_NOT_FOUND", "Parent edit not found");
    }
  });

  test("again from the original of a picture, without a picture", async () => {
    const { id: first } = await completed(services);
    const { id } = await submit({ original_edit_uuid: first.toUpperCase(), image_data: undefined });
    const { body } = await call("GET", `/edit/${id}`);
    expect(body).toMatchObject({ chain_position: 1, parent_edit_uuid: null, version: 2 });
    for (const more of [{ image_data: base64 }, { parent_edit_uuid: first }, { source_edit_uuid: first }]) {
      const both = await post({ prompt: "x", original_edit_uuid: first, ...more });
      expectError(both, 422, "VALIDATION_FAILED", /send it without a picture/);
    }
    for (const unknown of [randomUUID(), "1"])
      expect((await post({ prompt: "x", original_edit_uuid: unknown })).status).toBe(404);
  });

  test("more than 20 MB with a parent: taken where it is the parent's result, refused where it is needed", async () => {
    const parent = await completed(services);
    const { result } = await resultOf(parent.id);
    const large = (bytes: Uint8Array<ArrayBuffer>) => new Blob([bytes, new Uint8Array(21 * 1024 * 1024)]);
    const send = (image: Blob) =>
      call("POST", "/edit-image", { body: form({ prompt: "x", parent_edit_uuid: parent.id, image }) });
    expect((await send(large(result))).status).toBe(200);
    expectError(await send(large(picture)), 413, "IMAGE_TOO_LARGE", /21\.0 MB.*20 MB/);
  });
});

describe("POST /edit-image gives a browser its owner", () => {
  test("a cookie at the first submission, none afterwards, and only its hash is kept", async () => {
    const first = await post({ prompt: "make it sharper", image_data: base64 });
    const cookie = first.headers.get("set-cookie") ?? "";
    expect(cookie).toMatch(/^mizual_owner=[\w-]{43}; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
    const pair = cookie.split(";")[0] ?? "";
    const second = await post({ prompt: "make it sharper", image_data: base64 }, { cookie: pair });
    expect(second.headers.get("set-cookie")).toBeNull();
    const owners = await services.database.db
      .selectFrom("edits")
      .select("ownerHash")
      .where("id", "in", [String(first.body["edit_id"]), String(second.body["edit_id"])])
      .execute();
    const ownerHash = hashOwner(pair.slice("mizual_owner=".length));
    expect(owners).toEqual([{ ownerHash }, { ownerHash }]);
  });

  test("Secure on https", async () => {
    const answer = await post({ prompt: "make it sharper", image_data: base64 }, { "x-forwarded-proto": "https" });
    expect(answer.headers.get("set-cookie")).toMatch(/; Secure$/);
  });

  const repeat = async (key: string) => {
    const send = () => post({ prompt: "make it sharper", image_data: base64 }, { "Idempotency-Key": key });
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual(first.body);
    return [first.headers.get("set-cookie"), second.headers.get("set-cookie")];
  };

  test("the same cookie again when the same submission is sent again with an unguessable key", async () => {
    const [first, second] = await repeat("0f0e9a52-6f0c-4a39-9c2f-2b7f8f0f7d11");
    expect(second).toBe(first);
  });

  test("a short key, which someone else could use too, never leads to the same owner", async () => {
    const [first, second] = await repeat("lost-answer-1");
    expect(second).not.toBe(first);
  });
});

describe("POST /edit-image with Idempotency-Key", () => {
  const key = { "Idempotency-Key": "key-1" };

  test("the same request gives the same edit and token, in whichever form it comes", async () => {
    const first = await post({ prompt: "make it sharper", image_data: base64 }, key);
    const before = await edits();
    const body = form({ prompt: " make it sharper", image: new Blob([picture]) });
    expect((await call("POST", "/edit-image", { body, headers: key })).body).toEqual(first.body);
    expect(await edits()).toBe(before);
  });

  test("another request is refused", async () => {
    const answer = await post({ prompt: "make it darker", image_data: base64 }, key);
    expectError(
      answer,
      422,
      "IDEMPOTENCY_KEY_REUSED",
      "This Idempotency-Key was already used for a different request.",
    );
  });

  test("another client's key is another key", async () => {
    const mine = await post({ prompt: "make it darker", image_data: base64 }, { "Idempotency-Key": "key-2" });
    const theirs = await call("POST", "/edit-image", {
      json: { prompt: "make it sharper", image_data: base64 },
      headers: { "Idempotency-Key": "key-2" },
      peer: "192.0.2.99",
    });
    expect(theirs.status).toBe(200);
    expect(theirs.body["edit_id"]).not.toBe(mine.body["edit_id"]);
  });

  test.each(["a".repeat(256), "with space", ""])("%j is no key", async (bad) => {
    const answer = await post({ prompt: "make it sharper", image_data: base64 }, { "Idempotency-Key": bad });
    const message = "Use 1 to 255 visible ASCII characters without spaces.";
    expectError(answer, 422, "VALIDATION_FAILED", message);
    expect(answer.body["fields"]).toEqual([{ path: "Idempotency-Key", message }]);
  });
});

describe("POST /edit-image refuses", () => {
  test.each<[string, unknown, Array<{ path: string; message: string }>]>([
    [
      "no prompt",
      { image_data: "AAAA" },
      [{ path: "prompt", message: "Invalid input: expected string, received undefined" }],
    ],
    [
      "an empty prompt",
      { prompt: "  \n ", image_data: "AAAA" },
      [{ path: "prompt", message: "Say in a few words what to change." }],
    ],
    [
      "2001 characters",
      { prompt: "a".repeat(2001), image_data: "AAAA" },
      [{ path: "prompt", message: "Use up to 2000 characters." }],
    ],
    [
      "NUL",
      { prompt: "a\u0000b", image_data: "AAAA" },
      [{ path: "prompt", message: "Control characters are not allowed." }],
    ],
    [
      "a lone surrogate",
      { prompt: "a\ud800b", image_data: "AAAA" },
      [{ path: "prompt", message: "The text is not valid Unicode." }],
    ],
    [
      "a list for a text",
      { prompt: ["x"], image_data: "AAAA" },
      [{ path: "prompt", message: "Invalid input: expected string, received array" }],
    ],
    [
      "no picture",
      { prompt: "x" },
      [{ path: "image_data", message: "Send a picture, or name the edit to continue from." }],
    ],
    [
      "an empty picture",
      { prompt: "x", image_data: "" },
      [{ path: "image_data", message: "Send the picture as base64 or as a data URL." }],
    ],
    [
      "picture and upload",
      { prompt: "x", image_data: "AAAA", upload_id: "a" },
      [{ path: "upload_id", message: "Send either a picture or an upload_id." }],
    ],
    [
      "an unknown option",
      { prompt: "x", image_data: "AAAA", enhance: "on" },
      [{ path: "enhance", message: 'Invalid option: expected one of "auto"|"off"' }],
    ],
    [
      "a text for a truth value",
      { prompt: "x", image_data: "AAAA", best_effort: "yes" },
      [{ path: "best_effort", message: "Invalid input: expected boolean, received string" }],
    ],
    ["a list", [], [{ path: "", message: "Invalid input: expected object, received array" }]],
    ["null", null, [{ path: "", message: "Invalid input: expected object, received null" }]],
  ])("%s", async (_what, json, fields) => {
    const answer = await post(json);
    const [{ path, message } = { path: "", message: "" }] = fields;
    // A sentence of the parser's own names its field.
    const detail = path !== "" && message.startsWith("Invalid ") ? `${path}: ${message}` : message;
    expectError(answer, 422, "VALIDATION_FAILED", detail);
    expect(answer.body["fields"]).toEqual(fields);
  });

  test("an editor that is not configured", async () => {
    const answer = await post({ prompt: "x", image_data: base64, editor: "flux" });
    expectError(answer, 422, "VALIDATION_FAILED", "This editor is not available here; see GET /editors.");
    expect(answer.body["fields"]).toMatchObject([{ path: "editor" }]);
  });

  test.each([
    ['{"prompt":"a","prompt":"b"}', "A field is given twice."],
    [String.raw`{"prompt":"a","\u0070rompt":"b"}`, "A field is given twice."],
    ['{"prompt":"a","__proto__":{"status":"completed"}}', "This field name is not allowed."],
    ['{"constructor":{}}', "This field name is not allowed."],
    [`{"prompt":${"[".repeat(50)}${"]".repeat(50)}}`, "The request body is nested too deep or has too many parts."],
  ])("JSON that is not for us: %s", async (body, message) => {
    const answer = await call("POST", "/edit-image", { body, headers: { "Content-Type": "application/json" } });
    expectError(answer, 422, "VALIDATION_FAILED", message);
    expect(answer.body["fields"]).toEqual([{ path: "", message }]);
  });

  test.each(["", "{", "{'prompt': 1}", '{"prompt": "a" "b"}', "secret-text"])("what is no JSON: %j", async (body) => {
    const answer = await call("POST", "/edit-image", { body, headers: { "Content-Type": "application/json" } });
    expectError(answer, 400, "INVALID_JSON", "The request body is not valid JSON.");
    expect(answer.text).not.toContain("secret-text");
  });

  test("bytes that are no UTF-8", async () => {
    const answer = await call("POST", "/edit-image", {
      body: new Uint8Array([0x22, 0xff, 0x22]),
      headers: { "Content-Type": "application/json" },
    });
    expectError(answer, 400, "INVALID_JSON", "The request body is not valid UTF-8.");
  });

  test.each(["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin1", ""])(
    "the content type %j",
    async (type) => {
      const answer = await call("POST", "/edit-image", { body: "{}", headers: { "Content-Type": type } });
      expectError(answer, 415, "CONTENT_TYPE_NOT_SUPPORTED", "Send application/json or multipart/form-data.");
    },
  );

  test("a compressed body", async () => {
    const headers = { "Content-Type": "application/json", "Content-Encoding": "gzip" };
    const answer = await call("POST", "/edit-image", { body: "{}", headers });
    expectError(answer, 415, "CONTENT_TYPE_NOT_SUPPORTED", "Send the request body without compression.");
  });

  test.each([
    "A",
    "AA=A",
    "AAA=AAAA",
    "AAA==",
    "AAAA!",
    "data:image/png,AAAA",
    "data:image/png;base64",
    "data:image/png;base64,",
  ])("what is no base64: %j", async (text) => {
    const answer = await post({ prompt: "x", image_data: text });
    expectError(
      answer,
      400,
      "INVALID_IMAGE",
      "The picture is not valid base64. Send a data URL (data:image/png;base64,…) or plain base64.",
    );
  });

  test("a picture that is cut short", async () => {
    const answer = await post({
      prompt: "x",
      image_data: Buffer.from(picture.subarray(0, picture.length / 2)).toString("base64"),
    });
    expectError(answer, 400, "INVALID_IMAGE", /./);
  });

  test("what is no picture we take, by its content", async () => {
    const svg = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'/>").toString("base64");
    const answer = await post({ prompt: "x", image_data: `data:image/png;base64,${svg}` });
    expectError(answer, 415, "IMAGE_TYPE_NOT_SUPPORTED", /SVG/);
  });

  test("more than 20 MB, naming the limit and what was sent", async () => {
    const bytes = new Uint8Array(21 * 1024 * 1024);
    for (const answer of [
      await call("POST", "/edit-image", { body: form({ prompt: "x", image: new Blob([bytes]) }) }),
      await post({ prompt: "x", image_data: Buffer.from(bytes).toString("base64") }),
    ]) {
      expectError(answer, 413, "IMAGE_TOO_LARGE", /21\.0 MB.*20 MB/);
    }
  });

  test("a body that is longer than any, unread, when it says so", async () => {
    const headers = { "Content-Type": "application/json", "Content-Length": String(300 * 1024 * 1024) };
    expectError(await call("POST", "/edit-image", { body: "{}", headers }), 413, "IMAGE_TOO_LARGE", /225\.0 MB.*20 MB/);
  });

  test("a body that ends before its announced length", async () => {
    const headers = { "Content-Type": "application/json", "Content-Length": "5000" };
    const answer = await call("POST", "/edit-image", { body: '{"prompt":"x"}', headers });
    expectError(answer, 400, "INVALID_JSON", "The request body ended before its announced length. Send it again.");
  });

  test("a form that cannot be read, or gives a field twice", async () => {
    const headers = { "Content-Type": "multipart/form-data; boundary=x" };
    const broken = await call("POST", "/edit-image", { body: "--y\r\n", headers });
    expect(broken.body).toMatchObject({
      error_code: "VALIDATION_FAILED",
      fields: [{ path: "", message: "The form cannot be read." }],
    });
    const twice = form({ prompt: "x" });
    twice.append("prompt", "y");
    const answer = await call("POST", "/edit-image", { body: twice });
    expect(answer.body).toMatchObject({
      error_code: "VALIDATION_FAILED",
      fields: [{ path: "", message: "A field is given twice." }],
    });
  });

  test.each([randomUUID(), "1", "' or 1=1--", "\u0000"])("a parent that does not exist: %j", async (parent) => {
    const answer = await post({ prompt: "x", parent_edit_uuid: parent });
    expectError(answer, 404, "PARENT_EDIT_NOT_FOUND", "Parent edit not found");
  });

  test("a parent that is not completed", async () => {
    const { id } = await submit();
    const answer = await post({ prompt: "x", parent_edit_uuid: id });
    expectError(answer, 409, "PARENT_NOT_COMPLETED", "The edit to continue from is not completed yet.");
    await services.runEdits();
  });

  test("a sixth edit in a chain", async () => {
    let { id } = await completed(services);
    for (let position = 2; position <= 5; position += 1) ({ id } = await completed(services, { parent_edit_uuid: id }));
    expect((await call("GET", `/edit/${id}`)).body).toMatchObject({ chain_position: 5, status: "completed" });
    const answer = await post({ prompt: "x", parent_edit_uuid: id });
    expectError(
      answer,
      409,
      "CHAIN_LIMIT_REACHED",
      "A chain holds up to 5 edits. Continue from an earlier version, or start anew with this result.",
    );
  });

  test("an upload that does not exist", async () => {
    const answer = await post({ prompt: "x", upload_id: randomUUID() });
    expectError(
      answer,
      404,
      "UPLOAD_NOT_FOUND",
      "This upload is unknown, already used or expired. Please upload the picture again.",
    );
  });

  test("everything when the store is down, and keeps nothing", async () => {
    const before = await edits();
    const down = async () => {
      throw Object.assign(new Error("connect ECONNREFUSED 10.0.0.5:9000"), { code: "ECONNREFUSED" });
    };
    setServices({ ...services.services, blobs: { ...services.services.blobs, put: down } });
    const answer = await post({ prompt: "x", image_data: base64 });
    setServices(services.services);
    expect(answer.status).toBe(503);
    expect(Number(answer.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(answer.text).not.toContain("10.0.0.5");
    expect(await edits()).toBe(before);
  });
});
