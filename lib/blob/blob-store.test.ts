import { describe, expect, it } from "vitest";
import { readBlob } from "./blob-store";

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
