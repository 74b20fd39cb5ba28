import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { uploadKey } from "@/lib/blob/blob-store";
import { cleanUp } from "@/lib/edits/clean-up";
import { setServices } from "@/lib/services";
import { type UploadTicket, uploadTicketSchema } from "@/lib/uploads/schema";
import { BLOB_FAKE, type BlobFake, startBlobFake } from "./fakes/blob";
import { S3_FAKE, type S3Fake, startS3Fake } from "./fakes/s3";
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
const use = (id: string) => call("POST", "/edit-image", { json: { prompt: "make it sharper", upload_id: id } });

describe("POST /uploads", () => {
  test("says where to send the bytes, for an hour", async () => {
    const before = Date.now();
    const ticket = await announce();
    expect(ticket).toStrictEqual({
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
    expectError(await call("POST", "/uploads", { json }), 422, "VALIDATION_FAILED", /./);
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
    const json = { prompt: "make it sharper", upload_id: id };
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
    expectError(short, 422, "VALIDATION_FAILED", /^Announced were \d+ bytes, sent were \d+\.$/);
    expect(short.body["fields"]).toMatchObject([{ path: "size" }]);
    const { upload_id: other } = await announce(10);
    expectError(await send(other), 413, "IMAGE_TOO_LARGE", /more than the 10 bytes that were announced/);
  });

  test("is looked at when it is used: a lie about its type is found", async () => {
    const text = new TextEncoder().encode("<html>not a picture</html>");
    const { upload_id: id } = await announce(text.byteLength, "image/png");
    await send(id, text);
    expectError(await use(id), 415, "IMAGE_TYPE_NOT_SUPPORTED", /./);
  });

  test("is opened by its id alone, not by the place where its bytes lie", async () => {
    const { upload_id: id } = await announce();
    await send(id);
    const key = uploadKey(id);
    for (const place of [key, key.split(".")[0] ?? "", `/uploads/${id}`, `${id}/../${id}`])
      expectError(await use(place), 404, "UPLOAD_NOT_FOUND", NOT_FOUND);
    expect((await call("GET", `/uploads/${id}`)).status).toBe(405);
    expect((await use(id.toUpperCase())).status).toBe(200);
  });

  test("is taken neither compressed nor cut short", async () => {
    const { upload_id: id } = await announce();
    const put = (headers: Record<string, string>) => call("PUT", `/uploads/${id}`, { body: picture, headers });
    expectError(await put({ "Content-Encoding": "gzip" }), 415, "CONTENT_TYPE_NOT_SUPPORTED", /without compression/);
    expectError(await put({ "Content-Length": "30000000" }), 413, "IMAGE_TOO_LARGE", /./);
    const { upload_id: longer } = await announce(picture.byteLength + 1);
    const headers = { "Content-Length": String(picture.byteLength + 1) };
    const cut = await call("PUT", `/uploads/${longer}`, { body: picture, headers });
    expectError(cut, 400, "INVALID_IMAGE", /ended before its announced length/);
    for (const each of [id, longer]) expectError(await use(each), 404, "UPLOAD_NOT_FOUND", NOT_FOUND);
  });

  test.each([randomUUID(), "1", "..%2f..%2fetc"])("that was never announced: %s", async (id) => {
    expectError(await send(id), 404, "UPLOAD_NOT_FOUND", NOT_FOUND);
    expectError(await use(id), 404, "UPLOAD_NOT_FOUND", NOT_FOUND);
  });
});

const startBlob = async () => {
  const fake = await startBlobFake();
  return { fake, variables: { BLOB_READ_WRITE_TOKEN: BLOB_FAKE.token, VERCEL_BLOB_API_URL: fake.apiUrl } };
};
const startS3 = async () => {
  const fake = await startS3Fake();
  const { bucket, accessKey, secretKey, region } = S3_FAKE;
  const keys = { S3_BUCKET_NAME: bucket, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey, S3_REGION: region };
  return { fake, variables: { S3_ENDPOINT: fake.url, ...keys } };
};

describe.each(["vercel", "s3"] as const)("an upload straight to the store (%s)", (kind) => {
  let fake: BlobFake | S3Fake;
  let direct: TestServices;

  beforeAll(async () => {
    const started = kind === "vercel" ? await startBlob() : await startS3();
    fake = started.fake;
    direct = await createTestServices({}, started.variables);
    setServices(direct.services);
  });
  afterAll(async () => {
    setServices(services.services);
    await direct.close();
    await fake.close();
  });

  /** As a client does it, which knows the ticket alone. */
  const sendDirect = async (ticket: UploadTicket, body: Uint8Array<ArrayBuffer>): Promise<Response> => {
    if ("url" in ticket) return fetch(ticket.url, { method: ticket.method, headers: ticket.headers, body });
    const headers = {
      authorization: `Bearer ${ticket.client_token}`,
      "x-api-version": "12",
      "x-vercel-blob-access": ticket.access,
      "x-content-type": ticket.headers["Content-Type"] ?? "",
    };
    return fetch(`${fake.url}/api/blob/?pathname=${ticket.pathname}`, { method: ticket.method, headers, body });
  };

  const expire = (id: string) =>
    direct.database.db
      .updateTable("uploads")
      .set({ expiresAt: sql<Date>`now() - interval '61 minutes'` })
      .where("id", "=", id)
      .execute();

  test("names the store, and nothing of our keys", async () => {
    const ticket = await announce();
    const shown = JSON.stringify(ticket);
    expect(shown).not.toContain(BLOB_FAKE.token);
    expect(shown).not.toContain(S3_FAKE.secretKey);
    expect(ticket.headers).toEqual({ "Content-Type": "application/octet-stream" });
    expect("url" in ticket ? new URL(ticket.url).origin : "by the SDK").toBe(kind === "s3" ? fake.url : "by the SDK");
  });

  test("makes an edit, once, and leaves nothing of what was sent", async () => {
    const ticket = await announce();
    expect((await sendDirect(ticket, picture)).ok).toBe(true);
    expect(fake.objects.has(uploadKey(ticket.upload_id))).toBe(true);
    const edit = await use(ticket.upload_id);
    expect(edit.status).toBe(200);
    expect((await call("GET", String(edit.body["polling_url"]))).body).toMatchObject({ width: 64, height: 48 });
    expect(fake.objects.has(uploadKey(ticket.upload_id))).toBe(false);
    expectError(await use(ticket.upload_id), 404, "UPLOAD_NOT_FOUND", NOT_FOUND);
  });

  test("is looked for when it is used: nobody tells us that it is there", async () => {
    const { upload_id: id } = await announce();
    expectError(await use(id), 404, "UPLOAD_NOT_FOUND", NOT_FOUND);
  });

  test("that is shorter than announced is not used", async () => {
    const ticket = await announce(picture.byteLength);
    // As the store would keep it if it did not hold a client to the size.
    await direct.services.blobs.put(uploadKey(ticket.upload_id), picture.slice(1), "application/octet-stream");
    expectError(await use(ticket.upload_id), 400, "INVALID_IMAGE", /not complete/);
  });

  test("that is no picture is found out when it is used", async () => {
    const text = new TextEncoder().encode("<html>not a picture</html>");
    const ticket = await announce(text.byteLength, "image/png");
    expect((await sendDirect(ticket, text)).ok).toBe(true);
    expectError(await use(ticket.upload_id), 415, "IMAGE_TYPE_NOT_SUPPORTED", /./);
  });

  test("may come through us all the same", async () => {
    const { upload_id: id } = await announce();
    expect((await send(id)).status).toBe(204);
    expect((await use(id)).status).toBe(200);
  });

  test("that was never used is deleted once it has expired, though it did not come through us", async () => {
    const ticket = await announce();
    await sendDirect(ticket, picture);
    await expire(ticket.upload_id);
    expect((await cleanUp(direct.services)).uploads).toBe(1);
    expect(fake.objects.has(uploadKey(ticket.upload_id))).toBe(false);
  });

  test("that is sent again after it was used makes nothing, and is deleted once it has expired", async () => {
    const ticket = await announce();
    await sendDirect(ticket, picture);
    expect((await use(ticket.upload_id)).status).toBe(200);
    // The store knows nothing of our uploads: its ticket is good for the whole hour.
    expect((await sendDirect(ticket, picture)).ok).toBe(true);
    expectError(await use(ticket.upload_id), 404, "UPLOAD_NOT_FOUND", NOT_FOUND);
    await expire(ticket.upload_id);
    expect((await cleanUp(direct.services)).uploads).toBe(1);
    expect(fake.objects.has(uploadKey(ticket.upload_id))).toBe(false);
  });

  test("with a store that is down: 503, nothing used, and it works later", async () => {
    const ticket = await announce();
    await sendDirect(ticket, picture);
    fake.fail({ kind: "answer", times: 3, answer: { status: 503 } });
    expectError(await use(ticket.upload_id), 503, "UNAVAILABLE", /./);
    expect((await use(ticket.upload_id)).status).toBe(200);
  });
});
