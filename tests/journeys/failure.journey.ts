import { editorPage } from "./editor-page";
import { expect, LOCAL, STORE, test } from "./fixtures";
import { makeEdit } from "./make-edit";
import { smallPicture } from "./pictures";

test("what is not understood keeps picture and words, says what can be done, and leads on", LOCAL, async ({ page }) => {
  const editor = editorPage(page);
  await editor.choose(await smallPicture());
  await editor.ask("put a unicorn on the roof");
  const card = page.getByRole("region", { name: "This edit did not work out" });
  await expect(card.getByRole("alert")).toContainText("did not understand “put a unicorn on the roof”");
  await expect(card).toContainText("this cost nothing");
  await expect(card).toContainText("it draws no objects and takes none away");
  await expect(card).not.toContainText("_KEY");
  await expect(card.getByRole("list", { name: /can be done instead/ }).getByRole("button")).not.toHaveCount(0);
  await expect(card.getByRole("button", { name: "Retry" })).toHaveCount(0);
  await expect(page).toHaveTitle("Failed · put a unicorn on the roof · Mizual");
  await expect(page.getByRole("img", { name: "Original photo" })).toBeVisible();
  await expect(editor.panel).toContainText("You askedput a unicorn on the roof");

  await card.getByText("Details").click();
  await expect(card).toContainText("REQUEST_NOT_UNDERSTOOD");

  await card.getByRole("button", { name: "Edit prompt" }).click();
  await expect(editor.prompt).toBeFocused();
  await expect(editor.prompt).toHaveValue("put a unicorn on the roof");
  await editor.ask("make it black and white");
  await expect(editor.panel).toContainText("You askedmake it black and white");
  await editor.finished(2);
});

test("a picture that does not come is asked for again by itself, and then on a click", async ({ page, problems }) => {
  problems.expect(/ERR_FAILED/);
  const id = await makeEdit(page.request, { prompt: "make it red" });
  const editor = editorPage(page);
  let refused = 0;
  let refuses = 2;
  await page.route("**/api/images/**", (route) => {
    if (refused >= refuses) return route.continue();
    refused += 1;
    return route.abort();
  });
  const isThere = () =>
    page.evaluate(() =>
      [...document.querySelectorAll<HTMLImageElement>("[data-canvas] img")].some((it) => it.naturalWidth > 0),
    );
  await page.goto(`/edits/${id}`);
  await editor.finished(1);
  await expect.poll(isThere).toBe(true);
  await expect(page.getByText("The picture could not be loaded.")).toBeHidden();

  refuses = 1_000;
  await page.reload();
  await expect(page.getByText("The picture could not be loaded.")).toBeVisible();
  const again = page.getByRole("button", { name: "Try again" });
  await expect(again).toBeVisible({ timeout: 20_000 });
  refuses = 0;
  await again.click();
  await expect.poll(isThere).toBe(true);
  await expect(again).toBeHidden();
});

test("what cannot be sent keeps picture and words; trying again stays one edit", async ({ page, problems }) => {
  problems.expect(/ERR_FAILED|status of 4\d\d/);
  const editor = editorPage(page);

  await test.step("a file that only has the name of a picture", async () => {
    await editor.choose({ name: "broken.jpg", mimeType: "image/jpeg", buffer: Buffer.from("not a picture at all") });
    await expect(page.getByText("Your browser cannot preview this kind of picture")).toBeVisible();
    await editor.ask("make it brighter");
    const card = page.getByRole("region", { name: "This was not accepted" });
    await expect(card.getByRole("alert")).toContainText("This is a text file. Use JPEG, PNG, WebP");
    await expect(card.getByRole("button", { name: "Retry" })).toHaveCount(0);
    await expect(editor.prompt).toHaveValue("make it brighter");
    await page.getByRole("link", { name: "New picture", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: /^Drop in a photo/ })).toBeVisible();
    await editor.chooser.setInputFiles({
      name: "broken.jpg",
      mimeType: "image/jpeg",
      buffer: Buffer.from("not a picture at all"),
    });
    await editor.prompt.press("Enter");
    await card.getByText("Details").click();
    await expect(card).toContainText(/Request id\S{8,}/);
  });

  await test.step("a connection that breaks", async () => {
    const keys: string[] = [];
    await page.route("**/api/edit-image", async (route) => {
      keys.push((await route.request().headerValue("idempotency-key")) ?? "none");
      // The first one arrives; its answer does not.
      if (keys.length === 1) await route.fetch().then(() => route.abort());
      else await route.continue();
    });
    await editor.choose(await smallPicture());
    await editor.ask("make it brighter");
    const card = page.getByRole("region", { name: "This was not sent" });
    await expect(card).toBeVisible();
    await expect(editor.prompt).toHaveValue("make it brighter");
    await expect(page.getByRole("img", { name: "Your picture" })).toBeVisible();
    await card.getByRole("button", { name: "Retry" }).click();
    await editor.finished(1);
    expect(keys).toHaveLength(2);
    expect(keys[0]).toBe(keys[1]);
  });
});

