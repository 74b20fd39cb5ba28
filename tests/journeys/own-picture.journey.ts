import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { editorPage } from "./editor-page";
import { expect, STORE, test } from "./fixtures";
import { smallPicture, type PictureFile } from "./pictures";

test("an own picture comes by the file chooser", STORE, async ({ page }) => {
  const editor = editorPage(page);
  await editor.choose(await smallPicture("Summer Meadow.jpg"));
  await expect(editor.panel).toContainText("Summer Meadow.jpg");
  await expect(page.getByRole("img", { name: "Your picture" })).toBeVisible();

  await test.step("an idea fills the box and sends nothing", async () => {
    await page.getByRole("button", { name: "Warm it up a little" }).click();
    await expect(editor.prompt).toHaveValue("Warm it up a little");
    await expect(page).toHaveURL("/");
  });

  await test.step("Shift+Enter breaks the line, Ctrl+Enter sends", async () => {
    await editor.prompt.fill("warm it up");
    await editor.prompt.press("Shift+Enter");
    await editor.prompt.pressSequentially("and make it sharper");
    await expect(editor.prompt).toHaveValue("warm it up\nand make it sharper");
    await editor.prompt.press("Control+Enter");
  });
  await editor.finished(1);
  await expect(page.getByRole("link", { name: "Download" })).toHaveAttribute(
    "download",
    /^summer-meadow-v1-warm-it-up/,
  );
});

test(
  "a phone's HEIC photo, which this browser cannot show, is edited and comes back as a JPEG",
  STORE,
  async ({ page }) => {
    const editor = editorPage(page);
    const buffer = readFileSync("tests/files/iphone-like.heic");
    // Browsers often know no type for it.
    await editor.choose({ name: "IMG_0042.HEIC", mimeType: "", buffer });
    await expect(editor.panel).toContainText("IMG_0042.HEIC");
    await editor.ask("make it sharper");
    await editor.finished(1);
    await expect(editor.panel).toContainText("240 × 160 pixels");
    await expect(editor.panel).toContainText("more than 8 bits per colour");
    await page.getByRole("button", { name: "Compare" }).click();
    await expect(editor.slider).toBeVisible();
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download" }).click();
    const file = readFileSync(await (await download).path());
    expect((await download).suggestedFilename()).toMatch(/^img-0042-v1-make-it-sharper.*\.jpg$/);
    expect(file.subarray(0, 3).toString("hex")).toBe("ffd8ff");
  },
);

test("an own picture comes by drop, anywhere on the page", async ({ page }) => {
  const editor = editorPage(page);
  await page.goto("/");
  await page.waitForLoadState("networkidle");

  await test.step("what is no picture is refused by name", async () => {
    await drop(page, [{ name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no picture") }]);
    await expect(page.getByRole("alert").filter({ hasText: "picture" })).toHaveText(
      /Please use a JPEG, PNG, .+ picture\. This is text\/plain\./,
    );
  });

  await drop(page, [await smallPicture()], async () => {
    await expect(page.getByText("Drop your picture anywhere")).toBeVisible();
  });
  await expect(page.getByText("Drop your picture anywhere")).toBeHidden();
  await expect(editor.heading("Your picture")).toBeVisible();
  await editor.ask("make it black and white");
  await editor.finished(1);
  await expect(page.getByRole("alert").filter({ hasText: "picture" })).toHaveCount(0);
});

test("an own picture comes by paste; pasted text stays text", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const editor = editorPage(page);
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 200 });
    const brush = canvas.getContext("2d");
    if (brush === null) throw new Error("No canvas");
    brush.fillStyle = "#4a90d9";
    brush.fillRect(0, 0, 320, 120);
    brush.fillStyle = "#3c7a2e";
    brush.fillRect(0, 120, 320, 80);
    const picture = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/png"));
    if (picture === null) throw new Error("No picture");
    await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
  });
  await page.keyboard.press("Control+V");
  await expect(editor.heading("Your picture")).toBeVisible();

  await page.evaluate(() => navigator.clipboard.writeText("make it sepia"));
  await editor.prompt.focus();
  await page.keyboard.press("Control+V");
  await expect(editor.prompt).toHaveValue("make it sepia");
  await editor.prompt.press("Enter");
  await editor.finished(1);
});

/** Drags files over the page, calls `whileOver`, and lets go. */
async function drop(page: Page, files: PictureFile[], whileOver?: () => Promise<void>): Promise<void> {
  const carried = await page.evaluateHandle(
    (list) => {
      const transfer = new DataTransfer();
      for (const { name, type, bytes } of list) {
        transfer.items.add(new File([Uint8Array.from(atob(bytes), (byte) => byte.charCodeAt(0))], name, { type }));
      }
      return transfer;
    },
    files.map(({ name, mimeType, buffer }) => ({ name, type: mimeType, bytes: buffer.toString("base64") })),
  );
  const target = page.locator("body");
  await target.dispatchEvent("dragenter", { dataTransfer: carried });
  await target.dispatchEvent("dragover", { dataTransfer: carried });
  await whileOver?.();
  await target.dispatchEvent("drop", { dataTransfer: carried });
}
