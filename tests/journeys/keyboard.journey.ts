import { readFileSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import sharp from "sharp";
import { editorPage } from "./editor-page";
import { expect, expectNoAxeFindings, LOCAL, test } from "./fixtures";
import { makeEdit } from "./make-edit";

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

test("looking closer, comparing, taking along and finding help, by keyboard alone", LOCAL, async ({ page }) => {
  const editor = editorPage(page);
  const first = await makeEdit(page.request, { prompt: "make it sharper" });
  const second = await makeEdit(page.request, { prompt: "make it sepia", parent: first });
  await page.goto(`/edits/${second}`);
  await editor.finished(2);
  await page.waitForLoadState("networkidle");
  const canvas = page.getByRole("group", { name: "Picture", exact: true });
  const percent = page.getByRole("textbox", { name: "Zoom in percent" });

  await test.step("zoom and compare by single keys", async () => {
    await tabTo(page, canvas);
    await page.keyboard.press("1");
    await expect(percent).toHaveValue("100 %");
    await page.keyboard.press("0");
    await page.keyboard.press("m");
    await expect(editor.slider).toBeVisible();
    await page.keyboard.press("m");
    await expectNoAxeFindings(page, "side by side");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("group", { name: "Comparing" })).toHaveCount(0);
    await page.keyboard.down("b");
    await expect(page.locator("figcaption")).toHaveText("v1");
    await page.keyboard.up("b");
    await expect(page.locator("figcaption")).toHaveCount(0);
  });

  await test.step("back to what it was made of, and on again", async () => {
    await page.keyboard.press("Control+z");
    await expect(editor.heading("Version 1")).toBeVisible();
    await page.keyboard.press("Control+Shift+z");
    await expect(editor.heading("Version 2")).toBeVisible();
  });

  await test.step("a command by its words", async () => {
    await page.keyboard.press("Control+k");
    await expect(page.getByRole("combobox", { name: "All commands" })).toBeFocused();
    await expectNoAxeFindings(page, "palette");
    await page.keyboard.type("difference");
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(/compare=difference/);
    await expectNoAxeFindings(page, "difference");
    await canvas.focus();
    await page.keyboard.press("Escape");
  });

  await test.step("the keys, which can be switched off", async () => {
    await page.keyboard.press("?");
    const help = page.getByRole("dialog", { name: "Help" });
    await expect(help.getByText("Hold to see the original")).toBeVisible();
    await expectNoAxeFindings(page, "keys");
    await tabTo(page, help.getByRole("checkbox"));
    await page.keyboard.press("Space");
    await page.keyboard.press("Escape");
    await expect(canvas).toBeFocused();
    await page.keyboard.press("m");
    await expect(page.getByRole("group", { name: "Comparing" })).toHaveCount(0);
  });

  await test.step("a phrase of the guide goes into the prompt box, and earlier words come back", async () => {
    await page.getByRole("button", { name: "Help" }).press("Enter");
    const help = page.getByRole("dialog", { name: "Help" });
    await help.getByRole("searchbox").fill("vignette");
    await expectNoAxeFindings(page, "guide");
    await help
      .getByRole("link", { name: /vignette/ })
      .first()
      .press("Enter");
    await expect(help).toHaveCount(0);
    await expect(editor.prompt).toBeFocused();
    await expect(editor.prompt).toHaveValue(/vignette/);
    await page.keyboard.press("Alt+ArrowUp");
    await expect(editor.prompt).toHaveValue("make it sepia");
    await page.keyboard.press("Alt+ArrowDown");
    await expect(editor.prompt).toHaveValue(/vignette/);
  });

  await test.step("the picture in another form, and both as one", async () => {
    await page.getByRole("button", { name: "Download in another format" }).press("Enter");
    await expect(page.getByText(/\d KB$/).first()).toBeVisible();
    await expectNoAxeFindings(page, "download");
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save before and after as one picture" }).press("Enter");
    const { width, height } = await sharp(readFileSync(await (await saved).path())).metadata();
    // Two of 480 × 320 beside each other, and a gap.
    expect([width, height]).toEqual([968, 320]);
    await page.keyboard.press("Escape");
    const download = page.waitForEvent("download");
    await page.keyboard.press("Control+s");
    expect((await download).suggestedFilename()).toMatch(/-v2-make-it-sepia\.jpg$/);
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
