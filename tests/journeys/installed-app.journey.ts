import { expect, test } from "./fixtures";
import { smallPicture } from "./pictures";

test("as an installed app it takes what others share, and says when there is no connection", async ({
  page,
  ownServer,
  problems,
}) => {
  problems.expect(/ERR_|Failed to/);
  const server = await ownServer();
  await page.goto(server.url);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (navigator.serviceWorker.controller === null) await new Promise((resolve) => setTimeout(resolve, 50));
  });

  /** As the system's sheet hands it over. */
  const share = async (file: string, words: string) => {
    const { name, mimeType, buffer } = await smallPicture(file);
    await page.evaluate(
      ({ name: fileName, type, bytes, text }) => {
        const form = document.createElement("form");
        form.method = "post";
        form.enctype = "multipart/form-data";
        form.action = "/share-target";
        form.innerHTML = '<input type="file" name="picture"><input name="text">';
        form.querySelector<HTMLInputElement>("[name=text]")?.setAttribute("value", text);
        const transfer = new DataTransfer();
        transfer.items.add(new File([Uint8Array.from(bytes)], fileName, { type }));
        const chooser = form.querySelector("input");
        if (chooser !== null) chooser.files = transfer.files;
        document.body.append(form);
        form.submit();
      },
      { name, type: mimeType, bytes: [...buffer], text: words },
    );
    await expect(page.getByRole("complementary").getByText(file)).toBeVisible();
  };
  const prompt = page.getByRole("textbox", { name: "What should change?" });

  await test.step("a picture with words", async () => {
    await share("shared.jpg", "make it warmer");
    await expect(prompt).toHaveValue("make it warmer");
    expect(new URL(page.url()).search).toBe("");
  });

  await test.step("another picture, whose words take the place of none that are typed", async () => {
    await prompt.fill("make it blue");
    await share("next.jpg", "make it warmer");
    await expect(prompt).toHaveValue("make it blue");
  });

  await test.step("something else that is shared is said not to have come", async () => {
    await page.goto(`${server.url}/?shared=nothing`);
    await expect(page.getByRole("alert").filter({ hasText: "did not arrive" })).toBeVisible();
  });

  await test.step("no connection has a page of its own, and nothing of anybody's is kept for it", async () => {
    await server.stop();
    await page.goto(`${server.url}/guide`);
    await expect(page.getByRole("heading", { name: "There is no connection" })).toBeVisible();
    const kept = await page.evaluate(async () => {
      const caches = await window.caches.keys();
      const requests = await Promise.all(caches.map(async (key) => (await window.caches.open(key)).keys()));
      return requests.flat().map(({ url }) => new URL(url).pathname);
    });
    expect(kept).toEqual(["/offline.html"]);
  });
});
