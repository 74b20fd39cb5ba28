import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createVercelStore } from "@/lib/blob/vercel";
import { BLOB_FAKE, type BlobFake, startBlobFake } from "@/tests/fakes/blob";
import { type BlobTicket, putToBlob } from "./put-to-blob";

const KEY = `${"0123456789abcdef".repeat(2)}.bin`;
const picture = new Blob([new Uint8Array(300_000).fill(7)], { type: "image/jpeg" });

let fake: BlobFake;
beforeAll(async () => {
  fake = await startBlobFake();
  // As it is built into the pages.
  vi.stubEnv("NEXT_PUBLIC_VERCEL_BLOB_API_URL", fake.apiUrl);
});
beforeEach(() => fake.reset());
afterAll(async () => {
  vi.unstubAllEnvs();
  await fake.close();
});

const ticketOf = async (size: number): Promise<BlobTicket> => {
  const store = createVercelStore({ ...BLOB_FAKE, access: "private", apiUrl: fake.apiUrl, showsPictures: true });
  const given = await store.directUpload(KEY, { size, expiresSeconds: 3600 });
  if (given === null || !("clientToken" in given)) throw new Error("expected a client token");
  // The store has bounded the SDK for the server, whose process this test shares; in a browser it retries for long.
  vi.stubEnv("VERCEL_BLOB_RETRIES", undefined);
  const { pathname, clientToken, access, contentType } = given;
  return { pathname, client_token: clientToken, access, headers: { "Content-Type": contentType } };
};

describe("putToBlob", () => {
  it("puts the picture with the SDK, and tells how far it is", async () => {
    const shares: number[] = [];
    await putToBlob(picture, await ticketOf(picture.size), { onProgress: (share) => shares.push(share) });
    expect(fake.objects.get(KEY)?.bytes.length).toBe(300_000);
    expect(fake.objects.get(KEY)?.contentType).toBe("application/octet-stream");
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
  });

  it("says that a picture was refused, without the service's words", async () => {
    const sent = putToBlob(picture, await ticketOf(picture.size - 1), {});
    await expect(sent).rejects.toMatchObject({
      code: "UPLOAD_REFUSED",
      retryable: true,
      message: "The picture could not be uploaded. Please try again; nothing you entered is lost.",
    });
    fake.advance(3601);
    await expect(putToBlob(picture, await ticketOf(picture.size), {})).rejects.toMatchObject({
      code: "UPLOAD_REFUSED",
    });
    expect(fake.objects.size).toBe(0);
  });

  it("stops at once when the person stops it", async () => {
    fake.fail({ kind: "hang" });
    const controller = new AbortController();
    const sent = putToBlob(picture, await ticketOf(picture.size), { signal: controller.signal });
    controller.abort();
    await expect(sent).rejects.toMatchObject({ code: "ABORTED" });
    await expect(putToBlob(picture, await ticketOf(1), { signal: controller.signal })).rejects.toMatchObject({
      code: "ABORTED",
    });
  });

  it("says that the service cannot be reached when the SDK gives up first", async () => {
    fake.fail({ kind: "reset", times: Infinity });
    const ticket = await ticketOf(picture.size);
    vi.stubEnv("VERCEL_BLOB_RETRIES", "0");
    await expect(putToBlob(picture, ticket, {})).rejects.toMatchObject({ code: "NETWORK" });
  });

  it.each(["hang", "reset"] as const)("gives up when nothing moves any more (%s)", async (kind) => {
    fake.fail({ kind, times: Infinity });
    const sent = putToBlob(picture, await ticketOf(picture.size), {}, 300);
    await expect(sent).rejects.toMatchObject({ code: "NETWORK", retryable: true });
  });
});
