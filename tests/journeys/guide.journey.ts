import { editorPage } from "./editor-page";
import { expect, expectNoAxeFindings, LOCAL, test } from "./fixtures";
import { makeEdit } from "./make-edit";
import { smallPicture } from "./pictures";

test("the guide is looked through as one types, and a phrase goes along to the editor", LOCAL, async ({ page }) => {
  const editor = editorPage(page);
  await page.goto("/guide");
  const box = page.getByRole("searchbox", { name: "Look for" });
  const cards = page
    .getByRole("main")
    .getByRole("listitem")
    .filter({ has: page.getByRole("heading", { level: 3 }) });
  const all = await cards.count();
  expect(all).toBeGreaterThan(100);
  await expect(page.getByRole("heading", { name: "What it can’t do" })).toBeVisible();
  const picture = page.getByRole("img", { name: /^Before and after: / }).first();
  await picture.scrollIntoViewIfNeeded();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(300);
  await expectNoAxeFindings(page, "guide");

  await box.fill("sharpen");
  await expect(page.getByRole("status").filter({ hasText: /^\d+ things? that it can do$/ })).not.toHaveText(
    new RegExp(`^${all} `),
  );
  expect(await cards.count()).toBeLessThan(all / 4);
  await box.fill("zorgle");
  await expect(page.getByRole("link", { name: "ask for it all the same" })).toHaveAttribute("href", "/?prompt=zorgle");
  await box.fill("black white");
  await page.getByRole("link", { name: "“make it black and white”", exact: true }).click();

  await expect(page.getByText("With it goes: “make it black and white”.")).toBeVisible();
  await editor.chooser.setInputFiles(await smallPicture());
  await expect(editor.prompt).toHaveValue("make it black and white");
  await editor.prompt.press("Enter");
  await editor.finished(1);
  await expect(page).toHaveURL(/\/edits\/[0-9a-f-]{36}$/);
});

test("from an edit that was not understood the guide leads back to that edit", LOCAL, async ({ page }) => {
  const editor = editorPage(page);
  const id = await makeEdit(page.request, { prompt: "put a unicorn on the roof" });
  await page.goto(`/edits/${id}`);
  const [guide] = await Promise.all([
    page.waitForEvent("popup"),
    page.getByRole("link", { name: "What you can say" }).click(),
  ]);
  await guide.getByRole("searchbox", { name: "Look for" }).fill("black and white");
  await guide.getByRole("link", { name: "“make it black and white”", exact: true }).click();
  await expect(guide).toHaveURL(new RegExp(`/edits/${id}`));
  const there = editorPage(guide);
  await expect(there.prompt).toHaveValue("make it black and white");
  await expect(editor.panel).toContainText("You askedput a unicorn on the roof");
  await there.prompt.press("Enter");
  await expect(there.panel).toContainText("You askedmake it black and white");
  // What failed keeps its number.
  await there.finished(2);
});

test(
  "without scripts the guide is a plain list, and the server looks through it",
  LOCAL,
  async ({ browser, baseURL }) => {
    const context = await browser.newContext({
      javaScriptEnabled: false,
      ...(baseURL === undefined ? {} : { baseURL }),
    });
    const page = await context.newPage();
    await page.goto("/guide");
    const cards = page.getByRole("heading", { level: 3 });
    expect(await cards.count()).toBeGreaterThan(100);
    await page.getByRole("searchbox", { name: "Look for" }).fill("rainbow");
    await page.getByRole("searchbox", { name: "Look for" }).press("Enter");
    await expect(page).toHaveURL(/q=rainbow/);
    expect(await cards.count()).toBeLessThan(5);
    await context.close();
  },
);
