import type { Page } from "@playwright/test";
import { editorPage } from "./editor-page";
import { expect, test } from "./fixtures";

/** What a frame showed of what must never be seen between a picture and its result. */
type Frame = { home: boolean; gone: boolean; focus: string };

test("the first edit never leaves its picture, not for one frame, on a slow machine", async ({ page }) => {
  const editor = editorPage(page);
  await editor.takeSample("Mountain lake at dusk");
  await slowDown(page, 4);
  await expect(editor.prompt).toBeFocused();
  await recordFrames(page);
  await editor.ask("make it black and white");
  await editor.finished(1);
  expect(summary(await framesOf(page))).toEqual({ home: 0, gone: 0, unfocused: 0 });

  await test.step("a thumb that is pressed leaves the focus beside it", async () => {
    await recordFrames(page);
    await editor.feedback.getByRole("button", { name: "Yes, good edit" }).click();
    await expect(page.getByText("Thank you for your feedback!")).toBeVisible();
    expect(summary(await framesOf(page))).toMatchObject({ unfocused: 0 });
  });

  await test.step("nor does deleting the only version show a page in between", async () => {
    await page.getByRole("button", { name: "Delete now" }).click();
    await recordFrames(page);
    await page.getByRole("button", { name: "Delete version 1" }).click();
    await expect(page.getByRole("heading", { level: 1, name: /^Drop in a photo/ })).toBeVisible();
    expect(summary(await framesOf(page))).toMatchObject({ gone: 0, unfocused: 0 });
  });
});

test("a picture that is not sent yet and the words for it survive a reload", async ({ page }) => {
  const editor = editorPage(page);
  await editor.takeSample("Three fruits on a table");
  await editor.prompt.fill("make it warmer, softly");
  await expect(page.getByText("also when you reload the page")).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { level: 1, name: "Your picture" })).toBeVisible();
  await expect(page.getByRole("main").getByText("This is the picture that you have not sent yet.")).toBeVisible();
  await expect(editor.prompt).toHaveValue("make it warmer, softly");

  await test.step("one that takes its place can be undone", async () => {
    await page.evaluate(async () => {
      const bytes = await (await fetch("/samples/lake.webp")).blob();
      const transfer = new DataTransfer();
      for (const name of ["other.webp", "more.webp"])
        transfer.items.add(new File([bytes], name, { type: "image/webp" }));
      window.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    });
    await expect(page.getByRole("main").getByText("“other.webp” was taken, the other one was not.")).toBeVisible();
    await page.getByRole("button", { name: "Undo" }).click();
    await expect(editor.panel.getByText("fruit.webp")).toBeVisible();
  });

  await editor.send.click();
  await editor.finished(1);
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1, name: /^Drop in a photo/ })).toBeVisible();
  await expect(page.getByText("With it goes")).toHaveCount(0);
});

async function slowDown(page: Page, rate: number): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate });
}

/** From now on notes what each frame shows, and each change of the page in between. */
async function recordFrames(page: Page): Promise<void> {
  await page.evaluate(() => {
    const frames: Frame[] = [];
    const note = () => {
      const heading = document.querySelector("h1")?.textContent ?? "";
      frames.push({
        home: heading.startsWith("Drop in a photo"),
        gone: heading === "This edit is gone",
        focus: document.activeElement?.tagName ?? "BODY",
      });
    };
    const each = () => {
      note();
      requestAnimationFrame(each);
    };
    each();
    Object.assign(window, { frames });
  });
}

const framesOf = (page: Page): Promise<Frame[]> =>
  page.evaluate(() => (window as unknown as { frames: Frame[] }).frames);

function summary(frames: readonly Frame[]) {
  expect(frames.length).toBeGreaterThan(3);
  const count = (holds: (frame: Frame) => boolean) => frames.filter(holds).length;
  return {
    home: count(({ home }) => home),
    gone: count(({ gone }) => gone),
    unfocused: count(({ focus }) => focus === "BODY"),
  };
}
