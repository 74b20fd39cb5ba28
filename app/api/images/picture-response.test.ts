import { mkdtemp, readdir, readlink, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { blobKey, type BlobStore, uploadKey } from "@/lib/blob/blob-store";
import { createFileStore } from "@/lib/blob/files";
import { AppError } from "@/lib/errors";
import { contentDisposition, pictureResponse } from "./picture-response";

const EDIT = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
const KEY = blobKey("result", EDIT, "png");
const BYTES = new Uint8Array(600_000).map((_, index) => index % 251);

let folder: string;
let blobs: BlobStore;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "mizual-images-"));
  blobs = createFileStore({ folder });
  await blobs.put(KEY, BYTES, "image/png");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const ask = (key: string, { query = "", ...init }: RequestInit & { query?: string } = {}) =>
  pictureResponse(new Request(`http://localhost/api/images/${encodeURIComponent(key)}${query}`, init), key, blobs);

describe("pictureResponse", () => {
  it("streams the bytes with headers under which nothing in them could run", async () => {
    const response = await ask(KEY);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toEqual({
      "accept-ranges": "bytes",
      "cache-control": "private, max-age=86400, immutable",
      "content-disposition": `inline; filename="mizual-${KEY.slice(0, 8)}.png"`,
      "content-length": String(BYTES.length),
      "content-security-policy": "sandbox; default-src 'none'",
      "content-type": "image/png",
      "cross-origin-resource-policy": "same-site",
      etag: `"${KEY.slice(0, 32)}"`,
      vary: "Sec-Fetch-Dest, Sec-Fetch-Mode",
      "x-content-type-options": "nosniff",
    });
    expect(Buffer.from(await response.arrayBuffer()).equals(BYTES)).toBe(true);
  });

  it("answers HEAD alike, without the bytes and without opening the file", async () => {
    const response = await ask(KEY, { method: "HEAD" });
    expect(response.headers.get("content-length")).toBe(String(BYTES.length));
    expect(response.body).toBeNull();
  });

  it("answers a range of it, so that a download that broke off goes on", async () => {
    const response = await ask(KEY, { headers: { range: "bytes=500000-" } });
    expect(response.status).toBe(206);
    expect(response.headers.get("content-range")).toBe(`bytes 500000-${BYTES.length - 1}/${BYTES.length}`);
    expect(response.headers.get("content-length")).toBe("100000");
    expect(Buffer.from(await response.arrayBuffer()).equals(BYTES.subarray(500_000))).toBe(true);
    const behind = await ask(KEY, { headers: { range: `bytes=${BYTES.length}-` } });
    expect([behind.status, behind.headers.get("content-range")]).toEqual([416, `bytes */${BYTES.length}`]);
    const head = await ask(KEY, { method: "HEAD", headers: { range: "bytes=0-1" } });
    expect([head.status, head.headers.get("content-length")]).toEqual([200, String(BYTES.length)]);
  });

  it("may be shown by pages of other sites where some are let in", async () => {
    const request = new Request(`http://localhost/api/images/${KEY}`);
    const response = await pictureResponse(request, KEY, blobs, { embeddable: true });
    await response.body?.cancel();
    expect(response.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
  });

  it("answers 304 when the browser has it", async () => {
    const response = await ask(KEY, { headers: { "if-none-match": `"${KEY.slice(0, 32)}"` } });
    expect(response.status).toBe(304);
    expect(response.headers.get("etag")).toBe(`"${KEY.slice(0, 32)}"`);
    expect(response.body).toBeNull();
  });

  it("forgets a deleted picture also for a browser that has it", async () => {
    await blobs.delete([KEY]);
    await expect(ask(KEY, { headers: { "if-none-match": `"${KEY.slice(0, 32)}"` } })).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });

  it("offers it for saving under a name that was asked for", async () => {
    const response = await ask(KEY, { query: `?download=${encodeURIComponent("Größe v2")}` });
    expect(response.headers.get("content-disposition")).toBe(
      "attachment; filename=\"Groe v2.png\"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20v2.png",
    );
  });

  it.each(["../../etc/passwd", "..", "a\0b", "", `${KEY}/../x`, KEY.toUpperCase(), KEY.replace("png", "svg")])(
    "does not know %j",
    async (key) => {
      await expect(ask(key)).rejects.toMatchObject({ code: "NOT_FOUND", status: 404 });
    },
  );

  it("does not know an absent picture", async () => {
    await expect(ask(blobKey("original", EDIT, "jpg"))).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("serves no upload that nobody has looked into", async () => {
    const key = uploadKey(EDIT);
    await blobs.put(key, BYTES, "application/octet-stream");
    await expect(ask(key)).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  it("says that it is unavailable when the store does not answer", async () => {
    const broken: BlobStore = { ...blobs, get: () => Promise.reject(new AppError("STORAGE_UNAVAILABLE")) };
    const asked = pictureResponse(new Request(`http://localhost/api/images/${KEY}`), KEY, broken);
    await expect(asked).rejects.toMatchObject({ code: "UNAVAILABLE", status: 503 });
  });

  it.skipIf(process.platform !== "linux")("closes the file when the browser goes away", async () => {
    // Those of this picture alone: others of the process come and go meanwhile.
    const inFolder = `${await realpath(folder)}${path.sep}`;
    const open = async () => {
      const names = await readdir("/proc/self/fd");
      const targets = await Promise.all(names.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => "")));
      return targets.filter((target) => target.startsWith(inFolder));
    };
    expect(await open()).toEqual([]);
    const response = await ask(KEY);
    expect(await open()).toHaveLength(1);
    await response.body?.cancel();
    expect(await open()).toEqual([]);
  });

  describe("where browsers may be sent to the store", () => {
    const ADDRESS = `https://abc123.private.blob.vercel-storage.com/${KEY}?vercel-blob-signature=x`;
    const IMAGE = { "sec-fetch-dest": "image", "sec-fetch-mode": "no-cors" };
    const shown = (headers: Record<string, string> = IMAGE, query = "", viewUrl = async () => ADDRESS) =>
      pictureResponse(new Request(`http://localhost/api/images/${KEY}${query}`, { headers }), KEY, {
        ...blobs,
        viewUrl,
      });

    it("sends one that only shows the picture there, for ten minutes", async () => {
      const response = await shown();
      expect([response.status, response.headers.get("location")]).toEqual([307, ADDRESS]);
      expect(response.headers.get("cache-control")).toBe("private, max-age=600");
      expect(response.headers.get("vary")).toBe("Sec-Fetch-Dest, Sec-Fetch-Mode");
      expect(response.body).toBeNull();
    });

    it.each([
      ["a program", {}, ""],
      ["a script of a page", { "sec-fetch-dest": "empty", "sec-fetch-mode": "cors" }, ""],
      ["a picture that a page may read", { "sec-fetch-dest": "image", "sec-fetch-mode": "cors" }, ""],
      ["an address that is opened", { "sec-fetch-dest": "document", "sec-fetch-mode": "navigate" }, ""],
      ["what is to be saved", IMAGE, "?download=sunset"],
    ])("streams to %s", async (_who, headers, query) => {
      const response = await shown(headers, query);
      expect([response.status, response.headers.get("location")]).toEqual([200, null]);
      if (query !== "") expect(response.headers.get("content-disposition")).toContain('filename="sunset.png"');
      await response.body?.cancel();
    });

    it("streams where the store cannot say where", async () => {
      const response = await shown(IMAGE, "", async () => Promise.reject(new AppError("STORAGE_UNAVAILABLE")));
      expect(response.status).toBe(200);
      await response.body?.cancel();
    });
  });
});

const NAMED = `${"0123456789abcdef".repeat(2)}.webp`;

describe("contentDisposition", () => {
  it("shows in place under a name of ours", () => {
    expect(contentDisposition(NAMED, null)).toBe('inline; filename="mizual-01234567.webp"');
  });

  it.each([
    ["sunset-v2-warmer", "sunset-v2-warmer"],
    ["sunset.png", "sunset"],
    ["../../etc/passwd", "etcpasswd"],
    ['a"; filename="evil.exe', "a filename=evil.exe"],
    ["\u202Egnp.exe", "gnp.exe"],
    ["a\r\nSet-Cookie: x=1", "aSet-Cookie x=1"],
    ["a＂； filename＝evil.exe", "a filename=evil.exe"],
    ["．．／．．／etc／passwd", "etcpasswd"],
    ["夕.exe", "exe"],
    ["", "mizual-01234567"],
    ["...", "mizual-01234567"],
  ])("saves %j as %s", (asked, name) => {
    expect(contentDisposition(NAMED, asked)).toContain(`attachment; filename="${name}.webp";`);
  });

  it("keeps letters of any script in the UTF-8 name", () => {
    expect(contentDisposition(NAMED, "夕焼け")).toBe(
      "attachment; filename=\"mizual-01234567.webp\"; filename*=UTF-8''%E5%A4%95%E7%84%BC%E3%81%91.webp",
    );
  });

  it("is one well-formed header whatever is asked for", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (asked) => {
        const header = contentDisposition(NAMED, asked);
        expect(header).toMatch(/^attachment; filename="[ !#-~]{1,210}\.webp"; filename\*=UTF-8''[\w%.~-]+\.webp$/);
        expect(new Headers({ "content-disposition": header }).get("content-disposition")).toBe(header);
      }),
    );
  });
});
