import { editIdOf, editorPage } from "./editor-page";
import { expect, expectNoAxeFindings, test } from "./fixtures";
import { makeEdit } from "./make-edit";

test("the original is a version of its own: found, looked at, taken away and gone on from", async ({
  page,
  context,
}) => {
  const editor = editorPage(page);
  const first = await makeEdit(context.request, { prompt: "make it warmer" });
  await makeEdit(context.request, { prompt: "make it sepia", parent: first });
  await page.goto(`/edits/${first}`);
  await editor.finished(1);

  await test.step("by the tree, by its arrows and by undo", async () => {
    await editor.original.click();
    await expect(page).toHaveURL(`/edits/${first}?version=0`);
    await expect(editor.heading("Original")).toBeVisible();
    await expect(editor.original).toHaveAttribute("aria-current", "page");
    await expect(editor.announcements).toHaveText("The original.");
    await expect(page).toHaveTitle("Original · Mizual");
    await editor.versions.nth(0).focus();
    await page.keyboard.press("ArrowUp");
    await expect(editor.original).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await expect(editor.versions.nth(0)).toBeFocused();
    await page.keyboard.press("Enter");
    await editor.finished(1);
    await page.keyboard.press("Control+z");
    await expect(editor.heading("Original")).toBeVisible();
    await page.reload();
    await expect(editor.heading("Original")).toBeVisible();
    await expectNoAxeFindings(page, "the original");
  });

  await test.step("closely", async () => {
    await page.waitForLoadState("networkidle");
    await page.getByRole("button", { name: /^1:1/ }).click();
    await expect(page.getByRole("textbox", { name: "Zoom in percent" })).toHaveValue("100 %");
    await expect(page.getByRole("img", { name: "Original photo" })).toBeVisible();
  });

  await test.step("as a file", async () => {
    const waiting = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download", exact: true }).click();
    const download = await waiting;
    expect(download.suggestedFilename()).toMatch(/-v0-original\.(?:jpg|png)$/);
    await expect(page.getByRole("button", { name: "Compare" })).toHaveCount(0);
  });

  await test.step("as what the next edit is made of", async () => {
    await expect(page.getByRole("form", { name: "Edit" })).toContainText("Edit 1 of 5");
    await editor.ask("make it black and white");
    await editor.finished(3);
    await expect(editor.versions.nth(2)).toHaveAccessibleName(/^Version 3: make it black and white$/);
    await expect(editor.versions).toHaveCount(3);
  });
});

test("an idle tab hears what becomes of the picture in another, and asks anew when one comes back to it", async ({
  page,
  context,
  problems,
}) => {
  problems.expect(/status of 404/);
  const editor = editorPage(page);
  const first = await makeEdit(context.request, { prompt: "make it warmer" });
  await page.goto(`/edits/${first}`);
  await editor.finished(1);
  const other = await context.newPage();
  const theirs = editorPage(other);
  await other.goto(`/edits/${first}`);
  await theirs.finished(1);

  await test.step("a new version and its end", async () => {
    await editor.ask("make it sepia");
    await editor.finished(2);
    await expect(theirs.versions).toHaveCount(2);
    await expect(theirs.versions.nth(1)).toHaveAccessibleName("Version 2: make it sepia");
    expect(editIdOf(other)).toBe(first);
  });

  await test.step("a deletion, once it is true", async () => {
    await page.getByRole("button", { name: "Delete now" }).click();
    await page.getByRole("button", { name: "Delete version 2" }).click();
    await editor.finished(1);
    await expect(theirs.versions).toHaveCount(2);
    await page.getByRole("link", { name: "My pictures" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "My pictures" })).toBeVisible();
  });

  await test.step("what was made without any tab", async () => {
    await makeEdit(context.request, { prompt: "make it black and white", parent: first });
    await expect
      .poll(
        async () => {
          await other.evaluate(() => window.dispatchEvent(new Event("focus")));
          return theirs.versions.allTextContents();
        },
        { timeout: 30_000 },
      )
      .toEqual([expect.stringContaining("v1"), expect.stringContaining("v3")]);
  });
});
