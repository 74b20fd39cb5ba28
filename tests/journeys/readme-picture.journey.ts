import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { editorPage } from "./editor-page";
import { expect, test } from "./fixtures";

const file = path.join(import.meta.dirname, "../../docs/images/editor.webp");
const MAX_BYTES = 150 * 1024;

test.use({ viewport: { width: 1440, height: 900 }, colorScheme: "light" });

test("the README's picture: a finished edit, compared", async ({ page }) => {
  const editor = editorPage(page);
  await editor.takeSample("Mountain lake at dusk");
  await editor.ask("Sharpen it and lift the shadows a little");
  await editor.finished(1);
  await editor.ask("Turn it into a sunset");
  await editor.finished(2);
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(editor.slider).toHaveAttribute("aria-valuenow", "50");
  await page.mouse.move(0, 0);
  await page.waitForLoadState("networkidle");

  const shot = await page.screenshot({ animations: "disabled" });
  const picture = await sharp(shot).webp({ quality: 82, effort: 6 }).toBuffer();
  expect(picture.length).toBeLessThanOrEqual(MAX_BYTES);
  // Written on request only: `MIZUAL_README_PICTURE=1 npx playwright test readme-picture`.
  if (process.env["MIZUAL_README_PICTURE"] !== "1") return;
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, picture);
});
