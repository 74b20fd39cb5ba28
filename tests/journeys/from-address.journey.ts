import { readFileSync } from "node:fs";
import { editorPage } from "./editor-page";
import { startFarHost } from "./far-host";
import { expect, LOCAL, test } from "./fixtures";

test(
  "a picture is taken from the internet, also where it has moved to, and from nowhere within",
  LOCAL,
  async ({ page, ownServer, problems }) => {
    problems.expect(/status of 4\d\d/);
    const picture = readFileSync("public/samples/harvesters.webp");
    const far = await startFarHost({
      "/pictures/wheat%20field.webp": (_, response) => void response.end(picture),
      "/moved": (_, response) => void response.writeHead(302, { Location: "/pictures/wheat%20field.webp" }).end(),
      "/inside": (_, response) => void response.writeHead(302, { Location: "https://169.254.169.254/latest" }).end(),
      "/page": (_, response) => void response.end("<!doctype html><title>A page</title>"),
    });
    const server = await ownServer({ env: far.env });
    const editor = editorPage(page);
    const form = page.getByRole("form", { name: "From a web address" });
    const take = async (address: string) => {
      await form.getByRole("textbox").fill(address);
      await form.getByRole("button", { name: "Take it" }).click();
    };
    await page.goto(server.url);
    await page.getByRole("button", { name: "From a web address" }).click();

    for (const [where, words] of [
      [`${far.url}/inside`, /lies in the public internet/],
      [`${far.url}/page`, /no picture that can be read/],
      [`${far.url}/nothing`, /answered with 404/],
      ["https://127.0.0.1/picture.jpg", /lies in the public internet/],
    ] as const) {
      await take(where);
      await expect(form.getByRole("alert")).toHaveText(words);
    }

    await take(`${far.url}/moved`);
    await expect(editor.heading("Your picture")).toBeVisible();
    await page.getByRole("button", { name: "From a web address" }).click();
    await take(`${far.url}/pictures/wheat%20field.webp`);
    await expect(page.getByText("wheat field.webp · ")).toBeVisible();
    expect(far.asked).toEqual([
      "/inside",
      "/page",
      "/nothing",
      "/moved",
      "/pictures/wheat%20field.webp",
      "/pictures/wheat%20field.webp",
    ]);
    await editor.ask("make it warmer");
    await editor.finished(1);
    far.close();
  },
);
