import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { describeError } from "@/lib/log";
import type { Fault } from "@/tests/fakes/fake-server";
import { S3_FAKE, type S3Fake, startS3Fake } from "@/tests/fakes/s3";
import { blobKey, uploadKey } from "./blob-store";
import { blobStoreContract } from "./blob-store.contract";
import type { S3Bucket } from "./config";
import { createS3Store } from "./s3";

const storeOf = (fake: S3Fake, changed: Partial<S3Bucket> = {}) =>
  createS3Store({ endpoint: fake.url, showsPictures: false, ...S3_FAKE, ...changed });

for (const showsPictures of [true, false])
  blobStoreContract(`s3${showsPictures ? "" : " out of reach of browsers"}`, async () => {
    const fake = await startS3Fake();
    return {
      store: storeOf(fake, { showsPictures }),
      viewAddress: showsPictures ? /^http:\/\/127\.0\.0\.1:\d+\/mizual-pictures\/[0-9a-f]{32}\.png\?/ : null,
      upload: async (given, body, contentType) => {
        if (!("url" in given)) throw new Error("expected an address");
        return fetch(given.url, { method: "PUT", headers: { ...given.headers, "Content-Type": contentType }, body });
      },
      close: () => fake.close(),
    };
  });

describe("createS3Store", () => {
  const key = blobKey("result", randomUUID(), "png");
  const bytes = new Uint8Array([1, 2, 3]);
  let fake: S3Fake;

  beforeAll(async () => {
    fake = await startS3Fake();
  });
  beforeEach(() => fake.reset());
  afterAll(() => fake.close());

  const xml = (code: string) => ({
    headers: { "content-type": "application/xml" },
    body: `<Error><Code>${code}</Code><AWSAccessKeyId>${S3_FAKE.accessKey}</AWSAccessKeyId></Error>`,
  });
  const answer = (status: number, code: string): Fault => ({
    kind: "answer",
    times: Infinity,
    answer: { status, ...xml(code) },
  });
  const QUICK = { pauseMs: 1, attemptMs: 200, sendMs: 200 };

  /** What goes wrong, how often it is tried, whether a person's retry can help, and the reason in the log. */
  const FAULTS: [string, Fault, number, boolean, string][] = [
    ["SlowDown", answer(503, "SlowDown"), 3, true, "the store answered 503 SlowDown"],
    ["InternalError", answer(500, "InternalError"), 3, true, "the store answered 500 InternalError"],
    ["RequestTimeout", answer(408, "RequestTimeout"), 3, true, "the store answered 408 RequestTimeout"],
    ["OperationAborted", answer(409, "OperationAborted"), 3, true, "the store answered 409 OperationAborted"],
    ["TooManyRequests", answer(429, "TooManyRequests"), 3, true, "the store answered 429 TooManyRequests"],
    ["a full disk", answer(507, "InsufficientStorage"), 1, true, "the store answered 507 InsufficientStorage"],
    ["AccessDenied", answer(403, "AccessDenied"), 1, false, "the store answered 403 AccessDenied"],
    ["NoSuchBucket", answer(404, "NoSuchBucket"), 1, false, "the store answered 404 NoSuchBucket"],
    ["a redirect", answer(301, "PermanentRedirect"), 1, false, "the store answered 301 PermanentRedirect"],
    ["a proxy's page", { kind: "answer", times: Infinity, answer: { status: 502, body: "<html>" } }, 3, true, "502"],
    ["resets", { kind: "reset", times: Infinity }, 3, true, "fetch failed"],
    ["silence", { kind: "hang", times: Infinity }, 3, true, "no answer within 200 ms"],
  ];

  it.each(FAULTS)("%s: STORAGE_UNAVAILABLE", async (_name, fault, attempts, retryable, reason) => {
    fake.fail(fault);
    const store = createS3Store({ endpoint: fake.url, showsPictures: false, ...S3_FAKE }, QUICK);
    const error: unknown = await store.put(key, bytes, "image/png").catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: "STORAGE_UNAVAILABLE", retryable });
    expect((error as Error).cause).toMatchObject({ message: expect.stringContaining(reason) as string });
    expect(fake.requests).toHaveLength(attempts);
    expect(JSON.stringify(describeError(error))).not.toMatch(/AKIA|secret|Signature|Credential/);
  });

  it("takes no missing bucket for an absent object", async () => {
    const store = storeOf(fake, { bucket: "another" });
    await expect(store.get(key)).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE", retryable: false });
    await expect(store.delete([key])).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
    await expect(store.check()).rejects.toMatchObject({
      cause: { message: "the bucket is not there, or not ours to use" },
    });
  });

  it.each([{ accessKey: "AKIASOMEONEELSE00000" }, { secretKey: "another-secret-key" }])(
    "cannot be used with %j",
    async (changed) => {
      const store = storeOf(fake, changed);
      await expect(store.check()).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
      await expect(store.put(key, bytes, "image/png")).rejects.toMatchObject({ retryable: false });
      expect(fake.objects.size).toBe(0);
    },
  );

  describe("a store in another region", () => {
    const elsewhere = () => createS3Store({ showsPictures: false, endpoint: fake.url, ...S3_FAKE, region: "auto" });

    it.each(["header", "body"] as const)("is believed when it says so in its %s", async (tells) => {
      fake.tellRegion = tells;
      const store = elsewhere();
      await store.check();
      expect(store.told?.()).toContain("S3_REGION=eu-fake-1");
      await store.put(key, bytes, "image/png");
      expect((await store.head(key))?.size).toBe(3);
      const asked = fake.requests.length;
      await store.delete([key]);
      expect(fake.requests.length - asked).toBe(1);
    });

    it("takes a picture at the first try", async () => {
      await elsewhere().put(key, bytes, "image/png");
      expect([...fake.objects.keys()]).toEqual([key]);
    });

    it("gives a browser an address that is signed for the right one", async () => {
      const given = await elsewhere().directUpload(uploadKey(randomUUID()), { size: 3, expiresSeconds: 60 });
      if (given === null || !("url" in given)) throw new Error("expected an address");
      const put = await fetch(given.url, { method: "PUT", headers: given.headers, body: bytes });
      expect(put.status).toBe(200);
    });

    it("that does not say which cannot be used", async () => {
      fake.tellRegion = "never";
      await expect(elsewhere().check()).rejects.toMatchObject({
        cause: { message: "the store answered 400 AuthorizationHeaderMalformed" },
      });
    });
  });

  it("puts again when the answer is lost, and leaves one object", async () => {
    fake.fail({ kind: "reset-after" });
    await createS3Store({ endpoint: `${fake.url}/`, showsPictures: false, ...S3_FAKE }, QUICK).put(
      key,
      bytes,
      "image/png",
    );
    expect(fake.requests.map(({ method }) => method)).toEqual(["PUT", "PUT"]);
    expect([...fake.objects.keys()]).toEqual([key]);
    expect(fake.objects.get(key)?.contentType).toBe("image/png");
  });

  it("does not read an object whose length the store keeps to itself", async () => {
    fake.fail({ kind: "answer", answer: { headers: { "transfer-encoding": "chunked" }, body: "abc" } });
    await expect(storeOf(fake).get(key)).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
  });

  it("lets an upload in for as long as it says", async () => {
    const given = await storeOf(fake).directUpload(uploadKey(randomUUID()), { size: 3, expiresSeconds: 3600 });
    if (given === null || !("url" in given)) throw new Error("expected an address");
    const put = () => fetch(given.url, { method: "PUT", headers: given.headers, body: bytes });
    fake.advance(3590);
    expect((await put()).status).toBe(200);
    fake.advance(20);
    const late = await put();
    expect([late.status, await late.text()]).toEqual([403, expect.stringContaining("Request has expired")]);
    expect(given.url).not.toContain(S3_FAKE.secretKey);
  });
});
