import type { Page } from "@playwright/test";
import { editorPage } from "./editor-page";
import { expect, test } from "./fixtures";
import { makeEdit } from "./make-edit";
import { largePicture } from "./pictures";

/** In the page: how the picture in front is scaled and moved, and its box in the window. */
const seen = (page: Page) =>
  page.evaluate(() => {
    const figure = document.querySelector<HTMLElement>("[data-canvas] figure");
    if (figure === null) throw new Error("No picture");
    const { transform } = getComputedStyle(figure);
    const { a, e, f } = new DOMMatrix(transform === "none" ? undefined : transform);
    const { width, height } = figure.getBoundingClientRect();
    return { scale: a, x: e, y: f, width, height };
  });

test("looking closer, and comparing any two versions", async ({ page, context }) => {
  test.slow();
  const editor = editorPage(page);
  const percent = page.getByRole("textbox", { name: "Zoom in percent" });
  const canvas = page.getByRole("group", { name: "Picture", exact: true });
  const first = await makeEdit(context.request, { prompt: "make it sharper", picture: await largePicture() });
  const second = await makeEdit(context.request, { prompt: "make it sepia", parent: first });
  const cropped = await makeEdit(context.request, { prompt: "crop to square", parent: first });

  await test.step("the picture is the largest thing, by far", async () => {
    for (const [width, height, share] of [
      [1366, 625, 0.45],
      [1440, 900, 0.55],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.goto(`/edits/${second}`);
      await editor.finished(2);
      await expect(editor.versions).toHaveCount(3);
      const box = await seen(page);
      expect(box.width / box.height).toBeCloseTo(4 / 3, 1);
      expect((box.width * box.height) / (width * height)).toBeGreaterThanOrEqual(share);
    }
    await page.waitForLoadState("networkidle");
  });

  await test.step("the wheel with Ctrl zooms at the pointer, and the plain wheel moves what is larger than its view", async () => {
    const box = await canvas.boundingBox();
    if (box === null) throw new Error("No canvas");
    await page.mouse.move(box.x + box.width * 0.75, box.y + box.height / 2);
    await page.mouse.wheel(0, 100);
    expect(await seen(page)).toMatchObject({ scale: 1, x: 0 });
    await page.keyboard.down("Control");
    for (let notch = 0; notch < 4; notch++) await page.mouse.wheel(0, -100);
    await page.keyboard.up("Control");
    await expect.poll(async () => (await seen(page)).scale).toBeGreaterThan(2);
    expect((await seen(page)).x).toBeLessThan(-100);
    const { y } = await seen(page);
    await page.mouse.wheel(0, 60);
    await expect.poll(async () => (await seen(page)).y).toBeLessThan(y);
  });

  await test.step("Space and the middle button drag it", async () => {
    const { x } = await seen(page);
    await canvas.focus();
    await page.keyboard.down("Space");
    await page.mouse.down();
    await page.mouse.move(700, 400, { steps: 3 });
    await page.mouse.up();
    await page.keyboard.up("Space");
    const moved = await seen(page);
    expect(moved.x).not.toBe(x);
    await page.mouse.down({ button: "middle" });
    await page.mouse.move(640, 400, { steps: 3 });
    await page.mouse.up({ button: "middle" });
    await expect.poll(async () => (await seen(page)).x).toBeLessThan(moved.x);
  });

  await test.step("a percent that is typed, the full size that is loaded for it, and squares above 200 %", async () => {
    await expect(page.locator("[data-full-size=shown]")).toHaveAttribute("src", /^\/api\/images\//);
    await percent.fill("400");
    await percent.press("Enter");
    await expect(percent).toHaveValue("400 %");
    await expect(page.locator("[data-canvas] figure")).toHaveCSS("image-rendering", "pixelated");
  });

  await test.step("single keys where the canvas has the focus, and not in the percent's field", async () => {
    await percent.press("1");
    expect((await seen(page)).width).toBeGreaterThan(10_000);
    await canvas.focus();
    await page.keyboard.press("1");
    await expect(percent).toHaveValue("100 %");
    await page.keyboard.press("+");
    await expect(percent).toHaveValue("125 %");
    await page.keyboard.press("-");
    await expect(percent).toHaveValue("100 %");
  });

  await test.step("another version at the same place, then the whole of it", async () => {
    const place = await seen(page);
    await editor.versions.nth(0).click();
    await editor.finished(1);
    expect(await seen(page)).toMatchObject({ scale: place.scale, x: place.x, y: place.y });
    await canvas.focus();
    await page.keyboard.press("0");
    await expect.poll(async () => (await seen(page)).scale).toBe(1);
  });

  await test.step("the original while the picture itself is held", async () => {
    const box = await canvas.boundingBox();
    if (box === null) throw new Error("No canvas");
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await expect(page.locator("figcaption")).toHaveText("Original");
    await expect(page.getByRole("img", { name: "Original photo" })).toBeVisible();
    await page.mouse.up();
    await expect(page.locator("figcaption")).toHaveCount(0);
  });

  await test.step("M compares and goes round the ways to, C swaps, Escape leaves", async () => {
    await canvas.focus();
    await page.keyboard.press("m");
    await expect(editor.slider).toBeVisible();
    await page.keyboard.press("m");
    await expect(page.getByRole("radio", { name: "Side by side" })).toBeChecked();
    await page.keyboard.press("+");
    await expect
      .poll(() => page.locator("[data-canvas] figure").evaluateAll((all) => all.map((one) => one.style.transform)))
      .toEqual(["translate(0%, 0%) scale(1.25)", "translate(0%, 0%) scale(1.25)"]);
    await page.keyboard.press("0");
    await page.keyboard.press("m");
    await expect(page.getByText("eight times as strong")).toBeVisible();
    await page.keyboard.press("m");
    await page.getByRole("button", { name: "Pause" }).click();
    await canvas.focus();
    await page.keyboard.press("c");
    await expect(page.getByRole("combobox", { name: "First picture" })).toHaveValue(first);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("group", { name: "Comparing" })).toHaveCount(0);
  });

  await test.step("any two, of different shape too; the address keeps it", async () => {
    await page.goto(`/edits/${cropped}?compare=slider`);
    // A choice counts once the page is alive.
    await page.waitForLoadState("networkidle");
    await page.getByRole("combobox", { name: "First picture" }).selectOption(second);
    await expect(page.getByText("Sizes differ: v2 4000 × 3000, v3 3000 × 3000.")).toBeVisible();
    await expect(page).toHaveURL(new RegExp(`compare=slider&with=${second}`));
    await page.reload();
    await expect(page.getByRole("combobox", { name: "First picture" })).toHaveValue(second);
    await page.waitForLoadState("networkidle");
    await page.getByRole("combobox", { name: "First picture" }).selectOption("original");
    await editor.versions.nth(1).click();
    await expect(page.getByRole("combobox", { name: "Second picture" })).toHaveValue(second);
    await expect(page.getByRole("combobox", { name: "First picture" })).toHaveValue("original");
    await page.goBack();
    await expect(page.getByRole("combobox", { name: "Second picture" })).toHaveValue(cropped);
    await expect(editor.slider).toBeVisible();
  });
});
