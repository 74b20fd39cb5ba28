import type { APIRequestContext, Page } from "@playwright/test";
import { editorPage, HEAVY } from "./editor-page";
import { expect, expectNoAxeFindings, LOCAL, test } from "./fixtures";
import { hiddenFocus } from "./hidden-focus";
import { makeEdit } from "./make-edit";
import { largePicture, smallPicture } from "./pictures";
import { slowUploads } from "./slow-uploads";

const LONG = `make it sharper and ${"a".repeat(300)}`;

/** By all rules in the light, and by those of colours, which alone differ, in the dark. */
async function axe(page: Page, state: string): Promise<void> {
  for (const [colorScheme, rules] of [
    ["light", {}],
    ["dark", { only: ["color-contrast"] }],
  ] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectNoAxeFindings(page, `${state}, ${colorScheme}`, rules);
  }
}

test("axe finds nothing from home to an edit that runs, light or dark", LOCAL, async ({ page, problems }) => {
  test.slow();
  problems.expect(/status of 4\d\d/);
  const editor = editorPage(page);
  await page.goto("/");
  await page.getByText("About the sample pictures").click();
  await axe(page, "home");
  await editor.chooser.setInputFiles({ name: "a.txt", mimeType: "text/plain", buffer: Buffer.from("text") });
  await expect(page.getByRole("alert").filter({ hasText: "Please use" })).toBeVisible();
  await axe(page, "home, refused");

  await editor.choose({ name: "broken.jpg", mimeType: "image/jpeg", buffer: Buffer.from("not a picture") });
  await editor.ask("make it sharper");
  await expect(page.getByRole("region", { name: "This was not accepted" })).toBeVisible();
  await axe(page, "not accepted");

  await editor.choose(await largePicture());
  await axe(page, "picture chosen");
  const restore = await slowUploads(page);
  await editor.ask(HEAVY);
  await expect(editor.progress).toContainText("Sending your picture…");
  await axe(page, "sending");
  await restore();
  await expect(page).toHaveURL(/\/edits\//);
  await expect(editor.progress).toBeVisible();
  await axe(page, "running");
  const cancel = editor.progress.getByRole("button", { name: "Cancel" });
  await cancel.click();
  await expect(page.getByRole("region", { name: "Edit canceled" })).toBeVisible();
  await axe(page, "canceled");
});

test(
  "axe finds nothing in a finished edit and what is done with it, light or dark",
  LOCAL,
  async ({ page, stranger, problems }) => {
    test.slow();
    problems.expect(/status of 4\d\d/);
    const editor = editorPage(page);
    const { versions, last } = await makeChain(page.request);
    await page.goto(`/edits/${last}`);
    await editor.finished(versions);
    await axe(page, "finished, many versions, the limit");
    await page.getByRole("button", { name: "Compare" }).click();
    await expect(editor.slider).toBeVisible();
    await axe(page, "comparing");
    await editor.feedback.getByRole("button", { name: "No, something is wrong" }).click();
    await editor.feedback.getByRole("button", { name: "Send feedback" }).click();
    await expect(editor.feedback.getByRole("alert")).toBeVisible();
    await axe(page, "feedback");
    await editor.panel.getByText("Details").click();
    await page.getByRole("button", { name: "Delete now" }).click();
    await expect(page.getByRole("alertdialog")).toBeVisible();
    await axe(page, "asking before a deletion");
    await page.keyboard.press("Escape");
    await editor.versions.nth(5).click();
    await expect(page.getByRole("region", { name: "This edit did not work out" })).toBeVisible();
    await axe(page, "failed, long words");

    const other = await stranger();
    await other.goto(`/edits/${last}`);
    await expect(editorPage(other).tools).toBeVisible();
    await axe(other, "a stranger's view");
    for (const nowhere of ["/edits/00000000-0000-4000-8000-000000000000", "/nothing"]) {
      await page.goto(nowhere);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await axe(page, nowhere);
    }
  },
);

test("reflows at 320 pixels, and the prompt bar hides nothing that is focused", LOCAL, async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  const editor = editorPage(page);
  await page.goto("/");
  await expectNoSidewaysScroll(page, "home");
  await editor.choose(await smallPicture(`${"long-name-".repeat(20)}.jpg`));
  await expectNoSidewaysScroll(page, "picture chosen");

  const { versions, last } = await makeChain(page.request);
  await page.goto(`/edits/${last}`);
  await editor.finished(versions);
  await expectNoSidewaysScroll(page, "finished");
  await page.getByRole("button", { name: "Compare" }).click();
  // What comes with it moves what is below once.
  await expect(page.getByRole("group", { name: "Comparing" })).toBeVisible();
  await editor.panel.getByText("Details").click();
  await expectNoSidewaysScroll(page, "details");

  for (let presses = 0; presses < 25; presses++) {
    await page.keyboard.press("Tab");
    await expect(async () => {
      const hidden = await page.evaluate(hiddenFocus);
      if (hidden !== null) throw new Error(`The prompt bar hides ${hidden}`);
    }).toPass({ timeout: 5_000 });
  }

  await editor.versions.nth(5).click();
  await expect(page.getByRole("region", { name: "This edit did not work out" })).toBeVisible();
  await expectNoSidewaysScroll(page, "failed, long words");
  await page.getByRole("button", { name: "Delete now" }).click();
  await expect(page.getByRole("alertdialog")).toBeVisible();
  await expectNoSidewaysScroll(page, "dialog");
});

test("nothing moves by itself where less motion is wished for", async ({ page }) => {
  const editor = editorPage(page);
  const moving = () =>
    page.evaluate(
      () => document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().iterations === Infinity).length,
    );
  await editor.choose(await largePicture());
  await editor.ask(HEAVY);
  await expect(page).toHaveURL(/\/edits\//);
  await expect(editor.progress).toBeVisible();
  expect(await moving()).toBeGreaterThan(0);
  await page.emulateMedia({ reducedMotion: "reduce" });
  await expect.poll(moving).toBe(0);
  await expect(editor.progress).toBeVisible();
  await editor.progress.getByRole("button", { name: "Cancel" }).click();
});

/** Five versions in a row, the last one at the limit, and a sixth that failed. */
async function makeChain(request: APIRequestContext): Promise<{ versions: number; last: string }> {
  const first = await makeEdit(request, { prompt: "make it sharper" });
  let last = first;
  for (const prompt of ["warm it up", "flip it horizontally", "add contrast", "make it sepia"]) {
    last = await makeEdit(request, { prompt, parent: last });
  }
  await makeEdit(request, { prompt: LONG, parent: first });
  return { versions: 5, last };
}

async function expectNoSidewaysScroll(page: Page, state: string): Promise<void> {
  const { wide, room } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }));
  expect(wide, state).toBeLessThanOrEqual(room);
}
