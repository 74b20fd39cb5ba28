import { expect, type Page } from "@playwright/test";

/** Picks the engine of this name for the next edits of this tab. */
export async function pickEngine(page: Page, name: "Automatic" | "FLUX" | "Gemini"): Promise<void> {
  await page.getByRole("button", { name: /^Engine: / }).click();
  await page.getByRole("radiogroup", { name: "Engine" }).getByText(name, { exact: true }).click();
  await expect(page.getByRole("button", { name: `Engine: ${name}` })).toBeFocused();
}

/** The price that stands beside the button: `This edit costs $0.045` to a screen reader. */
export function priceOn(page: Page) {
  return page.getByRole("form", { name: "Edit", exact: true }).locator("[id$=-price]");
}
