import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blobKey, type BlobStore, type DirectUpload, pictureKeys, uploadKey } from "./blob-store";

type Subject = {
  store: BlobStore;
  close(): Promise<void>;
  /** How an address begins at which the store shows an object by itself; `null` when it does not. */
  viewAddress: RegExp | null;
  /** Puts as a client would, who knows only what it was given; the store's answer. Absent: bytes come through us. */
  upload?(given: DirectUpload, bytes: Uint8Array<ArrayBuffer>, contentType: string): Promise<Response>;
  /** How many connections or files are open now, where that can be told. */
  openHandles?(): Promise<number>;
};

const bytesOf = (size: number, seed: number): Uint8Array<ArrayBuffer> =>
  new Uint8Array(size).map((_, index) => (index * 31 + (index >> 8) * 17 + seed) % 256);

const newKey = (): string => blobKey("result", randomUUID(), "png");

/** What every store must do. `create` makes a fresh, empty one. */
export function blobStoreContract(name: string, create: () => Promise<Subject>): void {
  describe(`${name} as a blob store`, () => {
    let subject: Subject;
    let store: BlobStore;

    beforeAll(async () => {
      subject = await create();
      store = subject.store;
    });
    afterAll(() => subject.close());

    const read = async (key: string): Promise<Uint8Array | null> => {
      const blob = await store.get(key);
      return blob === null ? null : new Uint8Array(await new Response(blob.body).arrayBuffer());
    };

    it("has a name and can be written to", async () => {
      expect(store.name).toMatch(/^[a-z0-9]+$/);
      await expect(store.check()).resolves.toBeUndefined();
    });

    it.each(["jpg", "png", "webp"] as const)("gives back what was put, as %s", async (extension) => {
      const key = blobKey("original", randomUUID(), extension);
      const contentType = extension === "jpg" ? "image/jpeg" : `image/${extension}`;
      const bytes = bytesOf(1000, 1);
      const info = { key, contentType, size: 1000 };
      expect(await store.put(key, bytes, contentType)).toEqual(info);
      expect(await store.head(key)).toEqual(info);
      const blob = await store.get(key);
      expect(blob).toMatchObject(info);
      await blob?.body.cancel();
      expect(await read(key)).toEqual(bytes);
    });

    it("keeps nothing (0 bytes) and a view into a larger buffer exactly", async () => {
      const [empty, part] = [newKey(), newKey()];
      await store.put(empty, new Uint8Array(0), "image/png");
      await store.put(part, bytesOf(100, 3).subarray(40, 60), "image/png");
      expect(await read(empty)).toEqual(new Uint8Array(0));
      expect(await read(part)).toEqual(bytesOf(100, 3).slice(40, 60));
    });

    it("keeps a large object, streamed in parts", async () => {
      const key = newKey();
      const bytes = bytesOf(24 * 1024 * 1024, 5);
      await store.put(key, bytes, "image/png");
      const blob = await store.get(key);
      expect(blob?.size).toBe(bytes.length);
      let parts = 0;
      let offset = 0;
      for await (const part of blob?.body ?? []) {
        expect(Buffer.compare(part, bytes.subarray(offset, offset + part.length))).toBe(0);
        offset += part.length;
        parts += 1;
      }
      expect(offset).toBe(bytes.length);
      expect(parts).toBeGreaterThan(1);
    });

    it("says that absent objects are absent", async () => {
      expect(await store.get(newKey())).toBeNull();
      expect(await store.head(newKey())).toBeNull();
    });

    it("replaces what was there", async () => {
      const key = newKey();
      await store.put(key, bytesOf(5000, 1), "image/png");
      await store.put(key, bytesOf(10, 2), "image/png");
      expect(await read(key)).toEqual(bytesOf(10, 2));
      expect((await store.head(key))?.size).toBe(10);
    });

    it("deletes, and does not mind what is not there", async () => {
      const edit = randomUUID();
      const [kept, gone] = [newKey(), blobKey("result", edit, "png")];
      await store.put(kept, bytesOf(10, 1), "image/png");
      await store.put(gone, bytesOf(10, 1), "image/png");
      await store.delete(pictureKeys(edit));
      await store.delete(pictureKeys(edit));
      await store.delete([]);
      expect(await read(gone)).toBeNull();
      expect(await read(kept)).toEqual(bytesOf(10, 1));
    });

    it.each([
      "",
      ".",
      "..",
      "../x.png",
      "/etc/passwd",
      "a/b.png",
      "a\0.png",
      `${"a".repeat(32)}.svg`,
      `../${"a".repeat(32)}.png`,
    ])("refuses the key %j", async (key) => {
      await expect(store.put(key, bytesOf(1, 1), "image/png")).rejects.toThrow(TypeError);
      await expect(store.get(key)).rejects.toThrow(TypeError);
      await expect(store.head(key)).rejects.toThrow(TypeError);
      await expect(store.delete([newKey(), key])).rejects.toThrow(TypeError);
      await expect(store.viewUrl(key)).rejects.toThrow(TypeError);
      await expect(store.directUpload(key, { size: 1, expiresSeconds: 60 })).rejects.toThrow(TypeError);
    });

    it("refuses a content type that is not the key's", async () => {
      await expect(store.put(newKey(), bytesOf(1, 1), "text/html")).rejects.toThrow(TypeError);
    });

    it("ends simultaneous puts of one key with one of them, whole", async () => {
      const key = newKey();
      const candidates = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => bytesOf(200_000 + seed, seed));
      await Promise.all(candidates.map((bytes) => store.put(key, bytes, "image/png")));
      const kept = await read(key);
      expect(candidates.some((bytes) => kept !== null && Buffer.compare(bytes, kept) === 0)).toBe(true);
    });

    it("shows a reader the old object or the new one, never a part", async () => {
      const key = newKey();
      await store.put(key, bytesOf(300_000, 0), "image/png");
      const writes = (async () => {
        for (let seed = 1; seed <= 20; seed += 1) await store.put(key, bytesOf(300_000 + seed, seed), "image/png");
      })();
      const readAll = async () => {
        for (let round = 0; round < 20; round += 1) {
          const seen = await read(key);
          expect(seen).not.toBeNull();
          const seed = (seen?.length ?? 0) - 300_000;
          expect(Buffer.compare(seen ?? new Uint8Array(0), bytesOf(300_000 + seed, seed))).toBe(0);
        }
      };
      await Promise.all([writes, readAll()]);
    });

    it("leaves nothing open, whether a body is read, cancelled at once or half-way", async ({ skip }) => {
      if (subject.openHandles === undefined) return skip("this store cannot tell what is open");
      const key = newKey();
      await store.put(key, bytesOf(2_000_000, 1), "image/png");
      const before = await subject.openHandles();
      await read(key);
      const unread = await store.get(key);
      await unread?.body.cancel();
      const reader = (await store.get(key))?.body.getReader();
      await reader?.read();
      await reader?.cancel();
      expect(await subject.openHandles()).toBe(before);
    });

    it("shows an object to who has its address, and to nobody once it is deleted", async () => {
      const key = newKey();
      await store.put(key, bytesOf(10, 1), "image/png");
      const address = await store.viewUrl(key);
      if (subject.viewAddress === null) return expect(address).toBeNull();
      expect(address).toMatch(subject.viewAddress);
      const shown = await fetch(address ?? "");
      expect(new Uint8Array(await shown.arrayBuffer())).toEqual(bytesOf(10, 1));
      expect(shown.headers.get("cache-control")).toMatch(/max-age=60$/);
      // It is for this object alone.
      const other = newKey();
      await store.put(other, bytesOf(10, 2), "image/png");
      if (new URL(address ?? "").search !== "")
        expect((await fetch((address ?? "").replace(key, other))).status).toBe(403);
      await store.delete([key]);
      expect((await fetch(address ?? "")).status).toBe(404);
    });

    describe("a direct upload", () => {
      const TYPE = "application/octet-stream";

      const prepare = async (size: number) => {
        const key = uploadKey(randomUUID());
        const given = await store.directUpload(key, { size, expiresSeconds: 60 });
        expect(given === null).toBe(subject.upload === undefined);
        const upload = async (bytes: Uint8Array<ArrayBuffer>, contentType = TYPE, changed = given) =>
          changed !== null && subject.upload !== undefined && (await subject.upload(changed, bytes, contentType)).ok;
        return { key, given, upload, direct: given !== null };
      };

      it("puts the object, again too", async () => {
        const { key, upload, direct } = await prepare(1000);
        expect(await upload(bytesOf(1000, 1))).toBe(direct);
        expect(await upload(bytesOf(1000, 2))).toBe(direct);
        expect(await store.head(key)).toEqual(direct ? { key, contentType: TYPE, size: 1000 } : null);
        expect(await read(key)).toEqual(direct ? bytesOf(1000, 2) : null);
      });

      it("is refused with more bytes or another type, and leaves nothing", async () => {
        const { key, upload } = await prepare(1000);
        expect(await upload(bytesOf(1001, 1))).toBe(false);
        expect(await upload(bytesOf(1000, 1), "text/html")).toBe(false);
        expect(await store.head(key)).toBeNull();
      });

      it("is refused for any other object", async () => {
        const { key, given, upload } = await prepare(10);
        const other = newKey();
        const changed = JSON.parse(JSON.stringify(given).replaceAll(key, other)) as DirectUpload | null;
        expect(await upload(bytesOf(10, 1), TYPE, changed)).toBe(false);
        expect(await store.head(other)).toBeNull();
      });
    });
  });
}
