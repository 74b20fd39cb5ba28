import type { Locator, Page } from "@playwright/test";
import { editorPage } from "./editor-page";
import { expect, LOCAL, test } from "./fixtures";
import { smallPicture } from "./pictures";

test.use({ viewport: { width: 360, height: 640 }, hasTouch: true, isMobile: true });

const form = (page: Page) => page.getByRole("form", { name: "Edit" });

async function box(locator: Locator) {
  const found = await locator.boundingBox();
  if (found === null) throw new Error("It is not on the page");
  return found;
}

/** Nothing of it lies under the prompt, which keeps to the foot of a phone. */
async function expectAbovePrompt(page: Page, locator: Locator): Promise<void> {
  const [it, prompt] = [await box(locator), await box(form(page))];
  expect(it.y + it.height).toBeLessThanOrEqual(prompt.y + 1);
}

test(
  "with the keyboard open, on its side and after a failure, the phone shows picture and ways on",
  LOCAL,
  async ({ page }) => {
    const editor = editorPage(page);
    await editor.choose(await smallPicture());
    const picture = page.getByRole("figure");

    for (const [name, size] of [
      ["the keyboard is open", { width: 360, height: 340 }],
      ["it lies on its side", { width: 640, height: 360 }],
    ] as const) {
      await test.step(name, async () => {
        await page.setViewportSize(size);
        await expect(picture).toBeInViewport({ ratio: 0.95 });
        await expectAbovePrompt(page, picture);
        expect((await box(picture)).height).toBeGreaterThan(110);
        await expect(editor.send).toBeInViewport({ ratio: 1 });
      });
    }

    await page.setViewportSize({ width: 360, height: 640 });
    await editor.ask("put a unicorn on the roof");
    const card = page.getByRole("region", { name: "This edit did not work out" });
    await expect(card).toBeVisible({ timeout: 45_000 });
    await expectAbovePrompt(page, card.getByRole("list").getByRole("button").first());

    await test.step("an idea does not raise the keyboard", async () => {
      await card.getByRole("list").getByRole("button").first().tap();
      await expect(editor.prompt).not.toHaveValue("");
      await expect(editor.prompt).not.toBeFocused();
    });
  },
);

test("letters of twice the size fit a phone, and words go in their own direction", async ({ page }) => {
  const editor = editorPage(page);
  const session = await page.context().newCDPSession(page);
  await session.send("Page.setFontSizes", { fontSizes: { standard: 32 } });
  await editor.choose(await smallPicture());
  const { wide, room } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }));
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).fontSize)).toBe("32px");
  expect(wide).toBeLessThanOrEqual(room);
  await expect(page.getByRole("button", { name: "Theme" })).toBeInViewport({ ratio: 1 });
  const [send, words] = [await box(editor.send), await box(editor.prompt)];
  expect(words.y + words.height).toBeLessThanOrEqual(send.y + 1);

  await editor.prompt.fill("اجعلها أدفأ");
  expect(await editor.prompt.evaluate((element) => getComputedStyle(element).direction)).toBe("rtl");
});
