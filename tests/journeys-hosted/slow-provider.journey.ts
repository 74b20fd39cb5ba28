import { editorPage } from "../journeys/editor-page";
import { expect, test } from "../journeys/fixtures";
import { smallPicture } from "../journeys/pictures";
import { pickEngine } from "./pick-engine";

test("while a provider takes its time, the bar moves on and never back, and the card says what is usual", async ({
  page,
}) => {
  const editor = editorPage(page);
  const bar = page.getByRole("progressbar", { name: "Edit" });
  const now = async () => Number(await bar.getAttribute("aria-valuenow"));
  await editor.choose(await smallPicture());
  await pickEngine(page, "FLUX");
  // A task that never ends.
  await editor.ask("make it red flux:pending");
  await expect(page).toHaveURL(/\/edits\//);

  const seen: number[] = [];
  const until = Date.now() + 4_000;
  while (Date.now() < until) {
    seen.push(await now());
    await page.waitForTimeout(100);
  }
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  await expect(editor.progress).toContainText(/FLUX · \d+ s · (usually about|longer than the usual) \d+ s/);
  await expect(bar).toHaveAttribute("aria-valuetext", "Processing your edit...");
  expect(await now()).toBeGreaterThan(60);
  await expect(editor.progress).toContainText("You can keep working or close this tab. The edit goes on.");

  // What is usual may have changed meanwhile; the stage has not.
  await page.reload();
  await expect.poll(now).toBeGreaterThan(60);
  expect(await now()).toBeLessThan(90);

  await editor.progress.getByRole("button", { name: "Cancel" }).click();
  // What is charged for already is not thrown away by one press.
  const question = page.getByRole("alertdialog", { name: "This edit is already charged" });
  await question.getByRole("button", { name: "Wait for it" }).click();
  await expect(editor.progress).toBeVisible();
  await editor.progress.getByRole("button", { name: "Cancel" }).click();
  await question.getByRole("button", { name: "Discard it" }).click();
  const card = page.getByRole("region", { name: "Edit canceled" });
  await expect(card).toContainText(/The image service (may still charge|has charged) for it\./);
});
