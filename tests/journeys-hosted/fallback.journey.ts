import { editorPage } from "../journeys/editor-page";
import { expect, test } from "../journeys/fixtures";
import { smallPicture } from "../journeys/pictures";
import { pickEngine } from "./pick-engine";

test("when the first engine certainly did not take an edit, the next one makes it and says so", async ({ page }) => {
  const editor = editorPage(page);
  await editor.choose(await smallPicture());
  await editor.ask("make it red flux:402");
  await editor.finished(1);
  const why = "FLUX was not available, so Gemini made this edit.";
  await expect(editor.panel).toContainText("Edited by Gemini");
  await expect(editor.panel).toContainText(why);
  await expect(editor.panel).toContainText(/Cost about \$0\.\d\d/);
  await expect(editor.announcements).toHaveText(`Version 1 is ready: make it red flux:402. ${why}`);
  await page.reload();
  await expect(editor.panel).toContainText(why);
});

test("whoever picks an engine is asked before another one is taken, and told its price", async ({ page }) => {
  const editor = editorPage(page);
  await editor.choose(await smallPicture());
  await pickEngine(page, "FLUX");
  await editor.ask("make it red flux:402");
  const card = page.getByRole("region", { name: "FLUX is not available" });
  await expect(card).toContainText("It cost nothing");
  await expect(card.getByRole("button", { name: /^Retry \(\$0\.\d+\)$/ })).toBeVisible();
  await card.getByRole("button", { name: /^Try with Gemini \(about \$0\.\d\d\)$/ }).click();
  // What failed keeps its number.
  await editor.finished(2);
  await expect(editor.panel).toContainText("Edited by Gemini");
});
