import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { blobKey, pictureKeys } from "./blob-key";
import type { BlobStore } from "./blob-store";

type Subject = {
  store: BlobStore;
  close(): Promise<void>;
  /** How many connections or files are open now, where that can be told. */
  openHandles?(): Promise<number>;
};

const bytesOf = (size: number, seed: number): Uint8Array =>
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
  });
}
