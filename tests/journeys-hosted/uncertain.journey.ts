import { editIdOf, editorPage } from "../journeys/editor-page";
import { expect, expectNoAxeFindings, test } from "../journeys/fixtures";
import { smallPicture } from "../journeys/pictures";
import { pickEngine } from "./pick-engine";

test("what may have been charged has a look of its own and is not sent again unasked", async ({ page }) => {
  const editor = editorPage(page);
  await editor.choose(await smallPicture());
  await pickEngine(page, "FLUX");
  await editor.ask("make it red flux:500");
  const card = page.getByRole("region", { name: "It is not certain what became of this edit" });
  await expect(card).toContainText("May have been charged");
  await expect(card).toContainText("There is no way to ask the service about this one again.");
  await expect(page).toHaveTitle(/^Uncertain/);
  await expectNoAxeFindings(page, "uncertain");

  const again = card.getByRole("button", { name: "Try again anyway" });
  await again.click();
  const dialog = page.getByRole("alertdialog", { name: "Send this edit a second time?" });
  await expect(dialog).toContainText(/may be charged a second time, \$0\.\d+/);
  await expectNoAxeFindings(page, "asking before it is sent again");
  await dialog.getByRole("button", { name: "Do not send" }).click();
  await expect(dialog).toHaveCount(0);
  await expect(again).toBeFocused();
  await page.reload();
  await expect(card).toBeVisible();
});

test("a result that did not come is asked for again, for free", async ({ page, context }) => {
  const editor = editorPage(page);
  await editor.choose(await smallPicture());
  await pickEngine(page, "FLUX");
  // The task is there and stays there; its picture never arrives.
  await editor.ask("make it red flux:html");
  const card = page.getByRole("region", { name: "The result is not here yet" });
  await expect(card).toContainText("Was charged");
  await expect(card).toContainText("Checking again is free: it asks for the same edit and sends nothing new.");
  await expectNoAxeFindings(page, "not here yet");
  const id = editIdOf(page);

  await card.getByRole("button", { name: "Check again" }).click();
  await expect(card).toContainText(/Asked again at \d\d:\d\d, without a result\./);
  expect(editIdOf(page)).toBe(id);
  const status: unknown = await (await context.request.get(`/api/edit/${id}`)).json();
  expect(status).toMatchObject({ status: "failed", can_check: true, charge: "made" });
});
