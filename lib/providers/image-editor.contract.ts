import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { RUN_ERROR_CODES } from "@/lib/errors";
import type { ImageEditor, Picture } from "./port";
import { plainPicture, submitRequest } from "@/tests/factories/pictures";

/** What every editor must hold; `create` gives one that works, against a faithful server where it needs one. */
export function describeImageEditor(name: string, create: () => ImageEditor | Promise<ImageEditor>): void {
  const signal = AbortSignal.timeout(30_000);

  async function finish(editor: ImageEditor, prompt: string): Promise<Picture> {
    const submission = await editor.submit(submitRequest(await plainPicture(), prompt), signal);
    expect(submission.model).not.toBe("");
    if (submission.state === "done") return submission.picture;
    expect(submission.providerId).not.toBe("");
    for (;;) {
      const poll = await editor.poll(submission.pollingUrl, signal);
      if (poll.state === "ready") return editor.fetch(poll.resultUrl, signal);
    }
  }

  describe(`image editor: ${name}`, () => {
    it("says who it is and what it can do", async () => {
      const editor = await create();
      expect(editor.id).toMatch(/^[a-z][a-z0-9-]*$/);
      expect(editor.label).not.toBe("");
      expect(editor.capabilities.references).toBeGreaterThanOrEqual(0);
      if (editor.free) expect(editor.capabilities.priceUsd).toBe(0);
    });

    it("turns a picture and words into a picture that decodes", async () => {
      const picture = await finish(await create(), "make it brighter");
      const { width, height, format } = await sharp(picture.bytes).metadata();
      expect(`image/${format}`).toBe(picture.contentType);
      expect([width, height].every((side) => side >= 1)).toBe(true);
      await expect(sharp(picture.bytes).stats()).resolves.toBeDefined();
    });

    it("gives up, with a code of a run or the abort itself, when the submit is aborted", async () => {
      const editor = await create();
      const failure = await editor
        .submit(submitRequest(await plainPicture(), "make it brighter"), AbortSignal.abort())
        .then(
          () => null,
          (error: unknown) => error,
        );
      expect(failure).not.toBeNull();
      const code: unknown =
        typeof failure === "object" && failure !== null && "code" in failure ? failure.code : undefined;
      if (typeof code === "string") expect(RUN_ERROR_CODES).toContain(code);
      else expect(failure).toMatchObject({ name: "AbortError" });
    });
  });
}
