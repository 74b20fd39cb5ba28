import { editIdOf, editorPage, HEAVY } from "./editor-page";
import { expect, LOCAL, test } from "./fixtures";
import { largePicture } from "./pictures";
import { slowUploads } from "./slow-uploads";

test("a reload and a second tab in the middle of an edit show the same, to its end", async ({ page, context }) => {
  const editor = editorPage(page);
  await editor.choose(await largePicture());
  await editor.ask(HEAVY);
  await expect(page).toHaveURL(/\/edits\//);
  await page.reload();
  await expect(editor.progress).toBeVisible();
  const other = await context.newPage();
  await other.goto(page.url());
  await expect(editorPage(other).progress).toBeVisible();
  await expect(editorPage(other).panel).toContainText(`You asked${HEAVY}`);
  await expect(other.getByRole("progressbar", { name: "Edit" })).toHaveAttribute("aria-valuetext", /\.\.\.$/);
  await editorPage(other).finished(1);
  await page.bringToFront();
  await editor.finished(1);
  await expect(page).toHaveTitle(/^✓ v1/);
});

test("offline: a blip is not spoken of, a loss is; polling goes on by itself", async ({ page, context, problems }) => {
  problems.expect(/ERR_INTERNET_DISCONNECTED/);
  const editor = editorPage(page);
  const banner = page.getByText("Reconnecting…", { exact: true });
  await editor.choose(await largePicture());
  await editor.ask(HEAVY);
  await expect(page).toHaveURL(/\/edits\//);
  await expect(editor.progress).toBeVisible();

  await context.setOffline(true);
  await page.waitForTimeout(1_500);
  await context.setOffline(false);
  await expect(banner).toBeHidden();

  await context.setOffline(true);
  await expect(banner).toBeVisible();
  await expect(editor.announcements).toHaveText("Connection lost. Reconnecting…");
  await expect(editor.panel).toContainText(`You asked${HEAVY}`);
  await context.setOffline(false);
  await expect(banner).toBeHidden();
  await editor.finished(1);
});

test("an upload and an edit can be stopped; picture and words stay", LOCAL, async ({ page, context, problems }) => {
  // Nothing of the upload that is stopped has become an edit.
  problems.expect(/status of 404 .*\/api\/edit-image\/cancel/);
  const editor = editorPage(page);
  const cancel = editor.progress.getByRole("button", { name: "Cancel" });
  await editor.choose(await largePicture());

  await test.step("in the middle of the upload", async () => {
    const restore = await slowUploads(page);
    await editor.ask(HEAVY);
    await expect(page).toHaveTitle("Sending… · Mizual");
    await expect(editor.progress).toContainText(/Sending your picture… [1-9]\d?%/);
    await cancel.click();
    await expect(editor.progress).toHaveCount(0);
    await restore();
    await expect(editor.prompt).toHaveValue(HEAVY);
    await expect(page.getByRole("img", { name: "Your picture" })).toBeVisible();
    await expect(page).toHaveURL("/");
  });

  await test.step("in the middle of the edit", async () => {
    await editor.prompt.press("Enter");
    await expect(page).toHaveURL(/\/edits\//);
    await cancel.click();
    await expect(page.getByRole("region", { name: "Edit canceled" })).toContainText("Nothing was charged.");
    await expect(page).toHaveTitle(/^Canceled/);
    const status: unknown = await (await context.request.get(`/api/edit/${editIdOf(page)}`)).json();
    expect(status).toMatchObject({ status: "canceled", charge: "none", edited_image_url: null });
  });

  await test.step("and run again", async () => {
    await page.getByRole("button", { name: "Run it again" }).click();
    await expect(editor.heading("Version 2")).toBeVisible();
    await editor.finished(2);
    await expect(editor.panel).toContainText(`You asked${HEAVY}`);
  });
});
