import { expect, type Locator, type Page } from "@playwright/test";

/** Several operations: on a large picture an edit of some seconds. */
export const HEAVY = "blur it strongly, sharpen it, make it warmer and rotate it by 90 degrees";

/** Opens the home page as a new tab does: what this one has kept of a picture that was not sent is left behind. */
async function openAnew(page: Page): Promise<void> {
  if (page.url().startsWith("http")) await page.evaluate(() => sessionStorage.clear());
  await page.goto("/");
}

/** The editor as a person meets it: by names and roles alone. */
export function editorPage(page: Page) {
  const prompt = page.getByRole("textbox", { name: "What should change?" });
  return {
    prompt,
    send: page.getByRole("button", { name: "Edit picture" }),
    progress: page.getByRole("region", { name: "Progress" }),
    tools: page.getByRole("group", { name: "Result" }),
    versions: page.getByRole("navigation", { name: "Versions" }).getByRole("link", { name: /^(?!Original)/ }),
    original: page.getByRole("navigation", { name: "Versions" }).getByRole("link", { name: /^Original/ }),
    slider: page.getByRole("slider", { name: "Compare before and after" }),
    feedback: page.getByRole("form", { name: "Feedback" }),
    announcements: page.locator("[role=status][aria-live=polite]").last(),
    panel: page.getByRole("complementary"),
    chooser: page.getByLabel(/^Choose (a|another) picture$/),
    heading: (name: string): Locator => page.getByRole("heading", { level: 1, name, exact: true }),

    /** Opens the home page and takes the sample of this title. */
    async takeSample(title: string): Promise<void> {
      await openAnew(page);
      await page.getByRole("link", { name: title }).click();
      await expect(page.getByRole("heading", { level: 1, name: "Your picture" })).toBeVisible();
    },

    /** Opens the home page and chooses a file. */
    async choose(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
      await openAnew(page);
      await page.getByLabel(/^Choose (a|another) picture$/).setInputFiles(file);
      await expect(page.getByRole("heading", { level: 1, name: "Your picture" })).toBeVisible();
    },

    /** Types into the prompt box and sends with Enter. */
    async ask(words: string): Promise<void> {
      await prompt.fill(words);
      await prompt.press("Enter");
    },

    /** Waits for the result of this version to be in front. */
    async finished(version: number): Promise<void> {
      await expect(page.getByRole("heading", { level: 1, name: `Version ${version}`, exact: true })).toBeVisible();
      const result = page.getByRole("group", { name: "Result" });
      // An edit that fails ends the wait at once.
      await expect(result.or(page.getByText("This edit did not work out"))).toBeVisible({ timeout: 45_000 });
      await expect(result).toBeVisible({ timeout: 1 });
    },
  };
}

/** The id in the address of an edit's page. */
export function editIdOf(page: Page): string {
  const id = /\/edits\/([0-9a-f-]{36})/.exec(page.url())?.[1];
  if (id === undefined) throw new Error(`Not the page of an edit: ${page.url()}`);
  return id;
}
