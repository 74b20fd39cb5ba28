import sharp from "sharp";
import { editorPage } from "../journeys/editor-page";
import { expect, test } from "../journeys/fixtures";
import type { PictureFile } from "../journeys/pictures";
import { slowUploads } from "../journeys/slow-uploads";

test("a large picture goes past the server to the store, and its progress is seen", async ({ page, baseURL }) => {
  const editor = editorPage(page);
  const bar = page.getByRole("progressbar", { name: "Edit" });
  const now = async () => Number(await bar.getAttribute("aria-valuenow"));
  const picture = await noisyPicture();
  expect(picture.buffer.length).toBeGreaterThan(5_000_000);
  await editor.choose(picture);

  const restore = await slowUploads(page);
  const sent = page.waitForRequest((request) => request.method() === "PUT");
  const accepted = page.waitForRequest((request) => request.url().endsWith("/api/edit-image"));
  await editor.ask("make it warmer");
  expect((await sent).url().startsWith(baseURL ?? "")).toBe(false);
  await expect(editor.progress).toContainText(/Sending your picture… [1-9]\d?%/);
  await expect(editor.progress).toContainText(/\d\.\d MB of \d\.\d MB/);
  await expect(editor.progress).toContainText("Please keep this tab open until your picture is sent.");
  expect(await now()).toBeLessThan(10);
  await restore();

  const form = (await accepted).postDataBuffer();
  expect(form?.length).toBeLessThan(10_000);
  await expect(page).toHaveURL(/\/edits\//);
  await expect(bar).toHaveAttribute("aria-valuetext", /\.\.\.$/);
  expect(await now()).toBeGreaterThanOrEqual(10);
});

/** Noise is hardly compressed. */
async function noisyPicture(): Promise<PictureFile> {
  const noise = { type: "gaussian", mean: 128, sigma: 60 } as const;
  const buffer = await sharp({ create: { width: 2600, height: 2000, channels: 3, background: "black", noise } })
    .jpeg({ quality: 97 })
    .toBuffer();
  return { name: "noise.jpg", mimeType: "image/jpeg", buffer };
}
