import sharp from "sharp";
import { sampleOf } from "@/tests/sample";
import { expect, LOCAL, settled, test } from "./fixtures";
import { walkMainStates } from "./main-states";

for (const colorScheme of sampleOf(["light", "dark"] as const)) {
  test(
    `forced colours, ${colorScheme}: every control is seen, and what is chosen not by its colour`,
    LOCAL,
    async ({ page, problems }) => {
      test.slow();
      problems.expect(/status of 4\d\d/);
      // High enough for all that stands below each other.
      await page.setViewportSize({ width: 390, height: 2_000 });
      await page.emulateMedia({ colorScheme, forcedColors: "active", reducedMotion: "reduce" });
      await walkMainStates(page, async (state) => {
        await settled(page);
        const { controls, chosen } = await page.evaluate(controlsInSight);
        const shot = await page.screenshot();
        const unseen: string[] = [];
        for (const { name, box } of controls) if ((await contrastIn(shot, box)) < SEEN) unseen.push(name);
        expect.soft(unseen, `${state}: not seen`).toEqual([]);
        expect.soft(chosen, `${state}: chosen, and seen by the colour alone`).toEqual([]);
        expect(controls.length, state).toBeGreaterThan(1);
      });
    },
  );
}

/** Of 255: a line or an icon of any colour that is forced differs by more from its ground. */
const SEEN = 60;

type Box = { left: number; top: number; width: number; height: number };

/** How far the lightest and the darkest in a part of a picture are from each other, 0 to 255. */
async function contrastIn(picture: Buffer, box: Box): Promise<number> {
  const part = await sharp(picture).extract(box).greyscale().toBuffer();
  const [grey] = (await sharp(part).stats()).channels;
  return (grey?.max ?? 0) - (grey?.min ?? 0);
}

/** In the page: controls that are whole in the window with nothing over them; and those chosen that no outline says so of. */
function controlsInSight(): { controls: { name: string; box: Box }[]; chosen: string[] } {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  const isShown = (element: Element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
  const nameOf = (element: Element) => element.getAttribute("aria-label") ?? element.textContent?.slice(0, 40) ?? "";
  const controls = [
    ...document.querySelectorAll("button, a[href], input, select, textarea, [role=slider], [role=progressbar]"),
  ].flatMap((element) => {
    const { left, top, right, bottom, width, height } = element.getBoundingClientRect();
    const isWhole = left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight && width > 2 && height > 2;
    if (!isShown(element) || !isWhole) return [];
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    if (there === null || !(element.contains(there) || there.contains(element))) return [];
    const [x, y] = [Math.floor(left), Math.floor(top)];
    const box = { left: x, top: y, width: Math.floor(right) - x, height: Math.floor(bottom) - y };
    return [{ name: nameOf(element), box }];
  });
  const hasOutline = (element: Element) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(element);
    return outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2;
  };
  const pressed = [
    ...document.querySelectorAll("[aria-pressed=true], [aria-current=page], [role=radio][aria-checked=true]"),
  ];
  // What stands behind an input that only a screen reader meets.
  const checked = [
    ...document.querySelectorAll("input[type=radio]:checked.peer + *, input[type=radio]:checked.peer ~ span"),
  ];
  const chosen = [...pressed, ...checked].filter((element) => isShown(element) && !hasOutline(element));
  return { controls, chosen: chosen.map(nameOf) };
}
