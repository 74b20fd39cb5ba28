import * as fc from "fast-check";
import { createHash, randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { blobKey, contentTypeOf, isBlobKey, pictureKeys, readBlob, uploadKey } from "./blob-store";

const blobOf = (size: number, ...parts: number[][]) => ({
  size,
  body: new Blob(parts.map((part) => new Uint8Array(part))).stream() as ReadableStream<Uint8Array>,
});

describe("the bytes of an object", () => {
  it("are those of all its parts", async () => {
    expect(await readBlob(blobOf(5, [1, 2], [3], [4, 5]))).toEqual(new Uint8Array([1, 2, 3, 4, 5]));
    expect(await readBlob(blobOf(0))).toEqual(new Uint8Array());
  });

  it.each([4, 6])("are not had when there are not as many as announced: %i", async (size) => {
    await expect(readBlob(blobOf(size, [1, 2], [3], [4, 5]))).rejects.toMatchObject({ code: "STORAGE_UNAVAILABLE" });
  });

  it("end with the body's own error", async () => {
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(new Uint8Array(1));
        controller.error(new Error("broken off"));
      },
    });
    await expect(readBlob({ size: 2, body })).rejects.toThrow("broken off");
  });
});

const EDIT = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";

describe("blobKey", () => {
  it("is the first 32 hex digits of sha256(kind, edit id) and an extension", () => {
    const hex = createHash("sha256").update(`result${EDIT}`).digest("hex");
    expect(blobKey("result", EDIT, "png")).toBe(`${hex.slice(0, 32)}.png`);
  });

  it("is the same on every repeat and for either case of the id", () => {
    expect(blobKey("preview", EDIT.toUpperCase(), "webp")).toBe(blobKey("preview", EDIT, "webp"));
  });

  it("differs by kind and by edit, and holds no part of the id", () => {
    const keys = [randomUUID(), randomUUID(), EDIT].flatMap(pictureKeys);
    expect(new Set(keys).size).toBe(keys.length);
    for (const part of EDIT.split("-").filter((text) => text.length > 4)) expect(keys.join()).not.toContain(part);
  });
});

describe("pictureKeys", () => {
  it("holds every key that a picture of the edit may be stored under", () => {
    const keys = pictureKeys(EDIT);
    expect(keys).toContain(blobKey("original", EDIT, "jpg"));
    expect(keys).toContain(blobKey("original", EDIT, "webp"));
    expect(keys).toContain(blobKey("original", EDIT, "png"));
    expect(keys).toContain(blobKey("result", EDIT, "png"));
    for (const kind of ["original_preview", "original_thumbnail", "preview", "thumbnail"] as const) {
      expect(keys).toContain(blobKey(kind, EDIT, "webp"));
    }
    expect(keys).toHaveLength(10);
    expect(keys.every(isBlobKey)).toBe(true);
  });
});

describe("isBlobKey", () => {
  it("accepts what the makers make", () => {
    expect(isBlobKey(uploadKey(randomUUID()))).toBe(true);
    expect(isBlobKey(blobKey("original", EDIT, "jpg"))).toBe(true);
  });

  it.each(["", "..", "../a.png", "a".repeat(32), `${"a".repeat(32)}.svg`, `${"A".repeat(32)}.png`])(
    "refuses %j",
    (text) => {
      expect(isBlobKey(text)).toBe(false);
    },
  );

  it.each(["\n", "\0", "/", "?x"])("refuses a good key followed by %j", (end) => {
    expect(isBlobKey(`${"a".repeat(32)}.png${end}`)).toBe(false);
  });

  it("refuses a good key with any other character put anywhere before its extension", () => {
    const good = blobKey("result", EDIT, "png");
    fc.assert(
      fc.property(fc.nat(32), fc.string({ unit: "binary-ascii", minLength: 1, maxLength: 5 }), (at, text) => {
        expect(isBlobKey(good.slice(0, at) + text + good.slice(at))).toBe(false);
      }),
    );
  });
});

describe("contentTypeOf", () => {
  it.each([
    ["jpg", "image/jpeg"],
    ["png", "image/png"],
    ["webp", "image/webp"],
    ["bin", "application/octet-stream"],
  ])("knows %s", (extension, type) => {
    expect(contentTypeOf(`${"0".repeat(32)}.${extension}`)).toBe(type);
  });

  it("throws a TypeError for anything else", () => {
    expect(() => contentTypeOf("../etc/passwd")).toThrow(TypeError);
  });
});
