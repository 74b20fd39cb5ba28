import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { describeError } from "@/lib/log";
import { BLOB_FAKE, type BlobFake, startBlobFake } from "@/tests/fakes/blob";
import { type Fault, startFakeServer } from "@/tests/fakes/fake-server";
import { blobKey, uploadKey } from "./blob-key";
import { blobStoreContract } from "./blob-store.contract";
import { createVercelStore } from "./vercel";

type Access = "private" | "public";

const storeOf = ({ apiUrl }: BlobFake, access: Access = "private") =>
  createVercelStore({ token: BLOB_FAKE.token, access, apiUrl });

for (const access of ["private", "public"] as const) {
  blobStoreContract(`vercel (${access})`, async () => {
    const fake = await startBlobFake({ access });
    return {
      store: storeOf(fake, access),
      publicAddress: access === "public" ? /^http:\/\/127\.0\.0\.1:\d+\/objects\/[0-9a-f]{32}\.png$/ : null,
      // By the protocol alone; `put-to-blob.test.ts` does it by the SDK.
      upload: async (given, body, contentType) => {
        if (!("clientToken" in given)) throw new Error("expected a client token");
        const headers = {
          authorization: `Bearer ${given.clientToken}`,
          "x-api-version": "12",
          "x-vercel-blob-access": given.access,
          "x-content-type": contentType,
        };
        return fetch(`${fake.apiUrl}/?pathname=${given.pathname}`, { method: "PUT", headers, body });
      },
      close: () => fake.close(),
    };
  });
}

