import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import manifest from "./manifest";

describe("the installed app", () => {
  it("has icons of the sizes that it names, one of them to be cut to any shape", async () => {
    const pictures = (manifest().icons ?? []).filter(({ type }) => type === "image/png");
    const sizes = await Promise.all(
      pictures.map(async ({ src }) => {
        const { width, height } = await sharp(await readFile(`public${src}`)).metadata();
        return `${width}x${height}`;
      }),
    );
    expect(sizes).toEqual(pictures.map((icon) => icon.sizes));
    expect(pictures.map(({ purpose }) => purpose)).toContain("maskable");
    expect(await sharp(await readFile("app/apple-icon.png")).metadata()).toMatchObject({ width: 180, height: 180 });
  });

  it("fetches its page for no connection anew when that has changed", async () => {
    const digest = createHash("sha256")
      .update(await readFile("public/offline.html"))
      .digest("hex");
    expect(await readFile("public/sw.js", "utf8")).toContain(`const SHELL = "shell-${digest.slice(0, 12)}";`);
  });

  it("takes shared pictures by the name under which its service worker looks for them", async () => {
    const target = manifest().share_target;
    const worker = await readFile("public/sw.js", "utf8");
    expect(worker).toContain(`pathname === "${target?.action}"`);
    const [files] = [target?.params.files ?? []].flat();
    expect(worker).toContain(`form.getAll("${files?.name}")`);
  });
});
