import { describe, expect, it } from "vitest";
import { bareStoreId, storeOfToken, vercelAddresses } from "./vercel-addresses";

const store = { storeId: "AbC123", access: "private", apiUrl: null } as const;

describe("vercelAddresses", () => {
  it("are Vercel's own, with the objects on the store's host", () => {
    const own = vercelAddresses(store);
    expect(own).toMatchObject({
      api: "https://vercel.com/api/blob",
      objects: "https://abc123.private.blob.vercel-storage.com",
    });
    expect(own.objectUrl("a.png")).toBe("https://abc123.private.blob.vercel-storage.com/a.png");
    expect(vercelAddresses({ ...store, access: "public" }).objects).toBe(
      "https://abc123.public.blob.vercel-storage.com",
    );
  });

  it("are those of a stand-in", () => {
    const standIn = vercelAddresses({ ...store, apiUrl: "http://127.0.0.1:4000/api/blob/" });
    expect(standIn).toMatchObject({ api: "http://127.0.0.1:4000/api/blob", objects: "http://127.0.0.1:4000" });
    expect(standIn.objectUrl("a.png")).toBe("http://127.0.0.1:4000/objects/a.png");
  });

  it("know a store by its token or by the id that the integration sets", () => {
    expect(storeOfToken("vercel_blob_rw_AbC123_secret")).toBe("AbC123");
    expect([bareStoreId("store_AbC123"), bareStoreId("AbC123")]).toEqual(["AbC123", "AbC123"]);
  });
});
