import { expect, expectNoAxeFindings, test } from "./fixtures";

// How the library for API pages builds them: a summary with a copy button in it, levels of headings, and
// an introduction outside of the main landmark that it brings.
const OF_THE_LIBRARY = ["nested-interactive", "heading-order", "region"];

test("the API page shows every route, light or dark, and tries one", async ({ page }) => {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.goto("/docs");
    await expect(page.getByText("/edit-image").first()).toBeVisible();
    await expectNoAxeFindings(page, `API page, ${colorScheme}`, { without: OF_THE_LIBRARY });
  }

  const route = page.locator("#operations-Health-getHealth");
  await route
    .getByRole("button", { name: /health/ })
    .first()
    .click();
  await route.getByRole("button", { name: "Try it out" }).click();
  await route.getByRole("button", { name: "Execute" }).click();
  await expect(route.locator(".live-responses-table")).toContainText('"Service is running"');
});
