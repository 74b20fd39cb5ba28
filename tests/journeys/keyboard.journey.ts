import type { Locator, Page } from "@playwright/test";
import { editorPage } from "./editor-page";
import { expect, test } from "./fixtures";

test("the whole way by keyboard alone", async ({ page }) => {
  const editor = editorPage(page);
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  await tabTo(page, page.getByRole("link", { name: "Wheat field by Pieter Bruegel" }));
  await page.keyboard.press("Enter");
  await expect(editor.prompt).toBeFocused();
  await page.keyboard.press("Enter");
  await editor.finished(1);
  await expect(editor.prompt).toBeFocused();

  await test.step("the split between before and after", async () => {
    await tabTo(page, page.getByRole("button", { name: "Compare" }));
    await page.keyboard.press("Space");
    await expect(editor.slider).toHaveAttribute("aria-valuenow", "50");
    await tabTo(page, editor.slider);
    const steps = [
      ["ArrowRight", 51],
      ["Shift+ArrowRight", 61],
      ["PageDown", 71],
      ["ArrowLeft", 70],
      ["PageUp", 60],
      ["Home", 0],
      ["End", 100],
      ["2", 50],
      ["1", 0],
      ["3", 100],
    ] as const;
    for (const [key, value] of steps) {
      await page.keyboard.press(key);
      await expect(editor.slider, key).toHaveAttribute("aria-valuenow", String(value));
    }
    await expect(editor.slider).toHaveAttribute("aria-valuetext", "100% before, 0% after");
    await expect(editor.slider).toBeFocused();
  });

  await test.step("the original while a key is held", async () => {
    await tabTo(page, page.getByRole("button", { name: "Compare" }));
    await page.keyboard.press("Space");
    await expect(editor.slider).toHaveCount(0);
    const original = page.locator("figcaption");
    await page.keyboard.down("\\");
    await expect(original).toHaveText("Original");
    await page.keyboard.up("\\");
    await expect(original).toHaveCount(0);
    await tabTo(page, page.getByRole("button", { name: "Hold to see the original" }));
    await page.keyboard.down("Space");
    await expect(original).toHaveText("Original");
    await page.keyboard.up("Space");
    await expect(original).toHaveCount(0);
  });

  await test.step("a backslash in the prompt is text", async () => {
    await tabTo(page, editor.prompt);
    await page.keyboard.type("a\\b");
    await expect(editor.prompt).toHaveValue("a\\b");
    await expect(page.locator("figcaption")).toHaveCount(0);
    await page.keyboard.press("Control+A");
    await page.keyboard.type("make it sepia");
    await page.keyboard.press("Enter");
    await editor.finished(2);
  });

  await test.step("versions by arrows", async () => {
    await tabTo(page, editor.versions.nth(0));
    await page.keyboard.press("ArrowRight");
    await expect(editor.versions.nth(1)).toBeFocused();
    await page.keyboard.press("ArrowUp");
    await expect(editor.versions.nth(0)).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(editor.heading("Version 1")).toBeVisible();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(editor.heading("Version 2")).toBeVisible();
  });

  await test.step("feedback", async () => {
    await tabTo(page, editor.feedback.getByRole("button", { name: "No, something is wrong" }));
    await page.keyboard.press("Enter");
    await tabTo(page, editor.feedback.getByRole("textbox"));
    await page.keyboard.type("Too brown");
    await tabTo(page, editor.feedback.getByRole("button", { name: "Send feedback" }));
    await page.keyboard.press("Enter");
    await expect(page.getByText("Thank you for helping us improve!")).toBeVisible();
  });

  await test.step("deleting: focus goes in, stays in, and comes back", async () => {
    const trigger = page.getByRole("button", { name: "Delete now" });
    const dialog = page.getByRole("alertdialog");
    await tabTo(page, trigger);
    await page.keyboard.press("Enter");
    await expect(dialog.getByRole("button", { name: "Keep it" })).toBeFocused();
    for (let presses = 0; presses < 4; presses++) {
      await page.keyboard.press("Tab");
      await expect(dialog.locator(":focus")).toHaveCount(1);
    }
    await page.keyboard.press("Escape");
    await expect(dialog).toHaveCount(0);
    await expect(trigger).toBeFocused();
    await page.keyboard.press("Enter");
    await tabTo(page, dialog.getByRole("button", { name: "Delete version 2" }));
    await page.keyboard.press("Enter");
    await editor.finished(1);
  });
});

/** Presses Tab until this is focused; every stop on the way must show that it is. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  for (let presses = 0; presses < 50; presses++) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press("Tab");
    const unmarked = await page.evaluate(() => {
      const focused = document.activeElement;
      if (!(focused instanceof HTMLElement) || focused === document.body) return null;
      const label = focused instanceof HTMLInputElement ? focused.labels?.[0] : undefined;
      const around = [focused, label, focused.closest("form"), ...focused.querySelectorAll("*")];
      const marked = around.some((element) => {
        if (element === null || element === undefined) return false;
        const { outlineStyle, outlineWidth } = getComputedStyle(element);
        return outlineStyle !== "none" && outlineWidth !== "0px";
      });
      return marked ? null : focused.outerHTML.slice(0, 200);
    });
    expect(unmarked, "focused, and nothing shows it").toBeNull();
  }
  throw new Error(`Tab never reached ${target.toString()}`);
}
