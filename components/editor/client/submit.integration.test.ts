import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { setServices } from "@/lib/services";
import { type AppServer, startAppServer } from "@/tests/app-server";
import { BLOB_FAKE, startBlobFake } from "@/tests/fakes/blob";
import type { FakeServer } from "@/tests/fakes/fake-server";
import { S3_FAKE, startS3Fake } from "@/tests/fakes/s3";
import { NodeRequest } from "@/tests/node-request";
import { type TestServices, createTestServices } from "@/tests/services";
import { testPicture } from "@/tests/test-picture";
import { type EditForm, postEdit } from "./submit";

const MEGABYTE = 1024 * 1024;

type Store = { fake: FakeServer | null; variables: Record<string, string> };

const STORES: Record<"files" | "vercel" | "s3", () => Promise<Store>> = {
  files: async () => ({ fake: null, variables: {} }),
  vercel: async () => {
    const fake = await startBlobFake();
    vi.stubEnv("NEXT_PUBLIC_VERCEL_BLOB_API_URL", fake.apiUrl);
    return { fake, variables: { BLOB_READ_WRITE_TOKEN: BLOB_FAKE.token, VERCEL_BLOB_API_URL: fake.apiUrl } };
  },
  s3: async () => {
    const fake = await startS3Fake();
    const { bucket, accessKey, secretKey, region } = S3_FAKE;
    const keys = { S3_BUCKET_NAME: bucket, S3_ACCESS_KEY: accessKey, S3_SECRET_KEY: secretKey, S3_REGION: region };
    return { fake, variables: { S3_ENDPOINT: fake.url, ...keys } };
  },
};

/** A picture of so many bytes: what follows its end is ignored. */
const pictureOf = async (size: number): Promise<Blob> => {
  const bytes = await testPicture();
  return new Blob([new Uint8Array(bytes), new Uint8Array(size - bytes.byteLength)], { type: "image/jpeg" });
};

const newEditOf = (source: EditForm["source"]): EditForm => ({
  key: randomUUID(),
  prompt: "make it sharper",
  enhance: "off",
  fullSize: false,
  engine: null,
  source,
});

describe.each(["files", "vercel", "s3"] as const)("postEdit with the store %s", (kind) => {
  let app: AppServer;
  let fake: FakeServer | null;
  let test: TestServices;

  beforeAll(async () => {
    const store = await STORES[kind]();
    fake = store.fake;
    test = await createTestServices({}, store.variables);
    setServices(test.services);
    app = await startAppServer();
    NodeRequest.base = app.url;
  });
  beforeEach(() => {
    app.requests.length = 0;
    fake?.reset();
    vi.stubGlobal("XMLHttpRequest", NodeRequest);
  });
  afterEach(() => void vi.unstubAllGlobals());
  afterAll(async () => {
    vi.unstubAllEnvs();
    setServices(null);
    await app.close();
    await test.close();
    await fake?.close();
  });

  const editsOf = async () => (await test.services.db.selectFrom("edits").select("id").execute()).map(({ id }) => id);
  const direct = ["POST /api/uploads", "POST /api/edit-image"];

  it("sends a small picture in one request", async () => {
    const shares: number[] = [];
    const id = await postEdit(newEditOf({ picture: await pictureOf(MEGABYTE) }), {
      onProgress: (share) => shares.push(share),
    });
    expect(app.requests).toEqual(["POST /api/edit-image"]);
    expect(await editsOf()).toContain(id);
    expect(shares.at(-1)).toBe(1);
  });

  it("sends a large one to the store where it can, and tells how far it is", async () => {
    const shares: number[] = [];
    const id = await postEdit(newEditOf({ picture: await pictureOf(5 * MEGABYTE) }), {
      onProgress: (share) => shares.push(share),
    });
    expect(app.requests).toEqual(direct);
    expect(await editsOf()).toContain(id);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it("hands on the server's own refusal before anything is sent", async () => {
    const sent = postEdit(newEditOf({ picture: new Blob([new Uint8Array(21 * MEGABYTE)]) }));
    await expect(sent).rejects.toMatchObject({ code: "IMAGE_TOO_LARGE" });
    expect(app.requests).toEqual(["POST /api/uploads"]);
  });

  it("stays one edit when the answer is lost and it is sent again, with what was uploaded", async () => {
    const submission = newEditOf({ picture: await pictureOf(5 * MEGABYTE) });
    const before = await editsOf();
    // The last request of a submission.
    app.loseAnswer();
    await expect(postEdit(submission)).rejects.toMatchObject({ code: "NETWORK" });
    await expect(postEdit(submission)).resolves.toMatch(/^[0-9a-f-]{36}$/);
    await postEdit(submission);
    expect((await editsOf()).length).toBe(before.length + 1);
  });

  it.skipIf(kind === "files")("uploads anew when what it had uploaded is there no longer", async () => {
    const submission = newEditOf({ picture: await pictureOf(5 * MEGABYTE) });
    fake?.fail({ kind: "answer", times: 3, when: ({ method }) => method !== "PUT", answer: { status: 503 } });
    await expect(postEdit(submission)).rejects.toMatchObject({ code: "UNAVAILABLE" });
    await test.services.db
      .updateTable("uploads")
      .set({ expiresAt: new Date(0) })
      .execute();
    await expect(postEdit(submission)).resolves.toMatch(/^[0-9a-f-]{36}$/);
    expect(app.requests).toEqual([...direct, "POST /api/edit-image", ...direct]);
  });

  it.skipIf(kind === "files")("stops when the person stops it", async () => {
    const controller = new AbortController();
    fake?.fail({ kind: "hang" });
    const sent = postEdit(newEditOf({ picture: await pictureOf(5 * MEGABYTE) }), {
      signal: controller.signal,
      onProgress: (share) => share > 0.1 && controller.abort(),
    });
    await expect(sent).rejects.toMatchObject({ code: "ABORTED" });
    expect(app.requests).toEqual(["POST /api/uploads"]);
  });

  it.runIf(kind === "s3")("says that the store refused it", async () => {
    fake?.fail({ kind: "answer", answer: { status: 403 } });
    const sent = postEdit(newEditOf({ picture: await pictureOf(5 * MEGABYTE) }));
    await expect(sent).rejects.toMatchObject({ code: "UPLOAD_REFUSED", retryable: true });
  });

  it.runIf(kind === "s3")("goes through the server when the browser cannot reach the store at all", async () => {
    class Unreachable extends NodeRequest {
      override open(method: string, address: string): void {
        // Port 1: nothing listens there, as with a name that only the server's network knows.
        super.open(method, fake === null ? address : address.replace(fake.url, "http://127.0.0.1:1"));
      }
    }
    vi.stubGlobal("XMLHttpRequest", Unreachable);
    await postEdit(newEditOf({ picture: await pictureOf(5 * MEGABYTE) }));
    expect(app.requests).toEqual(direct);
  });
});
