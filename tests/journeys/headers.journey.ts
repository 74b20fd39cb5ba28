import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "./fixtures";

/** Addresses of all pages that there are, an edit that is not among them. */
const PAGES = readdirSync("app", { recursive: true, encoding: "utf8" })
  .filter((file) => path.basename(file) === "page.tsx")
  .map((file) => `/${path.dirname(file)}`.replace("/.", "/").replace("[uuid]", "00000000-0000-4000-8000-000000000000"));

/** What is no page, and answered with HTML all the same. */
const OTHERS = [
  "/nothing",
  "/guide/nothing",
  "/edit/a/b",
  "/samples/nothing",
  "/_next/nothing",
  "/%ff",
  "/404",
  "/500",
];

test("every answer in HTML has its policy and may not be framed, the 404 of any address too", async ({ request }) => {
  expect(PAGES.length).toBeGreaterThan(3);
  for (const address of [...PAGES, ...OTHERS]) {
    const answer = await request.get(address, { headers: { accept: "text/html" }, maxRedirects: 0 });
    const { "content-type": type = "", "content-security-policy": policy = "", ...headers } = answer.headers();
    expect([address, type]).toEqual([address, expect.stringMatching(/^text\/html/)]);
    expect([address, policy]).toEqual([address, expect.stringContaining("frame-ancestors 'none'")]);
    expect([address, policy]).toEqual([address, expect.not.stringMatching(/script-src[^;]*'unsafe-inline'/)]);
    expect([address, headers["x-content-type-options"], headers["referrer-policy"]]).toEqual([
      address,
      "nosniff",
      "no-referrer",
    ]);
    if (PAGES.includes(address))
      expect(await answer.text()).toContain(/'nonce-([^']+)'/.exec(policy)?.[1] ?? "no nonce");
  }
});

test("no page is shown inside another website's, and none of its addresses either", async ({ page, problems }) => {
  problems.expect(/Refused to (frame|display)|Framing .* violates|frame-ancestors|X-Frame-Options|status of 404/);
  await page.route("http://friend.test/**", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: PAGES.map((address) => `<iframe src="http://localhost:${port()}${address}"></iframe>`).join(""),
    }),
  );
  await page.goto(`http://friend.test:${port()}/`);
  await page.waitForLoadState("networkidle");
  for (const frame of page.frames().slice(1)) expect(await frame.getByRole("button").count()).toBe(0);
});

test("who comes softly from the guide works under the same policy as who comes directly", async ({
  page,
  problems,
}) => {
  problems.expect(/Content Security Policy|violates the following/);
  await page.goto("/guide");
  await page.getByRole("link", { name: "“make it black and white”", exact: true }).first().click();
  await expect(page).toHaveURL(/\/\?prompt=/);
  const ran = await page.evaluate(async () => {
    const injected = document.createElement("div");
    injected.innerHTML = `<img src="data:," onerror="window.__ran = true">`;
    document.body.append(injected);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return "__ran" in window;
  });
  expect(ran).toBe(false);
});

const port = (): string => new URL(process.env["BASE_URL"] ?? "http://localhost:3000").port;
