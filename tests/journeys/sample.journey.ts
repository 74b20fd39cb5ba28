import { readFile } from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import { editIdOf, editorPage } from "./editor-page";
import { expect, LOCAL, test } from "./fixtures";

const sample = path.join(import.meta.dirname, "../../public/samples/harvesters.webp");

test("a sample becomes a finished edit, which is explained, kept and taken home", LOCAL, async ({ page, context }) => {
  const editor = editorPage(page);
  await editor.takeSample("Wheat field by Pieter Bruegel");
  await expect(editor.prompt).toHaveValue("Make the sky more dramatic");
  await expect(editor.prompt).toBeFocused();
  await editor.prompt.press("Enter");
  await editor.finished(1);

  await test.step("says what happened, and moves no focus", async () => {
    await expect(page).toHaveTitle("✓ v1 · Make the sky more dramatic · Mizual");
    await expect(editor.announcements).toHaveText("Version 1 is ready: Make the sky more dramatic");
    await expect(editor.prompt).toBeFocused();
    await expect(editor.prompt).toHaveValue("");
    await expect(editor.panel).toContainText("You askedMake the sky more dramatic");
    await expect(editor.panel).toContainText(/Sent to the engineMake the sky more dramatic: .+/);
    await expect(editor.panel).toContainText("Local engine: rules and two small finders, no generative model");
    await expect(page.getByText("Edit 2 of 5")).toBeVisible();
    await expect(page.getByRole("img", { name: "Edited photo: Make the sky more dramatic" })).toBeVisible();
  });

  await test.step("says until when it is kept", async () => {
    const status: unknown = await (await context.request.get(`/api/edit/${editIdOf(page)}`)).json();
    const day = await page.evaluate(
      (at: string) => new Date(at).toLocaleDateString(undefined, { day: "numeric", month: "long", year: "numeric" }),
      (status as { expires_at: string }).expires_at,
    );
    await expect(editor.panel).toContainText(/Kept until .+, then deleted\./);
    for (const word of day.match(/\p{L}{3,}|\d+/gu) ?? []) await expect(editor.panel).toContainText(word);
  });

  await test.step("the download has the name of what was asked and holds what was made", async () => {
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "Download" }).click(),
    ]);
    expect(download.suggestedFilename()).toBe("harvesters-v1-make-the-sky-more-dramatic.webp");
    const bytes = await readFile(await download.path());
    const { format, width, height } = await sharp(bytes).metadata();
    const source = await sharp(sample).metadata();
    expect({ format, width, height }).toEqual({ format: "webp", width: source.width, height: source.height });
    const region = { left: 40, top: 40, width: 300, height: 120 };
    expect(await lightness(bytes, region)).toBeLessThan((await lightness(await readFile(sample), region)) - 5);
  });

  await test.step("a reload and a second tab show the same", async () => {
    await page.reload();
    await editor.finished(1);
    const other = await context.newPage();
    await other.goto(page.url());
    await editorPage(other).finished(1);
    await expect(other.getByRole("button", { name: "Delete now" })).toBeVisible();
  });
});

test("the theme follows the system, can be chosen, and is there before the first paint", async ({ page }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: "light" });
  await page.goto("/");
  const light = await ground();
  await page.emulateMedia({ colorScheme: "dark" });
  const dark = await ground();
  expect(dark).not.toBe(light);

  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("radio", { name: "Light" }).click();
  expect(await ground()).toBe(light);
  await page.addInitScript(() => {
    new MutationObserver((_, observer) => {
      if (document.body === null) return;
      observer.disconnect();
      Object.assign(window, { themeAtFirst: document.documentElement.dataset["theme"] });
    }).observe(document, { childList: true, subtree: true });
  });
  await page.reload();
  expect(await page.evaluate(() => (window as { themeAtFirst?: string }).themeAtFirst)).toBe("light");
  await page.getByRole("button", { name: "Theme" }).click();
  await expect(page.getByRole("radio", { name: "Light" })).toBeChecked();
  expect(await ground()).toBe(light);

  await page.getByRole("radio", { name: "Like the system" }).click();
  expect(await ground()).toBe(dark);
});

async function lightness(
  bytes: Buffer,
  region: { left: number; top: number; width: number; height: number },
): Promise<number> {
  const { channels } = await sharp(await sharp(bytes).extract(region).greyscale().toBuffer()).stats();
  return channels[0]?.mean ?? Number.NaN;
}
