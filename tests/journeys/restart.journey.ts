import { editorPage, HEAVY } from "./editor-page";
import { sampleOf } from "@/tests/sample";
import { expect, LOCAL, test } from "./fixtures";
import { largePicture } from "./pictures";

test.describe.configure({ timeout: 120_000 });

for (const signal of sampleOf(["SIGKILL", "SIGTERM"] as const)) {
  test(
    `the server ends by ${signal} in the middle of an edit: the page and the edit recover`,
    LOCAL,
    async ({ page, ownServer, problems }) => {
      problems.expect(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED_ENCODING/);
      // A picture that was on its way: it is asked for again.
      problems.expect(/ERR_CONTENT_LENGTH_MISMATCH \(http:\/\/localhost:\d+\/api\/images\//);
      const editor = editorPage(page);
      const server = await ownServer();
      await page.goto(server.url);
      await editor.chooser.setInputFiles(await largePicture());
      await editor.ask(HEAVY);
      await expect(page).toHaveURL(/\/edits\//);
      await expect(editor.progress).toBeVisible();
      const address = page.url();
      await page.evaluate(() => Object.assign(window, { sameLife: true }));

      await server.stop(signal);
      await expect(editor.progress).toBeVisible();
      await ownServer({ port: server.port, dataDir: server.dataDir });

      await expect(editor.tools).toBeVisible({ timeout: 90_000 });
      await expect(editor.heading("Version 1")).toBeVisible();
      expect(page.url()).toBe(address);
      expect(await page.evaluate(() => "sameLife" in window)).toBe(true);
      await expect(page.getByText("Reconnecting…", { exact: true })).toBeHidden();
      await expect.poll(() => page.evaluate(picturesAreThere)).toBe(true);
      await page.reload();
      await editor.finished(1);
    },
  );
}

/** In the page: whether all of the canvas's pictures have come. */
const picturesAreThere = (): boolean =>
  [...document.querySelectorAll<HTMLImageElement>("[data-canvas] img")].every(
    ({ complete, naturalWidth }) => complete && naturalWidth > 0,
  );
