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

  await test.step("a word is missing: it says so in sight", async () => {
    const words = await editor.prompt.inputValue();
    await editor.prompt.fill("");
    await expect(editor.send).toBeDisabled();
    await expect(page.getByText("Say what to change, then press Enter.")).toBeInViewport({ ratio: 1 });
    await editor.prompt.fill(words);
    await editor.prompt.blur();
  });
  await editor.send.tap();
  await editor.finished(1);
  await expect(editor.prompt).not.toBeFocused();
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

  await test.step("two fingers on the picture zoom it and not the page, and elsewhere the page; a long press has its menu", async () => {
    const touch = await page.context().newCDPSession(page);
    const picture = page.getByRole("img", { name: /^Edited photo/ });
    await page.evaluate(() => window.scrollTo(0, 0));
    const box = await picture.boundingBox();
    if (box === null) throw new Error("No picture");
    const scales = () =>
      page.evaluate(() => {
        const { transform } = getComputedStyle(document.querySelector("[data-canvas] figure") ?? document.body);
        return {
          picture: new DOMMatrix(transform === "none" ? undefined : transform).a,
          page: window.visualViewport?.scale ?? 0,
        };
      });
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    const fingers = (apart: number) => [
      { x: x - apart, y, id: 0 },
      { x: x + apart, y, id: 1 },
    ];
    await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints: fingers(30) });
    for (const apart of [40, 50, 60, 75])
      await touch.send("Input.dispatchTouchEvent", { type: "touchMove", touchPoints: fingers(apart) });
    await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
    await expect.poll(async () => (await scales()).picture).toBeGreaterThan(1.5);
    expect((await scales()).page).toBe(1);
    await page.getByRole("button", { name: "Fit the whole picture" }).tap();
    await expect.poll(async () => (await scales()).picture).toBe(1);
    const isKept = await picture.evaluate((image) => {
      const menu = new MouseEvent("contextmenu", { bubbles: true, cancelable: true });
      return image.dispatchEvent(menu) && getComputedStyle(image).pointerEvents !== "none";
    });
    expect(isKept).toBe(true);
    const content = await page.locator("meta[name=viewport]").getAttribute("content");
    expect(content).not.toMatch(/maximum-scale|user-scalable/);
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
    await expect(editor.versions).toHaveCount(1);
    await page.getByRole("button", { name: "Undo" }).tap();
    await editor.finished(2);
    await expect(editor.versions).toHaveCount(2);
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
