import type { Page } from "@playwright/test";
import { editorPage } from "./editor-page";
import { expect, test } from "./fixtures";

test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });

test("the whole way on a phone, by touch", async ({ page }) => {
  const editor = editorPage(page);
  await page.goto("/");
  await expect(page.getByText("Take photo")).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.getByRole("link", { name: "Wheat field by Pieter Bruegel" }).tap();

  await test.step("the picture is in view, and no keyboard rises by itself", async () => {
    await expect(page.getByRole("img", { name: "Your picture" })).toBeInViewport({ ratio: 0.9 });
    await expect(editor.send).toBeInViewport({ ratio: 1 });
    await expect(editor.prompt).not.toBeFocused();
    await expectNoSidewaysScroll(page);
  });

  await editor.send.tap();
  await editor.finished(1);
  await expect(page.getByRole("img", { name: /^Edited photo/ })).toBeInViewport({ ratio: 0.9 });

  await test.step("compares by touch, with the split along the picture's longer side, and turned", async () => {
    await page.getByRole("button", { name: "Compare" }).tap();
    await expect(editor.slider).toHaveAttribute("aria-orientation", "horizontal");
    await page.getByRole("button", { name: "Turn the split" }).tap();
    await expect(editor.slider).toHaveAttribute("aria-orientation", "vertical");
    await expect(editor.slider).toHaveAttribute("aria-valuenow", "50");
    await page.evaluate(() => window.scrollTo(0, 0));
    const box = await page.getByRole("img", { name: /^Edited photo/ }).boundingBox();
    if (box === null) throw new Error("No picture");
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height * 0.2);
    await expect(editor.slider).toHaveAttribute("aria-valuenow", /^(19|20|21)$/);
    await page.getByRole("button", { name: "Compare" }).tap();
    await expect(editor.slider).toHaveCount(0);
  });

  await test.step("shows the original while it is held", async () => {
    const hold = page.getByRole("button", { name: "Hold to see the original" });
    await hold.scrollIntoViewIfNeeded();
    const box = await hold.boundingBox();
    if (box === null) throw new Error("No button");
    expect(box.height).toBeGreaterThanOrEqual(44);
    const touch = await page.context().newCDPSession(page);
    const point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: [point] });
    await expect(hold).toHaveAttribute("aria-pressed", "true");
    await expect(page.locator("figcaption")).toHaveText("Original");
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await expect(hold).toHaveAttribute("aria-pressed", "false");
    await expect(page.locator("figcaption")).toHaveCount(0);
  });

  await test.step("refines, rates and deletes", async () => {
    await editor.prompt.tap();
    await editor.prompt.fill("make it black and white");
    await editor.send.tap();
    await editor.finished(2);
    await expect(editor.versions).toHaveCount(2);
    await editor.feedback.getByRole("button", { name: "Yes, good edit" }).tap();
    await expect(page.getByText("Thank you for your feedback!")).toBeVisible();
    await page.getByRole("button", { name: "Delete now" }).tap();
    await page.getByRole("button", { name: "Delete version 2" }).tap();
    await editor.finished(1);
    await expect(editor.versions).toHaveCount(0);
    await expectNoSidewaysScroll(page);
  });
});

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { wide, room } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }));
  expect(wide).toBeLessThanOrEqual(room);
}