test(
  "an edit that is deleted is gone everywhere at once; an unknown one is said to be gone",
  STORE,
  async ({ page, context, problems }) => {
    problems.expect(/status of 404/);
    const editor = editorPage(page);
    const first = await makeEdit(context.request, { prompt: "make it brighter" });
    const second = await makeEdit(context.request, { prompt: "make it sepia", parent: first });
    await page.goto(`/edits/${first}`);
    await editor.finished(1);
    const picture = await page.getByRole("link", { name: "Download" }).getAttribute("href");
    expect((await context.request.get(picture ?? "")).status()).toBe(200);

    await page.getByRole("button", { name: "Delete now" }).click();
    const dialog = page.getByRole("alertdialog", { name: "Delete version 1 now?" });
    await expect(dialog).toContainText("You can undo this for 15 seconds");
    await dialog.getByRole("button", { name: "Keep it" }).click();
    await expect(dialog).toHaveCount(0);
    await page.getByRole("button", { name: "Delete now" }).click();
    await dialog.getByRole("button", { name: "Delete version 1" }).click();
    await expect(page).toHaveURL(`/edits/${second}`);
    await expect(editor.panel).toContainText("You askedmake it sepia");
    await expect(editor.versions).toHaveCount(1);

    await test.step("it is back by Undo, with nothing lost", async () => {
      await page.getByRole("button", { name: "Undo" }).click();
      await editor.finished(1);
      await expect(editor.versions).toHaveCount(2);
      await expect(page.getByRole("button", { name: "Undo" })).toHaveCount(0);
      await page.reload();
      await editor.finished(1);
      await expect(editor.versions).toHaveCount(2);
      expect((await context.request.get(picture ?? "")).status()).toBe(200);
    });

    await page.getByRole("button", { name: "Delete now" }).click();
    await dialog.getByRole("button", { name: "Delete version 1" }).click();
    await expect(page).toHaveURL(`/edits/${second}`);
    // Whoever leaves has not changed their mind.
    await page.goto("/");
    await expect.poll(async () => (await context.request.get(picture ?? "")).status()).toBe(404);
    expect((await context.request.get(`/api/edit/${first}`)).status()).toBe(404);
    await page.goto(`/edits/${first}`);
    await expect(page.getByRole("heading", { level: 1, name: "This edit is gone" })).toBeVisible();
    await page.getByRole("link", { name: "Start with a picture" }).click();
    await expect(page).toHaveURL("/");
  },
);

test("a stranger with the link sees the way to that version and may change nothing", async ({
  page,
  context,
  stranger,
}) => {
  const first = await makeEdit(context.request, { prompt: "make it brighter" });
  const second = await makeEdit(context.request, { prompt: "make it sepia", parent: first });
  await makeEdit(context.request, { prompt: "flip it horizontally", parent: first });
  await page.goto(`/edits/${second}`);
  await editorPage(page).finished(2);
  await expect(editorPage(page).versions).toHaveCount(3);

  const other = await stranger();
  const theirs = editorPage(other);
  await other.goto(`/edits/${second}`);
  await theirs.finished(2);
  await expect(theirs.versions).toHaveCount(2);
  await expect(other.getByRole("link", { name: "Download" })).toBeVisible();
  await expect(other.getByRole("button", { name: "Delete now" })).toHaveCount(0);
  await expect(other.getByRole("button", { name: "Send mine as written" })).toHaveCount(0);
  await expect(theirs.feedback).toHaveCount(0);
  const refused = await other.request.delete(`/api/edit/${second}`);
  expect(refused.status()).toBe(403);
  expect(await refused.json()).toMatchObject({ error_code: "NOT_YOURS" });

  await test.step("and goes on from it in a chain of their own", async () => {
    await theirs.ask("make it warmer");
    await expect(other).not.toHaveURL(new RegExp(second));
    // A picture of their own, also before a reload.
    await theirs.finished(1);
    await expect(theirs.versions).toHaveCount(1);
    await other.reload();
    await theirs.finished(1);
    await expect(theirs.versions).toHaveCount(1);
    await expect(other.getByRole("button", { name: "Delete now" })).toHaveCount(1);
    await page.reload();
    await expect(editorPage(page).versions).toHaveCount(3);
  });
});
