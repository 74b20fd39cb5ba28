import { editIdOf, editorPage } from "./editor-page";
import { expect, expectNoAxeFindings, test } from "./fixtures";
import { makeEdit } from "./make-edit";

test("pictures are found again, handed to another device and deleted", async ({
  page,
  context,
  stranger,
  problems,
}) => {
  problems.expect(/status of (?:404|410)/);
  const grey = await makeEdit(context.request, { prompt: "make it black and white" });
  await makeEdit(context.request, { prompt: "make it warmer" });
  await makeEdit(context.request, { prompt: "make it colder", parent: grey });

  await test.step("the home page goes on with what was made last, and a new tab finds it by its words", async () => {
    await page.goto("/");
    await expect(page.getByRole("region", { name: "Go on with what you made last" }).getByRole("listitem")).toHaveCount(
      2,
    );
    await page.getByRole("link", { name: "My pictures", exact: true }).first().click();
    await expect(page.getByText(/^2 pictures in 3 versions, about /)).toBeVisible();
    const pictures = page.getByRole("list", { name: "Pictures" }).getByRole("link");
    await expect(pictures).toHaveText([/make it colder.*2 versions/, /make it warmer.*one version/]);
    await expectNoAxeFindings(page, "my pictures");
    await page.getByRole("searchbox").fill("WHITE black");
    await expect(pictures).toHaveText([/make it black and white/]);
    await page.reload();
    await expect(pictures).toHaveCount(1);
    await pictures.click();
    await editorPage(page).finished(1);
    await expect(editorPage(page).versions).toHaveCount(2);
    expect(editIdOf(page)).toBe(grey);
  });

  await test.step("another device takes everything over by a link that works once, and deletes it", async () => {
    await page.goto("/pictures");
    await page.getByRole("button", { name: "Use on another device" }).click();
    await page.getByRole("button", { name: "Make a link" }).click();
    await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
    const address = await page.getByRole("textbox", { name: "Link" }).inputValue();

    const phone = await stranger({ viewport: { width: 360, height: 640 } });
    await phone.goto(address);
    await expect(phone.getByText(/^With this link 2 pictures in 3 versions will come/)).toBeVisible();
    expect(phone.url()).toMatch(/\/join$/);
    await expectNoAxeFindings(phone, "what comes by a link");
    await phone.getByRole("button", { name: "Bring them here" }).click();
    await expect(phone.getByText(/^2 pictures in 3 versions/)).toBeVisible();
    await page.reload();
    await expect(page.getByText("Nothing here yet.")).toBeVisible();
    const late = await stranger();
    await late.goto(address);
    await expect(late.getByText(/This link cannot be used any more/)).toBeVisible();

    await phone.getByRole("button", { name: "Delete all" }).click();
    await phone.getByRole("alertdialog").getByRole("button", { name: "Delete all" }).click();
    await expect(phone.getByText("Nothing here yet.")).toBeVisible();
    expect((await phone.goto(`/edits/${grey}`))?.status()).toBe(404);
  });
});

test("a shared page shows before and after, without the words, and begins something of one's own", async ({
  page,
  context,
  stranger,
  problems,
}) => {
  problems.expect(/status of 410/);
  const grey = await makeEdit(context.request, { prompt: "make it black and white" });
  await page.goto(`/edits/${grey}`);
  await page.getByRole("button", { name: "Edit alt text" }).click();
  await page.getByRole("textbox", { name: "What can be seen?" }).fill("A meadow below a clear sky");
  await expectNoAxeFindings(page, "alt text");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("img", { name: "A meadow below a clear sky" })).toBeVisible();
  await page.getByRole("button", { name: "Share", exact: true }).click();
  await page.getByRole("checkbox", { name: "Show the words that I asked with" }).uncheck();
  await page.getByRole("button", { name: "Make a link" }).click();
  const address = await page.getByRole("textbox", { name: "Link" }).inputValue();

  await expectNoAxeFindings(page, "sharing");

  const visitor = await stranger();
  const opened = await visitor.goto(address);
  expect(opened?.status()).toBe(200);
  await expect(visitor.locator('meta[name="robots"]')).toHaveAttribute("content", /noindex/);
  await expect(visitor.locator('meta[property="og:image"]')).toHaveAttribute("content", /\/api\/shared\/.*\/card$/);
  await expect(visitor.locator('meta[property="og:image:alt"]')).toHaveAttribute(
    "content",
    "A meadow below a clear sky",
  );
  await expect(visitor.getByRole("img", { name: "A meadow below a clear sky" })).toBeAttached();
  await expect(visitor.getByText("black and white")).toHaveCount(0);
  await expectNoAxeFindings(visitor, "a shared page");
  await visitor.getByRole("slider", { name: "Compare before and after" }).press("End");
  await visitor.getByRole("textbox", { name: "What should change?" }).fill("make it sepia");
  await visitor.getByRole("radio", { name: "Begin with the original" }).check();
  await visitor.getByRole("button", { name: "Make my own" }).click();
  await editorPage(visitor).finished(1);
  expect(await visitor.content()).not.toContain(grey);

  await page.getByRole("button", { name: "End link" }).click();
  await expect(page.getByRole("textbox", { name: "Link" })).toHaveCount(0);
  expect((await visitor.goto(address))?.status()).toBe(410);
  await expect(visitor.getByRole("heading", { name: "This link is over" })).toBeVisible();
  await page.getByRole("button", { name: "Close" }).click();
});

test("what is made of the original once more is a version beside the others", async ({ page, context }) => {
  const editor = editorPage(page);
  await page.goto(`/edits/${await makeEdit(context.request, { prompt: "make it warmer" })}`);
  await editor.finished(1);
  await page.getByRole("button", { name: "Begin again with the original" }).click();
  await expect(page.getByRole("form", { name: "Edit" })).toContainText("1 of 5");
  await editor.ask("make it black and white");
  await editor.finished(2);
  await expect(editor.versions).toHaveCount(2);
  await expect(page.getByRole("form", { name: "Edit" })).toContainText("Edit 2 of 5");
  await page.reload();
  await expect(editor.versions).toHaveCount(2);
});
