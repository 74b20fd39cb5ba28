import { sampleOf } from "@/tests/sample";
import { expect, LOCAL, test } from "./fixtures";
import { walkMainStates } from "./main-states";

/** What WCAG 1.4.12 has a page bear, for each element. */
const SPACING = `* {
  line-height: 1.5 !important;
  letter-spacing: 0.12em !important;
  word-spacing: 0.16em !important;
}
p { margin-bottom: 2em !important; }`;

for (const width of sampleOf([360, 1280])) {
  test(
    `text may be spaced at ${width} pixels: nothing is cut off, nothing lies on another`,
    LOCAL,
    async ({ page, problems }) => {
      test.slow();
      problems.expect(/status of 4\d\d/);
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ reducedMotion: "reduce" });
      await walkMainStates(page, async (state) => {
        await page.evaluate(addStyle, SPACING);
        for (const colorScheme of ["light", "dark"] as const) {
          await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
          expect.soft(await page.evaluate(faultsOfText), `${state}, ${colorScheme}`).toEqual([]);
        }
      });
    },
  );
}

/** In the page: adds a style sheet in a way that its policy allows. */
function addStyle(text: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  document.adoptedStyleSheets = [sheet];
}

/** In the page: what of its text is cut off, lies on other text or makes the page scroll sideways. */
function faultsOfText(): string[] {
  type Line = { element: Element; words: string; box: DOMRect };
  const faults: string[] = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) faults.push(`sideways: ${root.scrollWidth} in ${root.clientWidth}`);
  const ancestors = (element: Element): Element[] => {
    const found: Element[] = [];
    for (let at: Element | null = element; at !== null; at = at.parentElement) found.push(at);
    return found;
  };
  const isForEarsAlone = (element: Element): boolean => element.clientWidth === 1 && element.clientHeight === 1;
  // Words of a person's that end in an ellipsis by design, and stand whole elsewhere.
  const isShortened = (element: Element): boolean => {
    const { textOverflow, webkitLineClamp } = getComputedStyle(element);
    return textOverflow === "ellipsis" || webkitLineClamp !== "none";
  };
  const lines: Line[] = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const element = node.parentElement;
    const words = node.nodeValue?.trim() ?? "";
    if (element === null || words === "" || element.closest("script, style, title, [inert]") !== null) continue;
    if (ancestors(element).some(isForEarsAlone)) continue;
    if (!element.checkVisibility({ opacityProperty: true, visibilityProperty: true })) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    if (ancestors(element).some(isShortened)) continue;
    for (const box of range.getClientRects()) if (box.width > 1 && box.height > 1) lines.push({ element, words, box });
  }
  for (const { element, words, box } of lines) {
    for (const around of ancestors(element)) {
      const { overflowX, overflowY } = getComputedStyle(around);
      const room = around.getBoundingClientRect();
      const cutX =
        (overflowX === "hidden" || overflowX === "clip") && (box.right > room.right + 1 || box.left < room.left - 1);
      const cutY =
        (overflowY === "hidden" || overflowY === "clip") && (box.bottom > room.bottom + 1 || box.top < room.top - 1);
      if (around !== document.body && around !== root && (cutX || cutY)) faults.push(`cut off: ${words.slice(0, 60)}`);
      if (overflowX !== "visible") break;
    }
  }
  const isOut = (element: Element): boolean =>
    ancestors(element).some((at) => ["fixed", "sticky", "absolute"].includes(getComputedStyle(at).position));
  const isScrolledAway = ({ element, box }: Line): boolean =>
    ancestors(element).some((at) => {
      const room = at.getBoundingClientRect();
      return getComputedStyle(at).overflowY === "auto" && (box.bottom > room.bottom || box.top < room.top);
    });
  const inFlow = lines.filter((line) => !isOut(line.element) && !isScrolledAway(line));
  for (const [index, one] of inFlow.entries()) {
    for (const other of inFlow.slice(index + 1)) {
      if (one.element === other.element) continue;
      const x = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const y = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (x > 2 && y > 4) faults.push(`on each other: ${one.words.slice(0, 40)} | ${other.words.slice(0, 40)}`);
    }
  }
  return [...new Set(faults)];
}
