import { editIdOf, editorPage } from "./editor-page";
import { expect, expectNoAxeFindings, LOCAL, test } from "./fixtures";
import { makeEdit } from "./make-edit";
import { smallPicture } from "./pictures";

test("half of a request is done, and the rest is named beside the result and aloud", LOCAL, async ({ page }) => {
  const editor = editorPage(page);
  await editor.choose(await smallPicture());
  await editor.ask("make it black and white, then put a unicorn on the roof");
  await editor.finished(1);
  const told = page.getByRole("region", { name: "What was done" });
  await expect(told).toContainText(/^Done: .*black and white.*/i);
  const left = "Left out, because it was not understood: “put a unicorn on the roof”.";
  await expect(told).toContainText(left);
  await expect(editor.announcements).toContainText(left);

  await test.step("over HTTP as well", async () => {
    const answer = await page.request.get(`/api/edit/${editIdOf(page)}`);
    expect(await answer.json()).toMatchObject({
      enhanced: true,
      enhanced_prompt: expect.stringMatching(/black and white/i),
      notes: [{ code: "LEFT_OUT", message: left }],
    });
  });

  await test.step("and a follow-up likewise", async () => {
    await editor.ask("make it brighter. Put a hat on the unicorn");
    await editor.finished(2);
    await expect(told).toContainText("“Put a hat on the unicorn”");
    await expectNoAxeFindings(page, "half done");
  });
});

test("what forbids or limits and is not understood is not passed over", LOCAL, async ({ page }) => {
  const editor = editorPage(page);
  await editor.choose(await smallPicture());
  await editor.ask("make it brighter. Leave the unicorn alone");
  const card = page.getByRole("region", { name: "This edit did not work out" });
  await expect(card.getByRole("alert")).toContainText("did not understand “Leave the unicorn alone”");
  const instead = card.getByRole("list", { name: /can be done instead/ });
  await expect(instead.getByRole("button")).toHaveText(["make it brighter"]);
  await expectNoAxeFindings(page, "refused, with what can be done instead");

  await instead.getByRole("button", { name: "make it brighter" }).press("Enter");
  await expect(editor.prompt).toBeFocused();
  await expect(editor.prompt).toHaveValue("make it brighter");
  await editor.prompt.press("Enter");
  await expect(editor.panel).toContainText(/You askedmake it brighter(?!\.)/);
  await editor.finished(2);
  await expect(page.getByRole("region", { name: "What was done" })).toHaveCount(0);
});

test(
  "the API refuses the whole unless it is told otherwise, and suggests what can be done",
  LOCAL,
  async ({ page }) => {
    const id = await makeEdit(page.request, { prompt: "make it brighter, then put a unicorn on the roof" });
    const edit = (await (await page.request.get(`/api/edit/${id}`)).json()) as { suggestions: string[] };
    expect(edit).toMatchObject({ status: "failed", error_code: "REQUEST_NOT_UNDERSTOOD" });
    expect(edit.suggestions[0]).toBe("make it brighter");
  },
);
