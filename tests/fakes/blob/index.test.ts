import { del, head, put } from "@vercel/blob";
import { generateClientTokenFromReadWriteToken } from "@vercel/blob/client";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { BLOB_FAKE, type BlobFake, startBlobFake } from ".";

const { token } = BLOB_FAKE;

let fake: BlobFake;
beforeAll(async () => {
  fake = await startBlobFake();
  vi.stubEnv("VERCEL_BLOB_API_URL", fake.apiUrl);
  vi.stubEnv("VERCEL_BLOB_RETRIES", "0");
});
beforeEach(() => fake.reset());
afterAll(async () => {
  vi.unstubAllEnvs();
  await fake.close();
});

const OPTIONS = { access: "private", token } as const;

describe("the Blob fake", () => {
  it("speaks the SDK's protocol", async () => {
    const made = await put("a.txt", "abc", { ...OPTIONS, cacheControlMaxAge: 60 });
    expect(made).toMatchObject({ pathname: "a.txt", url: `${fake.url}/objects/a.txt` });
    expect(await head(made.url, { token })).toMatchObject({ size: 3, contentType: "application/octet-stream" });
    await del([made.url, "absent.txt"], { token });
    await expect(head("a.txt", { token })).rejects.toThrow("The requested blob does not exist");
  });

  it("keeps what is there, unless told to overwrite it, or gives a name of its own", async () => {
    await put("a.txt", "abc", OPTIONS);
    await expect(put("a.txt", "x", OPTIONS)).rejects.toThrow("already exists");
    await put("a.txt", "xy", { ...OPTIONS, allowOverwrite: true });
    expect(fake.objects.get("a.txt")?.bytes.toString()).toBe("xy");
    expect((await put("a.txt", "z", { ...OPTIONS, addRandomSuffix: true })).pathname).toMatch(/^a-\w{30}\.txt$/);
    await expect(put("a.txt", "z", { ...OPTIONS, ifMatch: '"other"' })).rejects.toThrow("Precondition failed");
  });

  it.each([
    [{ ...OPTIONS, access: "public" }, /Cannot use public access on a private store/],
    [{ ...OPTIONS, token: "vercel_blob_rw_fAkEsToRe01_wrong" }, /Access denied/],
    [{ ...OPTIONS, token: "vercel_blob_rw_another_secret" }, /Access denied/],
    [{ ...OPTIONS, cacheControlMaxAge: 5 }, /at least 60/],
  ] as const)("refuses %j", async (options, message) => {
    await expect(put("a.txt", "abc", options)).rejects.toThrow(message);
    expect(fake.objects.size).toBe(0);
  });

  it("shows private objects only to who has the token", async () => {
    const { url } = await put("a.txt", "abc", OPTIONS);
    expect((await fetch(url)).status).toBe(403);
    const shown = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    expect([await shown.text(), shown.headers.get("access-control-allow-origin")]).toEqual(["abc", null]);
  });

  describe("with a client token", () => {
    const clientToken = (changed = {}, key: string = token) =>
      generateClientTokenFromReadWriteToken({
        token: key,
        pathname: "a.txt",
        allowedContentTypes: ["text/*"],
        maximumSizeInBytes: 3,
        ...changed,
      });
    const send = async (given: string, { body = "abc", pathname = "a.txt", type = "text/plain" } = {}) => {
      const answer = await fetch(`${fake.apiUrl}/?pathname=${pathname}`, {
        method: "PUT",
        headers: {
          authorization: `Bearer ${given}`,
          "x-api-version": "12",
          "x-vercel-blob-access": "private",
          "x-content-type": type,
        },
        body,
      });
      return (await answer.json()) as { pathname?: string; error?: { code: string; message: string } };
    };

    it("takes what it allows, once", async () => {
      const given = await clientToken();
      expect(await send(given)).toMatchObject({ pathname: "a.txt" });
      expect((await send(given)).error?.message).toContain("already exists");
    });

    it.each([
      [{ body: "abcd" }, "the file length cannot be greater than 3 bytes"],
      [{ pathname: "b.txt" }, '"pathname" does not match the token payload'],
      [{ type: "image/png" }, '"contentType" image/png is not allowed'],
    ])("refuses %j", async (put, message) => {
      expect((await send(await clientToken(), put)).error?.message).toBe(message);
    });

    it("refuses one that is forged, expired, or used for anything else", async () => {
      const forged = await clientToken({}, "vercel_blob_rw_fAkEsToRe01_guessed");
      expect((await send(forged)).error?.code).toBe("forbidden");
      expect((await send(await clientToken({ validUntil: Date.now() - 1 }))).error?.message).toBe("Token expired");
      await expect(head("a.txt", { token: await clientToken() })).rejects.toThrow(/client token/);
      expect(fake.objects.size).toBe(0);
    });
  });

  it("lets browsers send its headers by name, from anywhere", async () => {
    const preflight = await fetch(fake.apiUrl, { method: "OPTIONS" });
    expect(preflight.headers.get("access-control-allow-headers")?.split(",")).toContain("authorization");
    expect(preflight.headers.get("access-control-allow-methods")).toBe("PUT,POST,OPTIONS");
  });
});