describe("createVercelStore", () => {
  const key = blobKey("result", randomUUID(), "png");
  const bytes = new Uint8Array([1, 2, 3]);
  let fake: BlobFake;

  beforeAll(async () => {
    fake = await startBlobFake();
  });
  beforeEach(() => fake.reset());
  afterAll(() => fake.close());

  const answer = (status: number, code: string, headers: Record<string, string> = {}): Fault => ({
    kind: "answer",
    times: Infinity,
    answer: { status, headers, body: { error: { code, message: `about ${code}` } } },
  });
  const QUICK = { pauseMs: 1, attemptMs: 300, sendMs: 300 };
  const quick = () => createVercelStore({ token: BLOB_FAKE.token, access: "private", apiUrl: fake.apiUrl }, QUICK);

  /** What goes wrong, how often it is tried, whether a person's retry can help, and the reason in the log. */
  const FAULTS: [string, Fault, number, boolean, RegExp][] = [
    ["service_unavailable", answer(503, "service_unavailable"), 3, true, /currently not available/],
    ["internal_server_error", answer(500, "internal_server_error"), 3, true, /Unknown error/],
    ["unknown_error", answer(500, "unknown_error"), 3, true, /Unknown error/],
    ["rate_limited", answer(429, "rate_limited", { "retry-after": "1" }), 3, true, /Too many requests/],
    ["rate_limited for long", answer(429, "rate_limited", { "retry-after": "60" }), 1, true, /Too many requests/],
    ["forbidden", answer(403, "forbidden"), 1, false, /Access denied/],
    ["store_not_found", answer(404, "store_not_found"), 1, false, /store does not exist/],
    ["store_suspended", answer(403, "store_suspended"), 1, false, /suspended/],
    ["bad_request", answer(400, "bad_request"), 1, false, /about bad_request/],
    ["precondition_failed", answer(412, "precondition_failed"), 1, false, /Precondition failed/],
    [
      "a proxy's page",
      { kind: "answer", times: Infinity, answer: { status: 502, body: "<html>" } },
      3,
      true,
      /Unknown/,
    ],
    ["resets", { kind: "reset", times: Infinity }, 3, true, /fetch failed/],
    ["silence", { kind: "hang", times: Infinity }, 3, true, /no answer within 300 ms/],
  ];

  it.each(FAULTS)("%s: STORAGE_UNAVAILABLE", async (_name, fault, attempts, retryable, reason) => {
    fake.fail(fault);
    const error: unknown = await quick()
      .put(key, bytes, "image/png")
      .catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "STORAGE_UNAVAILABLE", retryable });
    expect((error as Error).cause).toMatchObject({ message: expect.stringMatching(reason) as string });
    expect(fake.requests).toHaveLength(attempts);
    expect(JSON.stringify(describeError(error))).not.toContain(BLOB_FAKE.token);
  });

  it("passes on how long to wait", async () => {
    fake.fail(answer(429, "rate_limited", { "retry-after": "60" }));
    await expect(quick().check()).rejects.toMatchObject({ retryAfterSeconds: 60 });
  });

  it("puts again when the answer is lost, and leaves one object under its key", async () => {
    fake.fail({ kind: "reset-after" });
    await quick().put(key, bytes, "image/png");
    expect(fake.requests.map(({ method }) => method)).toEqual(["PUT", "PUT"]);
    expect([...fake.objects.keys()]).toEqual([key]);
    expect(fake.objects.get(key)).toMatchObject({ contentType: "image/png", maxAge: 60 });
  });

  it("gets through a short outage", async () => {
    await quick().put(key, bytes, "image/png");
    fake.fail({ ...answer(503, "service_unavailable"), times: 2 });
    expect(await quick().head(key)).toMatchObject({ size: 3 });
    fake.fail({ kind: "answer", when: ({ path }) => path.startsWith("/objects/"), answer: { status: 502 } });
    expect(await quick().get(key)).toMatchObject({ size: 3 });
  });

  it("reads a private object past the CDN, with its token", async () => {
    await quick().put(key, bytes, "image/png");
    await new Response((await quick().get(key))?.body).arrayBuffer();
    const read = fake.requests.at(-1);
    expect([read?.path, read?.query.get("cache")]).toEqual([`/objects/${key}`, "0"]);
    expect(read?.headers["authorization"]).toBe(`Bearer ${BLOB_FAKE.token}`);
  });

  it("sends its token to no other host, whatever the API or the objects' host says", async () => {
    const elsewhere = await startFakeServer(() => ({ body: "abc" }));
    const named = { size: 3, url: `${elsewhere.url}/objects/${key}`, uploadedAt: new Date().toISOString() };
    fake.fail({ kind: "answer", answer: { body: named } });
    await expect(quick().get(key)).rejects.toMatchObject({
      cause: { message: "the API named an object's address that is not Vercel's" },
    });
    await quick().put(key, bytes, "image/png");
    fake.fail({
      kind: "answer",
      times: Infinity,
      when: ({ path }) => path.startsWith("/objects/"),
      answer: { status: 302, headers: { location: `${elsewhere.url}/x` } },
    });
    await expect(quick().get(key)).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  it("does not take an older version for the object", async () => {
    await quick().put(key, bytes, "image/png");
    fake.fail({
      kind: "answer",
      when: ({ path }) => path.startsWith("/objects/"),
      answer: { headers: { "content-length": "11" }, body: "older bytes" },
    });
    expect(new Uint8Array(await new Response((await quick().get(key))?.body).arrayBuffer())).toEqual(bytes);
  });

  it("cannot be used with another token, nor with another kind of store", async () => {
    const stranger = { token: "vercel_blob_rw_fAkEsToRe01_wrong", access: "private", apiUrl: fake.apiUrl } as const;
    await expect(createVercelStore(stranger).check()).rejects.toMatchObject({ retryable: false });
    await expect(storeOf(fake, "public").put(key, bytes, "image/png")).rejects.toMatchObject({ retryable: false });
  });

  it("lets an upload in for as long as it says", async () => {
    const given = await quick().directUpload(uploadKey(randomUUID()), { size: 3, expiresSeconds: 3600 });
    if (given === null || !("clientToken" in given)) throw new Error("expected a client token");
    const put = () =>
      fetch(`${fake.apiUrl}/?pathname=${given.pathname}`, {
        method: "PUT",
        headers: {
          authorization: `Bearer ${given.clientToken}`,
          "x-api-version": "12",
          "x-vercel-blob-access": given.access,
          "x-content-type": given.contentType,
        },
        body: bytes,
      });
    fake.advance(3590);
    expect((await put()).status).toBe(200);
    fake.advance(20);
    const late = await put();
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining("Token expired")]);
    expect(Buffer.from(given.clientToken.split("_")[4] ?? "", "base64").toString()).not.toContain("secret");
  });
});
