import { createServer } from "node:http";
import { once } from "node:events";
import type { Page } from "@playwright/test";
import { editorPage } from "./editor-page";
import { expect, LOCAL, test } from "./fixtures";
import { makeEdit } from "./make-edit";
import { isInstalled, startCaddy, startNginx } from "./proxy-servers";
import { largePicture, smallPicture } from "./pictures";
import { freePort } from "./server";
import { slowUploads } from "./slow-uploads";

type Polls = { actions: number[]; api: number[] };

/** Statuses of what the page asks by, one by one. */
function watchPolls(page: Page): Polls {
  const polls: Polls = { actions: [], api: [] };
  page.on("response", (response) => {
    const request = response.request();
    if (request.headers()["next-action"] !== undefined) polls.actions.push(response.status());
    else if (request.method() === "GET" && /\/api\/edit\/[\w-]+$/.test(request.url()))
      polls.api.push(response.status());
  });
  return polls;
}

/** One edit from the home page at `address` to its picture. */
async function editAt(page: Page, address: string, words: string): Promise<void> {
  const editor = editorPage(page);
  await page.goto(address);
  await editor.chooser.setInputFiles(await smallPicture());
  await expect(editor.heading("Your picture")).toBeVisible();
  await editor.ask(words);
  await editor.finished(1);
  const picture = page.getByRole("img", { name: `Edited photo: ${words}` });
  await expect(picture).toHaveJSProperty("complete", true);
  expect(await picture.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
}

/** What the page asks its action by: to be asked again from a page under another address. */
async function recordAction(page: Page): Promise<Replay> {
  const request = await page.waitForRequest((each) => each.headers()["next-action"] !== undefined);
  const headers = Object.entries(request.headers()).filter(([name]) => /^(?:next-|accept$|content-type$)/.test(name));
  return {
    path: new URL(request.url()).pathname,
    headers: Object.fromEntries(headers),
    body: request.postData() ?? "",
  };
}

type Replay = { path: string; headers: Record<string, string>; body: string };

/** Statuses of a submit (422: let in, and nothing in it) and of the action, from a page of ours at `address`. */
async function statusesAt(page: Page, address: string, action: Replay): Promise<number[]> {
  // A file: pages let nobody else's scripts ask, and load for longer.
  await page.goto(`${address}/samples/harvesters.webp`);
  return page.evaluate(async ({ path, headers, body }) => {
    const submit = await fetch("/api/edit-image", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: "{}",
    });
    const poll = await fetch(path, { method: "POST", headers, body });
    return [submit.status, poll.status];
  }, action);
}

test(
  "through proxies, whatever they make of the host: submits and actions come through",
  LOCAL,
  async ({ page, ownServer, problems }) => {
    test.setTimeout(120_000);
    const [nginx, caddy] = [isInstalled("nginx"), isInstalled("caddy")];
    if (!nginx) console.log("Journeys: nginx is not installed; its variants are skipped.");
    if (!caddy) console.log("Journeys: Caddy is not installed; it is skipped.");
    test.skip(!nginx && !caddy, "neither is installed here: they come with the system, not with npm");
    problems.expect(/status of 422|status of 403.*mizual\.lan|status of 500.*mizual\.lan/);
    const named = await freePort();
    const server = await ownServer({ env: { PUBLIC_URL: `http://mizual.lan:${named}` } });
    const proxies = await Promise.all([
      nginx ? startNginx(server.port, named) : null,
      caddy ? startCaddy(server.port) : null,
    ]);
    const [byNginx, byCaddy] = proxies;
    const origins = {
      ...(byNginx === null
        ? {}
        : Object.fromEntries(Object.entries(byNginx.ports).map(([name, port]) => [name, `http://localhost:${port}`]))),
      ...(byNginx === null ? {} : { "with its own Host, by PUBLIC_URL": `http://mizual.lan:${named}` }),
      ...(byCaddy === null ? {} : { Caddy: `http://localhost:${byCaddy.port}` }),
    };
    const [first = ""] = Object.values(origins);
    const polls = watchPolls(page);
    const [action] = await Promise.all([recordAction(page), editAt(page, `${first}/`, "make it sharper")]);
    expect([...new Set(polls.actions), ...polls.api]).toEqual([200]);

    const statuses: Record<string, number[]> = {};
    for (const [name, origin] of Object.entries(origins)) statuses[name] = await statusesAt(page, origin, action);
    expect(statuses).toEqual(Object.fromEntries(Object.keys(origins).map((name) => [name, [422, 200]])));

    if (byNginx !== null) {
      await test.step("where the name cannot be known, who runs it is told what to set", async () => {
        const unknown = `http://mizual.lan:${byNginx.ports["with its own Host"]}`;
        expect(await statusesAt(page, unknown, action)).toEqual([403, 500]);
        expect(server.output()).toContain(`set PUBLIC_URL=${unknown}`);
      });
    }
    for (const proxy of proxies) await proxy?.close();
  },
);

