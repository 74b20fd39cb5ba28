import { editorPage } from "../journeys/editor-page";
import { expect, expectNoAxeFindings, test } from "../journeys/fixtures";
import { smallPicture } from "../journeys/pictures";
import { priceOn } from "./pick-engine";

test("an engine is picked, its price told before the click, and both stand beside the result", async ({ page }) => {
  const editor = editorPage(page);
  await editor.choose(await smallPicture());
  await test.step("Automatic: about what it will cost, since another may have to take the edit", async () => {
    await expect(priceOn(page)).toHaveText(/about \$0\.\d\d$/);
  });

  await test.step("the list, by keyboard", async () => {
    await page.getByRole("button", { name: "Engine: Automatic" }).focus();
    await page.keyboard.press("Enter");
    const list = page.getByRole("radiogroup", { name: "Engine" });
    await expect(list).toContainText("FLUX; if it cannot take the edit, Gemini");
    await expect(list.locator("label", { hasText: /^FLUX/ })).toContainText(/Usually about \d+ s · \$0\.\d+$/);
    await expect(list.locator("label", { hasText: /^Gemini/ })).toContainText(/Usually about \d+ s · about \$0\.\d\d$/);
    await expectNoAxeFindings(page, "the list of engines");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("button", { name: "Engine: FLUX" })).toBeFocused();
  });

  await expect(priceOn(page)).toHaveText(/costs \$0\.\d+$/);
  const price = /\$0\.\d+/.exec((await priceOn(page).textContent()) ?? "")?.[0] ?? "";
  await editor.ask("make the meadow blue");
  await editor.finished(1);
  await expect(editor.panel).toContainText("Edited by FLUX, model flux-2-pro");
  await expect(editor.panel).toContainText(`Cost ${price}`);
});
