import type { Page } from "@playwright/test";
import { expect, expectNoAxeFindings, LOCAL, test } from "./fixtures";
import { makeEdit } from "./make-edit";

const TOKEN = "a-token-that-only-the-operator-knows";

test.slow();

async function signIn(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/insight`);
  await page.getByLabel("Operator's token").fill(TOKEN);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Insight" })).toBeVisible();
  await expect(page.getByRole("region", { name: "Figures" })).toBeVisible();
}

async function axe(page: Page, state: string): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await expectNoAxeFindings(page, `${state}, ${colorScheme}`);
  }
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const { wide, room } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    room: document.documentElement.clientWidth,
  }));
  expect(wide).toBeLessThanOrEqual(room);
}

test("from signing in to a figure, its edits, and a replay", LOCAL, async ({ page, ownServer, problems }) => {
  problems.expect(/status of 40[14]/);
  const server = await ownServer({ env: { INSIGHT_TOKEN: TOKEN } });
  await makeEdit(page.request, { prompt: "make it warmer" }, server.url);
  await makeEdit(page.request, { prompt: "a unicorn beside the barn" }, server.url);

  await page.goto(`${server.url}/insight`);
  await page.getByLabel("Operator's token").fill("not this one");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "This is not the token." })).toBeVisible();
  await axe(page, "sign in");
  await signIn(page, server.url);
  const figures = page.getByRole("region", { name: "Figures" });
  await expect(figures.getByRole("link", { name: /^Edits 2/ })).toBeVisible();
  await axe(page, "overview");
  await page.setViewportSize({ width: 390, height: 844 });
  await axe(page, "overview, phone");
  await expectNoSidewaysScroll(page);
  await page.setViewportSize({ width: 1280, height: 800 });

  await page
    .getByRole("region", { name: "How edits ended" })
    .getByRole("link", { name: /REQUEST_NOT_UNDERSTOOD/ })
    .click();
  await expect(page.getByRole("heading", { level: 1, name: "Edits" })).toBeVisible();
  await expect(page.getByRole("row")).toHaveCount(2);
  await axe(page, "edits");
  await page.getByRole("row").last().getByRole("link").click();
  await expect(page.getByText("INSIGHT_SHOWS_CONTENT is off")).toBeVisible();
  await expect(page.getByText("unicorn")).toHaveCount(0);
  await axe(page, "an edit");
  await page.getByRole("button", { name: "Replay" }).click();
  await page.getByRole("button", { name: "Yes, replay" }).click();
  await expect(page.getByRole("status").filter({ hasText: "It runs once more." })).toBeVisible();
  await expect(page.getByRole("region", { name: "What the operator did" })).toContainText("replay");
  await expect(async () => {
    await page.reload();
    await expect(page.getByRole("region", { name: "What became of it" })).toContainText("Replays1", { timeout: 2_000 });
  }).toPass();

  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByLabel("Operator's token")).toBeVisible();
  await page.goto(`${server.url}/insight/edits`);
  await expect(page.getByLabel("Operator's token")).toBeVisible();
});

test("what happens is seen live, but not while it is paused", LOCAL, async ({ page, ownServer, problems }) => {
  problems.expect(/status of 503/);
  const server = await ownServer({ env: { INSIGHT_TOKEN: TOKEN } });
  await makeEdit(page.request, { prompt: "a unicorn beside the barn" }, server.url);
  await signIn(page, server.url);
  const live = page.getByRole("region", { name: "Live" });
  const rows = live.getByRole("listitem");
  await expect(rows).toHaveCount(2);
  await expect(rows.filter({ hasText: "REQUEST_NOT_UNDERSTOOD" })).toHaveCount(1);
  const id = await makeEdit(page.request, { prompt: "make it black and white" }, server.url);
  await expect(rows.filter({ hasText: id.slice(0, 8) }).filter({ hasText: "Completed" })).toHaveCount(1);
  await expect(live.locator("[aria-live=polite]")).toContainText("1 edit has ended since this page was opened");
  await expect(live).not.toContainText("unicorn");
  await live.getByRole("button", { name: "Pause" }).click();
  const later = await makeEdit(page.request, { prompt: "make it sepia" }, server.url);
  await expect(live).not.toContainText(later.slice(0, 8));
  await axe(page, "live, paused");
  await live.getByRole("button", { name: "Go on" }).click();
  await expect(live).toContainText(later.slice(0, 8));
  const answered = page.waitForResponse((response) => response.url().endsWith("/api/insight/live") && !response.ok());
  await page.route("**/api/insight/live", (route) => route.fulfill({ status: 503, json: {} }));
  await answered;
  await expect(live.getByRole("alert")).toContainText("This is not up to date");
  await axe(page, "live, failing");
  await page.unroute("**/api/insight/live");
  await expect(live.getByRole("alert")).toHaveCount(0);
});

test("a report, the operator's look at it, and its end", LOCAL, async ({ page, stranger, ownServer, problems }) => {
  problems.expect(/status of 4(04|10)/);
  const server = await ownServer({ env: { INSIGHT_TOKEN: TOKEN, INSIGHT_SHOWS_CONTENT: "on" } });
  const id = await makeEdit(page.request, { prompt: "make it warmer" }, server.url);

  const shared = await page.request.post(`${server.url}/api/shares`, {
    data: { edit_uuid: id, words: false, days: null },
  });
  const { shares } = (await shared.json()) as { shares: Array<{ path: string }> };
  const address = `${server.url}${shares[0]?.path}`;
  const other = await stranger();
  expect((await other.goto(address))?.status()).toBe(200);
  await other.goto(`${server.url}/edits/${id}`);
  await other.getByRole("button", { name: "Report this picture" }).click();
  await other.getByRole("button", { name: "Send the report" }).click();
  await expect(other.getByRole("alert").filter({ hasText: "Choose what is wrong with it." })).toBeVisible();
  await axe(other, "the report");
  await other.getByLabel("It shows somebody without their consent").check();
  await other.getByLabel("Anything to add, if you like").fill("That is my barn.");
  await other.getByRole("button", { name: "Send the report" }).click();
  await expect(other.getByRole("alertdialog")).toContainText("Thank you");

  await signIn(page, server.url);
  await page.getByRole("navigation", { name: "Insight" }).getByRole("link", { name: "Reports 1" }).click();
  await expect(page.getByText("One of the reports has words of its own.")).toBeVisible();
  await expect(page.getByText("That is my barn.")).toHaveCount(0);
  await page.getByRole("button", { name: "Look at words and pictures" }).click();
  await expect(page.getByText("That is my barn.")).toBeVisible();
  await expect(page.getByRole("img", { name: "What was made of it" })).toBeVisible();
  const picture = (await page.getByRole("img", { name: "What was made of it" }).getAttribute("src")) ?? "";
  expect((await other.request.get(`${server.url}${picture}`)).status()).toBe(200);
  await axe(page, "reports");
  await page.getByRole("button", { name: "Take down" }).click();
  await page.getByRole("button", { name: "Yes, take down" }).click();
  await expect(page.getByText("Nobody has reported a picture, or all reports are decided.")).toBeVisible();

  for (const gone of [`${server.url}/edits/${id}`, address]) {
    expect((await other.goto(gone))?.status(), gone).toBe(410);
    await expect(other.getByRole("heading", { level: 1, name: "This picture was taken down" })).toBeVisible();
  }
  const nobodys = `${server.url}/edits/00000000-0000-4000-8000-000000000000`;
  expect((await other.goto(nobodys))?.status()).toBe(404);
  for (const gone of [`/edit/${id}`, picture])
    expect((await other.request.get(`${server.url}${gone}`)).status(), gone).toBe(410);
});

test("without a token there is no such page", async ({ page, problems }) => {
  problems.expect(/status of 404/);
  for (const path of ["/insight", "/insight/edits", "/insight/reports"])
    expect((await page.goto(path))?.status(), path).toBe(404);
});
