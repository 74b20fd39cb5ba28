import type { Page } from "@playwright/test";
import { sampleOf } from "@/tests/sample";
import { expect, LOCAL, test } from "./fixtures";
import { hiddenFocus } from "./hidden-focus";
import { walkMainStates } from "./main-states";

test.describe("on a phone", () => {
  test.use({ hasTouch: true, isMobile: true });

  for (const width of sampleOf([360, 390])) {
    test(`a finger meets everything at ${width} pixels`, LOCAL, async ({ page, problems }) => {
      test.slow();
      problems.expect(/status of 4\d\d/);
      await page.setViewportSize({ width, height: 640 });
      await page.emulateMedia({ reducedMotion: "reduce" });
      await walkMainStates(page, async (state) => {
        const { seen, small } = await page.evaluate(smallTargets);
        expect.soft(small, state).toEqual([]);
        expect(seen, state).toBeGreaterThan(1);
      });
    });
  }
});

for (const size of sampleOf([
  { width: 1366, height: 625 },
  { width: 360, height: 640 },
])) {
  test(`nothing covers what has the focus at ${size.width} pixels`, LOCAL, async ({ page, problems }) => {
    test.slow();
    problems.expect(/status of 4\d\d/);
    await page.setViewportSize(size);
    await page.emulateMedia({ reducedMotion: "reduce" });
    await walkMainStates(page, async (state) => {
      if (state !== "running") await tabThrough(page, state);
    });
  });
}

/** As far as keys lead, or for the first controls of a long page. */
async function tabThrough(page: Page, state: string): Promise<void> {
  const dialog = page.getByRole("dialog").or(page.getByRole("alertdialog"));
  const presses = (await dialog.count()) > 0 ? 8 : 26;
  for (let count = 0; count < presses; count++) {
    await page.keyboard.press("Tab");
    // It may scroll into sight first.
    await expect.poll(() => page.evaluate(hiddenFocus), { message: state }).toBe(null);
  }
}

/**
 * In the page: controls that can be seen, and which of them are too small for a finger: 44 pixels for what is pressed,
 * 24 for what is read as a link in a line or a list, where its own line is what keeps it apart.
 */
function smallTargets(): { seen: number; small: string[] } {
  const small: string[] = [];
  let seen = 0;
  for (const element of document.querySelectorAll("button, a[href], input, select, textarea, summary, [role=slider]")) {
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    if (element.closest("[inert], [aria-hidden=true]") !== null) continue;
    // Of an input that only a screen reader meets, and of a box with words, the words are pressed.
    const isNamed = element instanceof HTMLInputElement && ["checkbox", "radio", "file"].includes(element.type);
    const target = (isNamed ? element.labels?.[0] : null) ?? element;
    const { width, height } = target.getBoundingClientRect();
    if (width === 0) continue;
    seen += 1;
    const { display, textDecorationLine } = getComputedStyle(target);
    const isInline = display === "inline";
    const least = textDecorationLine === "underline" || target.tagName === "SUMMARY" ? 24 : 44;
    // The layout counts in parts of a pixel.
    if (isInline || (width > least - 0.5 && height > least - 0.5)) continue;
    const name = element.getAttribute("aria-label") ?? element.textContent ?? "";
    small.push(`${name.slice(0, 40)}: ${width.toFixed(1)} x ${height.toFixed(1)}, not ${least}`);
  }
  return { seen, small };
}
