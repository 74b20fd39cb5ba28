import { describe, expect, it } from "vitest";
import { remoteBody } from "./remote-body";

const parts = (...all: string[]): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start(controller) {
      for (const part of all) controller.enqueue(new TextEncoder().encode(part));
      controller.close();
    },
  });

const read = (body: ReadableStream<Uint8Array>) => new Response(body).text();

describe("remoteBody", () => {
  it("is the body", async () => {
    expect(await read(remoteBody(parts("ab", "c"), 3))).toBe("abc");
    expect(await read(remoteBody(null, 0))).toBe("");
  });

  it.each([
    ["shorter", 4, "3 bytes came of 4 that were announced"],
    ["longer", 2, "3 bytes came of 2 that were announced"],
  ])("fails when it is %s than was said", async (_how, size, message) => {
    await expect(read(remoteBody(parts("ab", "c"), size))).rejects.toMatchObject({
      code: "STORAGE_UNAVAILABLE",
      cause: { message },
    });
  });

  it("fails when it breaks off, with the reason", async () => {
    const broken = new ReadableStream<Uint8Array>({
      pull() {
        throw new TypeError("terminated");
      },
    });
    await expect(read(remoteBody(broken, 3))).rejects.toMatchObject({ cause: { message: "terminated" } });
  });

  it("fails when nothing comes any more, and lets the source go", async () => {
    let released = false;
    const silent = new ReadableStream<Uint8Array>({ cancel: () => void (released = true) });
    await expect(read(remoteBody(silent, 3, 5))).rejects.toMatchObject({ cause: { message: "nothing came for 5 ms" } });
    expect(released).toBe(true);
  });

  it("lets the source go when the reader has had enough", async () => {
    let released = false;
    const endless = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(1)),
      cancel: () => void (released = true),
    });
    const reader = remoteBody(endless, 100).getReader();
    await reader.read();
    await reader.cancel();
    expect(released).toBe(true);
  });
});
