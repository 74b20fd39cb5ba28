import { editIdOf, editorPage } from "./editor-page";
import { expect, LOCAL, test } from "./fixtures";
import { makeEdit } from "./make-edit";
import { smallPicture } from "./pictures";

const MARKUP = `<img src=x onerror="window.pwned=1"><script>window.pwned=1</script>&amp;"'`;

test("thumbs up is one press; it is thanked for and remembered", async ({ page, context }) => {
  const editor = editorPage(page);
  const id = await makeEdit(context.request, { prompt: "make it sharper" });
  await page.goto(`/edits/${id}`);
  await editor.feedback.getByRole("button", { name: "Yes, good edit" }).click();
  await expect(page.getByText("Thank you for your feedback!")).toBeVisible();
  await expect(editor.feedback).toHaveCount(0);
  await page.reload();
  await expect(page.getByText("You liked this edit. Thank you!")).toBeVisible();
});

test("thumbs down asks for words; markup in words and names stays text", LOCAL, async ({ page, context }) => {
  const editor = editorPage(page);

  await test.step("in the name of a file", async () => {
    await editor.choose(await smallPicture(`${MARKUP.replaceAll("/", "")}.jpg`));
    await expect(editor.panel).toContainText(`${MARKUP.replaceAll("/", "")}.jpg`);
  });

  await test.step("in a request that is not understood", async () => {
    await editor.ask(MARKUP);
    await expect(page.getByText("This edit did not work out")).toBeVisible();
    await expect(editor.panel).toContainText(`You asked${MARKUP}`);
    await expect(page.getByRole("alert").filter({ hasText: "did not understand" })).toContainText("<img src=x");
    await page.reload();
    await expect(editor.panel).toContainText(`You asked${MARKUP}`);
    await expect(page).toHaveTitle(/^Failed · <img src=x/);
  });

  const id = await makeEdit(context.request, { prompt: "make it sharper" });
  await page.goto(`/edits/${id}`);
  await editor.feedback.getByRole("button", { name: "No, something is wrong" }).click();
  const words = editor.feedback.getByRole("textbox", { name: "What went wrong?" });
  await editor.feedback.getByRole("button", { name: "Send feedback" }).click();
  await expect(editor.feedback.getByRole("alert")).toHaveText("Please say in a few words what went wrong.");
  await expect(words).toHaveAccessibleDescription("Please say in a few words what went wrong.");

  await words.fill(MARKUP);
  await editor.feedback.getByRole("button", { name: "Send feedback" }).click();
  await expect(page.getByText("Thank you for helping us improve!")).toBeVisible();
  const stored: unknown = await (await context.request.get(`/api/feedback/${editIdOf(page)}`)).json();
  expect(stored).toMatchObject({ edit_uuid: id, rating: 0, feedback_text: MARKUP });
  expect(await page.evaluate(() => "pwned" in window)).toBe(false);
});
