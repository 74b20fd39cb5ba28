import { describe, expect, it } from "vitest";
import { vercelAddresses } from "./vercel-addresses";

const store = { token: "vercel_blob_rw_AbC123_secret", access: "private", apiUrl: null } as const;

describe("vercelAddresses", () => {
  it("are Vercel's own, with the objects on the store's host", () => {
    expect(vercelAddresses(store)).toMatchObject({
      api: "https://vercel.com/api/blob",
      objects: "https://abc123.private.blob.vercel-storage.com",
    });
    expect(vercelAddresses({ ...store, access: "public" }).objects).toBe(
      "https://abc123.public.blob.vercel-storage.com",
    );
  });

  it("are those of a stand-in", () => {
    const standIn = vercelAddresses({ ...store, apiUrl: "http://127.0.0.1:4000/api/blob/" });
    expect(standIn).toMatchObject({ api: "http://127.0.0.1:4000/api/blob", objects: "http://127.0.0.1:4000" });
    expect(standIn.trusts("http://127.0.0.1:4000/objects/a.png")).toBe(true);
    expect(standIn.trusts("https://abc123.private.blob.vercel-storage.com/a.png")).toBe(false);
  });

  it.each([
    ["https://abc123.private.blob.vercel-storage.com/a.png", true],
    ["https://blob.vercel-storage.com.evil.example/a.png", false],
    ["https://evilblob.vercel-storage.com/a.png", false],
    ["http://abc123.private.blob.vercel-storage.com/a.png", false],
    ["https://abc123.private.blob.vercel-storage.com:8443/a.png", false],
    ["https://abc123.private.blob.vercel-storage.com@evil.example/a.png", false],
    ["https://user@abc123.private.blob.vercel-storage.com/a.png", false],
    ["http://169.254.169.254/", false],
    ["a.png", false],
  ])("trust %s with the token: %s", (url, trusted) => {
    expect(vercelAddresses(store).trusts(url)).toBe(trusted);
  });
});
