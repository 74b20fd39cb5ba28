import { describe, expect, it } from "vitest";
import { browserSources } from "./browser-sources";

const TOKEN = "vercel_blob_rw_AbC123_secret";
const CDN = "https://abc123.public.blob.vercel-storage.com";
const PRIVATE = "https://abc123.private.blob.vercel-storage.com";
const BUCKET = "https://s3.eu-central-1.amazonaws.com/pictures/";

const vercel = (access: "private" | "public", apiUrl: string | null = null) =>
  ({ kind: "vercel", token: TOKEN, storeId: "AbC123", access, apiUrl, showsPictures: true }) as const;

const s3 = {
  kind: "s3",
  endpoint: "https://s3.eu-central-1.amazonaws.com/",
  bucket: "pictures",
  accessKey: "AKIA",
  secretKey: "secret",
  region: "auto",
  showsPictures: false,
} as const;

describe("browserSources", () => {
  it.each([
    ["files", { kind: "files" } as const, null, [], []],
    ["S3", s3, null, [BUCKET], []],
    ["S3 that browsers reach", { ...s3, showsPictures: true }, null, [BUCKET], [BUCKET]],
    ["private Blob", vercel("private"), null, ["https://vercel.com/api/blob/"], [PRIVATE]],
    ["public Blob", vercel("public"), null, ["https://vercel.com/api/blob/"], [CDN]],
    ["Blob behind the app", { ...vercel("private"), showsPictures: false }, null, ["https://vercel.com/api/blob/"], []],
    [
      "a stand-in",
      vercel("public", "http://127.0.0.1:4000/api/blob"),
      "http://localhost:4000/api/blob",
      ["http://localhost:4000/api/blob/"],
      ["http://127.0.0.1:4000"],
    ],
  ])("of %s", (_name, images, browserApiUrl, connect, shown) => {
    const sources = browserSources(images, browserApiUrl);
    expect(sources).toEqual({ connect, images: shown });
    expect(JSON.stringify(sources)).not.toContain("secret");
  });
});
