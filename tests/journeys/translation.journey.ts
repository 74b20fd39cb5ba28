import type { Page } from "@playwright/test";
import { editorPage } from "./editor-page";
import { expect, LOCAL, test } from "./fixtures";
import { smallPicture } from "./pictures";

/** Does to the page what a browser's translation does: each text gives way to nested elements, at once and ever after. */
function translate(page: Page): Promise<void> {
  return page.evaluate(() => {
    const mark = "data-translated";
    const wrap = (text: Text) => {
      const parent = text.parentElement;
      if (parent === null || text.data.trim() === "" || !document.body.contains(text)) return;
      if (parent.closest(`script, style, noscript, textarea, [${mark}]`) !== null) return;
      const outer = document.createElement("font");
      outer.setAttribute(mark, "");
      const inner = outer.appendChild(document.createElement("font"));
      inner.textContent = text.data;
      text.replaceWith(outer);
    };
    const all = (root: Node) => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode() !== null) texts.push(walker.currentNode as Text);
      for (const text of texts) wrap(text);
    };
    new MutationObserver((mutations) => {
      for (const { target, addedNodes } of mutations) {
        if (target instanceof Text) wrap(target);
        for (const node of addedNodes) {
          if (node instanceof Text) wrap(node);
          else all(node);
        }
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
    all(document.body);
  });
}

test("a page that the browser translates survives two edits, and shows what is true", LOCAL, async ({ page }) => {
  const editor = editorPage(page);
  await page.goto("/");
  await expect(editor.chooser).toBeAttached();
  await translate(page);
  await editor.chooser.setInputFiles(await smallPicture());
  await expect(editor.heading("Your picture")).toBeVisible();
  await editor.ask("make it sharper");
  await editor.finished(1);
  await expect(page.getByRole("form", { name: "Edit" })).toContainText("Edit 2 of 5");
  await editor.ask("turn it into a unicorn");
  await expect(page.getByRole("button", { name: "Edit prompt" })).toBeVisible({ timeout: 30_000 });
  await page.getByRole("button", { name: "Edit prompt" }).click();
  await editor.versions.first().click();
  await expect(editor.heading("Version 1")).toBeVisible();
  await editor.ask("black and white");
  await editor.finished(3);
  await expect(page.getByRole("form", { name: "Edit" })).toContainText("Edit 3 of 5");
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(editor.slider).toBeVisible();
  expect(await page.locator("font font").count()).toBeGreaterThan(10);
});
