import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { setServices } from "@/lib/services";
import { uploadTicketSchema } from "@/lib/uploads/schema";
import { call, expectError } from "./http-client";
import { createTestServices, type TestServices } from "./services";
import { testPicture } from "./test-picture";

const NOT_FOUND = "This upload is unknown, already used or expired. Please upload the picture again.";

let services: TestServices;
let picture: Uint8Array<ArrayBuffer>;

beforeAll(async () => {
  services = await createTestServices();
  setServices(services.services);
  picture = new Uint8Array(await testPicture());
});
afterAll(async () => {
  setServices(null);
  await services.close();
});

const announce = async (size = picture.byteLength, type = "image/jpeg") => {
  const answer = await call("POST", "/uploads", { json: { size, type } });
  expect(answer.status).toBe(200);
  return uploadTicketSchema.parse(answer.body);
};
const send = (id: string, body: Uint8Array<ArrayBuffer> = picture) => call("PUT", `/uploads/${id}`, { body });
const use = (id: string) => call("POST", "/edit-image", { json: { prompt: "make it brighter", upload_id: id } });

describe("POST /uploads", () => {
  test("says where to send the bytes, for an hour", async () => {
    const before = Date.now();
    const ticket = await announce();
    expect(ticket).toEqual({
      upload_id: ticket.upload_id,
      expires_at: ticket.expires_at,
      method: "PUT",
      url: `http://mizual.test/api/uploads/${ticket.upload_id}`,
      headers: { "Content-Type": "image/jpeg" },
    });
    expect(Date.parse(ticket.expires_at) - before).toBeCloseTo(3600_000, -4);
  });

  test("more than 20 MB", async () => {
    const answer = await call("POST", "/uploads", { json: { size: 20 * 1024 * 1024 + 1, type: "image/png" } });
    expectError(answer, 413, "IMAGE_TOO_LARGE", /20\.0 MB.*20 MB/);
  });

  test.each(["text/html", "application/pdf", "image/", "image/png\r\nx: y", ""])("the type %j", async (type) => {
    const answer = await call("POST", "/uploads", { json: { size: 10, type } });
    expectError(answer, 415, "IMAGE_TYPE_NOT_SUPPORTED", /JPEG, PNG, WebP/);
  });

  test.each([
    {},
    { size: 0, type: "image/png" },
    { size: 1.5, type: "image/png" },
    { size: "10", type: "image/png" },
    { size: 10 },
  ])("refuses %j", async (json) => {
    expectError(await call("POST", "/uploads", { json }), 422, "VALIDATION_FAILED", "The request is not valid.");
  });
});

describe("an upload", () => {
  test("is sent, used once, and then unknown", async () => {
    const { upload_id: id } = await announce();
    const sent = await send(id);
    expect([sent.status, sent.text]).toEqual([204, ""]);
    const edit = await use(id);
    expect(edit.status).toBe(200);
    expect((await call("GET", String(edit.body["polling_url"]))).body).toMatchObject({ width: 64, height: 48 });
    expectError(await use(id), 404, "UPLOAD_NOT_FOUND", NOT_FOUND);
    expectError(await send(id), 404, "UPLOAD_NOT_FOUND", NOT_FOUND);
  });

  test("used by many at once makes one edit", async () => {
    const { upload_id: id } = await announce();
    await send(id);
    const answers = await Promise.all(Array.from({ length: 5 }, () => use(id)));
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
    for (const answer of answers.filter(({ status }) => status !== 200))
      expectError(answer, 404, "UPLOAD_NOT_FOUND", NOT_FOUND);
  });

  test("the same submission again, with its key, gives the edit of the used upload", async () => {
    const { upload_id: id } = await announce();
    await send(id);
    const headers = { "Idempotency-Key": "upload-1" };
    const json = { prompt: "make it brighter", upload_id: id };
    const first = await call("POST", "/edit-image", { json, headers });
    expect((await call("POST", "/edit-image", { json, headers })).body).toEqual(first.body);
  });

  test("may be sent again until it is used", async () => {
    const { upload_id: id } = await announce();
    expect([(await send(id)).status, (await send(id)).status]).toEqual([204, 204]);
    expect((await use(id)).status).toBe(200);
  });

  test("is not there before it was sent, nor after an hour", async () => {
    const { upload_id: id } = await announce();
    expectError(await use(id), 404, "UPLOAD_NOT_FOUND", NOT_FOUND);
    await send(id);
    await services.database.db
      .updateTable("uploads")
      .set({ expiresAt: sql<Date>`now() - interval '1 second'` })
      .where("id", "=", id)
      .execute();
    expectError(await use(id), 404, "UPLOAD_NOT_FOUND", NOT_FOUND);
    expectError(await send(id), 404, "UPLOAD_NOT_FOUND", NOT_FOUND);
  });

  test("has exactly the announced size", async () => {
    const { upload_id: id } = await announce(picture.byteLength + 1);
    const short = await send(id);
    expectError(short, 422, "VALIDATION_FAILED", "The request is not valid.");
    expect(short.body["fields"]).toMatchObject([{ path: "size" }]);
    const { upload_id: other } = await announce(10);
    expectError(await send(other), 413, "IMAGE_TOO_LARGE", /./);
  });

  test("is looked at when it is used: a lie about its type is found", async () => {
    const text = new TextEncoder().encode("<html>not a picture</html>");
    const { upload_id: id } = await announce(text.byteLength, "image/png");
    await send(id, text);
    expectError(await use(id), 415, "IMAGE_TYPE_NOT_SUPPORTED", /./);
  });

  test.each([randomUUID(), "1", "..%2f..%2fetc"])("that was never announced: %s", async (id) => {
    expectError(await send(id), 404, "UPLOAD_NOT_FOUND", NOT_FOUND);
    expectError(await use(id), 404, "UPLOAD_NOT_FOUND", NOT_FOUND);
  });
});
