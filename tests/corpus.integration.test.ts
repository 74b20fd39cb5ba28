import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findEdit } from "@/lib/edits/progress";
import { requestEdit } from "@/lib/edits/request";
import { AppError } from "@/lib/errors";
import { clientOf, editRequest } from "./factories/edits";
import { createTestServices, type TestServices } from "./services";

const folder = process.env["TEST_IMAGES_DIR"] ?? "";
const PICTURE = /\.(?:jpe?g|png|webp|gif|bmp|tiff?|avif|heic|svg)$/i;
const REFUSALS = ["INVALID_IMAGE", "IMAGE_TOO_LARGE", "IMAGE_TYPE_NOT_SUPPORTED"];

let test: TestServices;

beforeAll(async () => {
  test = await createTestServices();
});
afterAll(() => test.close());

/** How the edit of one picture ends: its status, or the code that names why it was refused. */
async function endOf(file: string): Promise<string> {
  const bytes = await readFile(path.join(folder, file));
  const request = editRequest(bytes, { prompt: "make it sepia", enhance: "auto" });
  try {
    const { editId } = await requestEdit(test.services, request, clientOf("c"));
    await test.runEdits();
    const edit = await findEdit(test.services, editId);
    return edit?.errorCode ?? edit?.status ?? "lost";
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

describe.skipIf(folder === "")("the picture corpus (TEST_IMAGES_DIR)", () => {
  it("completes or is refused by name, and no marker of its metadata is stored", { timeout: 300_000 }, async () => {
    const files = (await readdir(folder)).filter((file) => PICTURE.test(file));
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      // A transparent or black pixel has no colour to age: said so, and not an error of ours.
      expect(["completed", "NOTHING_CHANGED", ...REFUSALS], file).toContain(await endOf(file));
    }
    const blobs = path.join(test.services.env.dataDir, "blobs");
    const stored = (await readdir(blobs, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
    expect(stored.length).toBeGreaterThan(files.length);
    for (const entry of stored) {
      const bytes = await readFile(path.join(entry.parentPath, entry.name), "latin1");
      expect(bytes.includes("SECRET-"), entry.name).toBe(false);
    }
  });
});
