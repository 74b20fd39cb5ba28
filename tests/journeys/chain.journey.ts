import { editIdOf, editorPage } from "./editor-page";
import { expect, test } from "./fixtures";
import { makeEdit } from "./make-edit";

test("five edits in a row, then the limit; an earlier version branches; back and forward", async ({
  page,
  context,
}) => {
  const editor = editorPage(page);
  const root = await makeEdit(context.request, { prompt: "make it sharper" });
  await page.goto(`/edits/${root}`);
  await editor.finished(1);
  await expect(editor.versions).toHaveCount(1);

  const wishes = ["warm it up", "add contrast", "flip it horizontally", "make it sepia"];
  for (const [index, wish] of wishes.entries()) {
    await expect(page.getByRole("form", { name: "Edit" })).toContainText(`${index + 2} of 5`);
    await editor.ask(wish);
    await editor.finished(index + 2);
    await expect(editor.versions).toHaveCount(index + 2);
  }

  await test.step("the limit explains itself and leads on", async () => {
    const form = page.getByRole("form", { name: "Edit" });
    await expect(form).toContainText("5 of 5 edits used. Go on from an earlier version");
    await editor.prompt.fill("blur it");
    await expect(editor.send).toBeDisabled();
    await editor.prompt.press("Enter");
    await expect(editor.versions).toHaveCount(5);
    await editor.prompt.fill("");
  });

  await test.step("an earlier version branches, and says where it comes from", async () => {
    await editor.versions.nth(1).click();
    await expect(editor.heading("Version 2")).toBeVisible();
    await expect(page.getByRole("form", { name: "Edit" })).toContainText("3 of 5");
    await editor.ask("make it black and white");
    await editor.finished(6);
    await expect(editor.versions).toHaveCount(6);
    await expect(editor.versions.nth(5)).toHaveAccessibleName(/^Version 6: make it black and white.*from version 2/);
    await expect(editor.versions.nth(5)).toHaveAttribute("aria-current", "page");
  });

  await test.step("back and forward walk what was looked at", async () => {
    await page.goBack();
    await editor.finished(2);
    await page.goBack();
    await editor.finished(5);
    await page.goForward();
    await page.goForward();
    await editor.finished(6);
    await page.reload();
    await editor.finished(6);
    await expect(editor.versions).toHaveCount(6);
  });

  await test.step("the chain as the API tells it", async () => {
    const chain: unknown = await (await context.request.get(`/api/chain/${editIdOf(page)}`)).json();
    const { chain_history: history } = chain as { chain_history: { edit: { prompt: string } }[] };
    expect(history.map(({ edit }) => edit.prompt)).toEqual([
      "make it sharper",
      "warm it up",
      "make it black and white",
    ]);
  });

  await test.step("a result begins a new chain", async () => {
    await editor.versions.nth(4).click();
    await page.getByRole("button", { name: "start anew with this result" }).click();
    await expect(editor.heading("Your picture")).toBeVisible();
    await editor.ask("crop to square");
    await editor.finished(1);
    expect(editIdOf(page)).not.toBe(root);
  });
});
