import { afterEach, describe, expect, it, vi } from "vitest";
import { copyPicture } from "./take-away";

afterEach(() => vi.unstubAllGlobals());

describe("copyPicture", () => {
  it("says what to do where the browser does not copy pictures", async () => {
    vi.stubGlobal("ClipboardItem", undefined);
    await expect(copyPicture("/api/images/a.jpg")).rejects.toThrow("Download it instead.");
  });

  it("hands a PNG of full size to the clipboard, and says why it could not be had", async () => {
    const written: Blob[] = [];
    vi.stubGlobal(
      "ClipboardItem",
      class {
        constructor(readonly items: Record<string, Promise<Blob>>) {}
      },
    );
    vi.stubGlobal("navigator", {
      clipboard: {
        write: async ([item]: { items: Record<string, Promise<Blob>> }[]) => {
          written.push(await (item?.items["image/png"] ?? Promise.reject(new Error("no PNG"))));
        },
      },
    });
    const asked: string[] = [];
    vi.stubGlobal("fetch", async (address: string) => {
      asked.push(address);
      return asked.length === 1 ? new Response("png") : new Response(null, { status: 404 });
    });
    await copyPicture("/api/images/a.jpg");
    expect(asked).toEqual(["/api/images/a.jpg?format=png"]);
    expect(await written[0]?.text()).toBe("png");
    await expect(copyPicture("/api/images/a.jpg")).rejects.toThrow();
  });
});
