import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { describeError } from "@/lib/log";
import { BLOB_FAKE, type BlobFake, startBlobFake } from "@/tests/fakes/blob";
import { type Fault, startFakeServer } from "@/tests/fakes/fake-server";
import { blobKey, type DirectUpload, uploadKey } from "./blob-store";
import { blobStoreContract } from "./blob-store.contract";
import { createVercelStore } from "./vercel";

type Access = "private" | "public";

const { storeId } = BLOB_FAKE;

const storeOf = ({ apiUrl }: BlobFake, access: Access = "private", patience = {}) =>
  createVercelStore({ token: BLOB_FAKE.token, storeId, access, apiUrl, showsPictures: true }, patience);

/** The store of a project that is connected to it by OIDC: no token of its own. */
const connected = ({ apiUrl }: BlobFake, access: Access = "private", patience = {}) =>
  createVercelStore({ token: null, storeId, access, apiUrl, showsPictures: true }, patience);

/** By the protocol alone; `put-to-blob.test.ts` does it by the SDK. */
const uploadByToken = (fake: BlobFake) => async (given: DirectUpload, body: Uint8Array<ArrayBuffer>, type: string) => {
  if (!("clientToken" in given)) throw new Error("expected a client token");
  const headers = {
    authorization: `Bearer ${given.clientToken}`,
    "x-api-version": "12",
    "x-vercel-blob-access": given.access,
    "x-content-type": type,
  };
  return fetch(`${fake.apiUrl}/?pathname=${given.pathname}`, { method: "PUT", headers, body });
};

/** As a browser does, which is told an address and headers. */
const uploadByAddress = async (given: DirectUpload, body: Uint8Array<ArrayBuffer>, type: string) => {
  if (!("url" in given)) throw new Error("expected an address");
  return fetch(given.url, { method: "PUT", headers: { ...given.headers, "x-content-type": type }, body });
};

const address = (access: Access) =>
  access === "public"
    ? /^http:\/\/127\.0\.0\.1:\d+\/objects\/[0-9a-f]{32}\.png$/
    : /^http:\/\/127\.0\.0\.1:\d+\/objects\/[0-9a-f]{32}\.png\?.*vercel-blob-signature=/;

// Over HTTP the SDK finds it here as in the header of a request.
beforeAll(() => vi.stubEnv("VERCEL_OIDC_TOKEN", BLOB_FAKE.oidcToken));
afterAll(() => vi.unstubAllEnvs());

for (const access of ["private", "public"] as const) {
  blobStoreContract(`vercel (${access})`, async () => {
    const fake = await startBlobFake({ access });
    return {
      store: storeOf(fake, access),
      viewAddress: address(access),
      upload: uploadByToken(fake),
      close: () => fake.close(),
    };
  });
  blobStoreContract(`vercel (${access}, connected)`, async () => {
    const fake = await startBlobFake({ access, credentials: "oidc" });
    return {
      store: connected(fake, access),
      viewAddress: address(access),
      upload: uploadByAddress,
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
  const quick = () => storeOf(fake, "private", QUICK);

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

  const reads = () => fake.requests.map(({ method, path, query }) => [method, path, query.get("cache")]);

  it("reads a picture by one request, and may take it from the CDN, for it is written once", async () => {
    await quick().put(key, bytes, "image/png");
    fake.requests.length = 0;
    await new Response((await quick().get(key))?.body).arrayBuffer();
    expect(reads()).toEqual([["GET", `/objects/${key}`, null]]);
    expect(fake.requests.at(-1)?.headers["authorization"]).toBe(`Bearer ${BLOB_FAKE.token}`);
  });

  it("reads an upload, which its client may put again, past the CDN", async () => {
    const upload = uploadKey(randomUUID());
    await quick().put(upload, bytes, "application/octet-stream");
    fake.requests.length = 0;
    await new Response((await quick().get(upload))?.body).arrayBuffer();
    expect(reads()).toEqual([["GET", `/objects/${upload}`, "0"]]);
  });

  it("does not believe the CDN that an object is absent which the API knows", async () => {
    await quick().put(key, bytes, "image/png");
    const early = { kind: "answer", answer: { status: 404 } } as const;
    fake.fail({ ...early, when: ({ path }) => path.startsWith("/objects/") });
    expect(await quick().get(key)).toMatchObject({ size: 3 });
    expect(reads().at(-1)).toEqual(["GET", `/objects/${key}`, "0"]);
  });

  it("asks the API for a size that the objects' host does not say", async () => {
    await quick().put(key, bytes, "image/png");
    fake.fail({
      kind: "answer",
      when: ({ path }) => path.startsWith("/objects/"),
      answer: { headers: { "transfer-encoding": "chunked" }, body: Buffer.from(bytes) },
    });
    expect(await quick().get(key)).toMatchObject({ size: 3 });
  });

  it("sends its token to no other host, whatever the objects' host says", async () => {
    const elsewhere = await startFakeServer(() => ({ body: "abc" }));
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

  it("cannot be used with another token, nor with another kind of store", async () => {
    const wrong = { token: "vercel_blob_rw_fAkEsToRe01_wrong", storeId, showsPictures: true };
    const stranger = createVercelStore({ ...wrong, access: "private", apiUrl: fake.apiUrl });
    await expect(stranger.check()).rejects.toMatchObject({ retryable: false });
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

  describe("of a project that is connected by OIDC", () => {
    let own: BlobFake;
    beforeAll(async () => {
      own = await startBlobFake({ credentials: "oidc" });
    });
    afterAll(() => own.close());

    it("is refused the token that it does not have, and says so", async () => {
      await expect(storeOf(own).check()).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE", retryable: false });
    });

    it("asks for what signs addresses once, and reads by one request each", async () => {
      const store = connected(own, "private", QUICK);
      await store.put(key, bytes, "image/png");
      own.requests.length = 0;
      for (let count = 0; count < 3; count += 1) await (await store.get(key))?.body.cancel();
      await store.viewUrl(key);
      expect(own.requests.map(({ path }) => path)).toEqual([
        "/api/blob/signed-token",
        ...Array.from({ length: 3 }, () => `/objects/${key}`),
      ]);
      for (const { path, headers } of own.requests.slice(1))
        expect([path, headers["authorization"]]).toEqual([path, undefined]);
    });

    it("asks anew when a signature is refused", async () => {
      const store = connected(own, "private", QUICK);
      await store.put(key, bytes, "image/png");
      own.fail({ kind: "answer", when: ({ path }) => path.startsWith("/objects/"), answer: { status: 403 } });
      expect(await store.get(key)).toMatchObject({ size: 3 });
    });

    it("cannot be used where the platform gives no token", async () => {
      vi.stubEnv("VERCEL_OIDC_TOKEN", "");
      await expect(connected(own, "private", QUICK).check()).rejects.toMatchObject({
        code: "STORAGE_UNAVAILABLE",
        cause: { message: expect.stringContaining("No blob credentials found") as string },
      });
      vi.stubEnv("VERCEL_OIDC_TOKEN", BLOB_FAKE.oidcToken);
    });
  });
});
