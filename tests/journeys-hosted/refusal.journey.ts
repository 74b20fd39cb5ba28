import { IS_SAMPLE } from "@/tests/sample";
import { editorPage } from "../journeys/editor-page";
import { expect, expectNoAxeFindings, test } from "../journeys/fixtures";
import { smallPicture } from "../journeys/pictures";
import { pickEngine } from "./pick-engine";

const REFUSALS = [
  { engine: "FLUX", words: "make it red flux:request-moderated", said: "and said: “Nudity, Violence”" },
  { engine: "Gemini", words: "make it red editor:finish-image-safety", said: "it takes the picture for unsafe" },
] as const;

for (const { engine, words, said } of IS_SAMPLE ? REFUSALS.slice(0, 1) : REFUSALS) {
  test(`a refusal by ${engine} tells its reason and keeps picture and words`, async ({ page }) => {
    const editor = editorPage(page);
    await editor.choose(await smallPicture());
    await pickEngine(page, engine);
    await editor.ask(words);
    const card = page.getByRole("region", { name: `${engine} refused this edit` });
    await expect(card.getByRole("alert")).toContainText(said);
    await expect(card).toContainText("Your picture and your words are kept.");
    await expect(card).toContainText("May have been charged");
    await expect(page).toHaveTitle(/^Failed/);
    await expectNoAxeFindings(page, "refused");

    // The same again would be refused again, and another engine is not asked to get around it.
    await expect(card.getByRole("button", { name: /again|retry|try with/i })).toHaveCount(0);
    await card.getByRole("button", { name: "Edit prompt" }).click();
    await expect(editor.prompt).toHaveValue(words);
    await expect(editor.prompt).toBeFocused();
  });
}
