import type { Page } from "@playwright/test";
import { editorPage, HEAVY } from "./editor-page";
import { expect } from "./fixtures";
import { makeEdit } from "./make-edit";
import { largePicture, smallPicture } from "./pictures";

/** What is looked at in each state that a person meets; `state` names it. */
export type Look = (state: string) => Promise<void>;

const LONG = `make it sharper and ${"a".repeat(120)}`;

/** Walks through what a person meets, from the empty page to what is shared, and looks at each as it stands. */
export async function walkMainStates(page: Page, look: Look): Promise<void> {
  await newPicture(page, look);
  const last = await makeEdit(page.request, {
    prompt: "warm it up",
    parent: await makeEdit(page.request, { prompt: "make it sharper" }),
  });
  await page.goto(`/edits/${last}`);
  await result(page, look);
  await sharing(page, look);
  await otherPages(page, look);
}

async function newPicture(page: Page, look: Look): Promise<void> {
  const editor = editorPage(page);
  await page.goto("/");
  await page.getByText("About the sample pictures").click();
  await look("first page");
  await page.getByRole("button", { name: "From a web address" }).click();
  const form = page.getByRole("form", { name: "From a web address" });
  await form.getByRole("textbox").fill("https://127.0.0.1/picture.jpg");
  await form.getByRole("button").click();
  await expect(form.getByRole("alert")).toBeVisible();
  await look("an address that is refused");
  await editor.choose(await smallPicture());
  await look("picture chosen");
  await editor.ask("put a unicorn on the roof");
  await expect(page.getByRole("region", { name: "This edit did not work out" })).toBeVisible({ timeout: 45_000 });
  await look("failed");
  await editor.choose(await largePicture());
  await editor.ask(HEAVY);
  await expect(page).toHaveURL(/\/edits\//);
  await expect(editor.progress).toBeVisible();
  await look("running");
  await editor.progress.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("region", { name: "Edit canceled" })).toBeVisible();
  await look("canceled");
}

async function result(page: Page, look: Look): Promise<void> {
  const editor = editorPage(page);
  await editor.finished(2);
  await editor.feedback.getByRole("button", { name: "No, something is wrong" }).click();
  await editor.panel.getByText("Details").click();
  await look("result");
  await page.getByRole("button", { name: "Compare" }).click();
  await expect(editor.slider).toBeVisible();
  await look("comparing");
  await page.getByRole("button", { name: "Compare" }).click();
  for (const [state, button, role] of [
    ["formats to download", "Download in another format", "dialog"],
    ["asking before a deletion", "Delete now", "alertdialog"],
    ["help", "Help", "dialog"],
  ] as const) {
    await page.getByRole("button", { name: button }).click();
    await expect(page.getByRole(role)).toBeVisible();
    await look(state);
    await page.keyboard.press("Escape");
    await expect(page.getByRole(role)).toHaveCount(0);
  }
}

async function sharing(page: Page, look: Look): Promise<void> {
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("button", { name: "Make a link" }).click();
  const address = await page.getByRole("textbox", { name: "Link" }).inputValue();
  await look("sharing");
  await page.goto(new URL(address).pathname);
  await expect(page.getByRole("slider")).toBeVisible();
  await look("shared page");
}

async function otherPages(page: Page, look: Look): Promise<void> {
  await makeEdit(page.request, { prompt: LONG });
  await page.goto("/pictures");
  await expect(page.getByRole("list", { name: "Pictures" })).toBeVisible();
  await look("my pictures");
  await page.goto("/guide");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await look("guide");
}
