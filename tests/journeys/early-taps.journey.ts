import type { Page } from "@playwright/test";
import { editorPage } from "./editor-page";
import { expect, test } from "./fixtures";
import { smallPicture } from "./pictures";

/** Holds back the page's scripts until what it answers is called: painted, and not alive. */
async function holdScripts(page: Page): Promise<() => Promise<void>> {
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/_next/static/**/*.js", async (route) => {
    await released;
    await route.continue();
  });
  return async () => {
    release();
    await page.unrouteAll({ behavior: "wait" });
  };
}

test("what is pressed before the page has come alive counts once it has", async ({ page }) => {
  const editor = editorPage(page);

  await test.step("a file that is chosen, and a theme, which shows at once", async () => {
    const release = await holdScripts(page);
    await page.goto("/", { waitUntil: "commit" });
    await page.getByRole("button", { name: "Theme" }).click();
    await page.getByRole("radio", { name: "Dark" }).check();
    expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe("dark");
    await editor.chooser.setInputFiles(await smallPicture("early.jpg"));
    await expect(editor.heading("Your picture")).toHaveCount(0);
    await release();
    await expect(editor.heading("Your picture")).toBeVisible();
    await expect(editor.panel.getByText("early.jpg")).toBeVisible();
    await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
    await expect(page.getByRole("radio", { name: "Dark", includeHidden: true })).toBeChecked();
  });

  await test.step("a sample, which is a link", async () => {
    const release = await holdScripts(page);
    await page.goto("/", { waitUntil: "commit" });
    await page.getByRole("link", { name: "Stained glass with two parrots" }).click();
    await release();
    await expect(editor.panel.getByText("parrots.webp")).toBeVisible();
    await expect(editor.prompt).toHaveValue("Turn it into pop art");
    expect(new URL(page.url()).search).toBe("");
  });
});
