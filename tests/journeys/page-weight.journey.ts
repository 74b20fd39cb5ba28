import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures";
import { scriptsOf, weigh } from "./page-weight";

/** kB of scripts of a bare page of this Next, by `npm run bench -- P11`: to be measured anew with another. */
const BARE = { next: "16.4.5", kB: 134.9 };

test("the first page loads at most 60 kB of scripts more than a bare page of Next, and nothing from elsewhere", async ({
  baseURL,
}) => {
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8")) as { dependencies: { next: string } };
  expect(dependencies.next).toBe(BARE.next);
  const weight = await weigh(`${baseURL}/`);
  expect(scriptsOf(weight) - BARE.kB).toBeLessThanOrEqual(60);
  expect(weight.foreign).toBe(0);
});

test("what shows a picture is fetched at the first sign that somebody is there", async ({ page }) => {
  const scripts: string[] = [];
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.push(request.url());
  });
  await page.goto("/", { waitUntil: "networkidle" });
  const before = scripts.length;
  await page.waitForTimeout(1_500);
  expect(scripts.length).toBe(before);
  await page.mouse.move(200, 200);
  await expect.poll(() => scripts.length).toBeGreaterThan(before);
});