test(
  "what a proxy refuses, cannot reach or cuts off is said in words: what was found, and what to do",
  LOCAL,
  async ({ page, ownServer, problems }) => {
    test.setTimeout(120_000);
    test.skip(!isInstalled("nginx"), "nginx is not installed here: it comes with the system, not with npm");
    problems.expect(/status of (?:413|502)|ERR_CONNECTION_|ERR_EMPTY_RESPONSE|Failed to fetch/);
    const server = await ownServer();
    const proxy = await startNginx(server.port, await freePort());
    const editor = editorPage(page);
    const card = (name: string) => page.getByRole("region", { name });

    await test.step("too large for it", async () => {
      await page.goto(`http://localhost:${proxy.ports["with its usual limit of 1 MB"]}/`);
      await editor.chooser.setInputFiles(await largePicture());
      await editor.ask("make it sharper");
      await expect(card("This was not accepted")).toContainText(
        /The picture has \d\.\d MB, which is more than what stands in front of the server lets through \(413\)/,
      );
      await expect(card("This was not accepted").getByRole("button", { name: "Choose another picture" })).toBeVisible();
    });

    await test.step("the server is away, and comes back: the same is sent once more", async () => {
      // What sends is loaded late: it has come with the first try.
      await editor.chooser.setInputFiles(await smallPicture());
      await expect(card("This was not accepted")).toHaveCount(0);
      await server.stop();
      await editor.ask("make it sharper");
      await expect(card("This was not accepted")).toContainText("The server cannot be reached right now (502)");
      await ownServer({ port: server.port, dataDir: server.dataDir });
      await card("This was not accepted").getByRole("button", { name: "Retry" }).click();
      await editor.finished(1);
    });

    await test.step("the connection is cut while the picture is sent", async () => {
      await page.goto(`http://localhost:${proxy.ports["with $http_host and compression"]}/`);
      await editor.chooser.setInputFiles(await largePicture());
      await expect(editor.heading("Your picture")).toBeVisible();
      const restore = await slowUploads(page);
      await editor.ask("make it warmer");
      await expect(editor.progress).toContainText("Sending your picture…");
      await proxy.close();
      await expect(card("This was not sent")).toContainText("Check your connection, then try again");
      await restore();
    });
  },
);

test("on a plain name of the home network all works: keys, copying, two edits", LOCAL, async ({ page, baseURL }) => {
  const editor = editorPage(page);
  await editAt(page, `http://mizual.lan:${new URL(baseURL ?? "").port}/`, "make it sharper");
  expect(await page.evaluate(() => [window.isSecureContext, typeof navigator.clipboard])).toEqual([false, "undefined"]);
  await editor.ask("black and white");
  await editor.finished(2);
  await page.getByText("Details", { exact: true }).click();
  for (const name of ["Copy alt text", /^Copy (?!alt text)/]) {
    const button = page.getByRole("button", { name }).first();
    await button.click();
    await expect(button).toHaveText("Copied");
  }
});

test("where no action gets through, the page asks the API", LOCAL, async ({ page, problems, baseURL }) => {
  problems.expect(/the server responded with a status of 403/);
  await page.route("**", (route) =>
    route.request().headers()["next-action"] === undefined
      ? route.continue()
      : route.fulfill({ status: 403, contentType: "text/html", body: "<h1>Forbidden</h1>" }),
  );
  const polls = watchPolls(page);
  await editAt(page, `${baseURL}/`, "make it sharper");
  expect(polls.actions).toContain(403);
  expect([...new Set(polls.api)]).toEqual([200]);
});

test(
  "a picture has its length on the wire, and a page of another site that is let in shows it by a plain img",
  LOCAL,
  async ({ page, ownServer, problems }) => {
    problems.expect(/ERR_BLOCKED_BY_RESPONSE/);
    const port = await freePort();
    const friend = `http://friend.test:${port}`;
    const server = await ownServer({ env: { ALLOWED_ORIGINS: friend } });
    const id = await makeEdit(page.request, { prompt: "make it sharper" }, server.url);
    const edit = (await (await page.request.get(`${server.url}/api/edit/${id}`)).json()) as {
      edited_image_url: string;
    };
    const head = await page.request.head(edit.edited_image_url);
    const whole = await page.request.get(edit.edited_image_url);
    expect(head.headers()["content-length"]).toBe(String((await whole.body()).length));
    expect(whole.headers()["content-length"]).toBe(head.headers()["content-length"]);
    const part = await page.request.get(edit.edited_image_url, { headers: { Range: "bytes=5-" } });
    expect([part.status(), part.headers()["content-length"]]).toEqual([206, String((await part.body()).length)]);
    const site = createServer((_, answer) => {
      answer.setHeader("Content-Type", "text/html");
      answer.end(`<!doctype html><link rel="icon" href="data:,"><img src="${edit.edited_image_url}">`);
    }).listen(port, "127.0.0.1");
    await once(site, "listening");
    try {
      await page.goto(friend);
      const width = () => page.locator("img").evaluate((img: HTMLImageElement) => img.naturalWidth);
      await expect.poll(width).toBeGreaterThan(0);
    } finally {
      site.closeAllConnections();
      site.close();
    }
  },
);
