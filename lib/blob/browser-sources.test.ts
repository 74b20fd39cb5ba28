import { describe, expect, it } from "vitest";
import { browserSources } from "./browser-sources";

const TOKEN = "vercel_blob_rw_AbC123_secret";
const CDN = "https://abc123.public.blob.vercel-storage.com";

const vercel = (access: "private" | "public", apiUrl: string | null = null) =>
  ({ kind: "vercel", token: TOKEN, access, apiUrl }) as const;

const s3 = {
  kind: "s3",
  endpoint: "https://s3.eu-central-1.amazonaws.com/",
  bucket: "pictures",
  accessKey: "AKIA",
  secretKey: "secret",
  region: "auto",
} as const;

describe("browserSources", () => {
  it.each([
    ["files", { kind: "files" } as const, null, [], []],
    ["S3", s3, null, ["https://s3.eu-central-1.amazonaws.com/pictures/"], []],
    ["private Blob", vercel("private"), null, ["https://vercel.com/api/blob/"], []],
    ["public Blob", vercel("public"), null, ["https://vercel.com/api/blob/", CDN], [CDN]],
    [
      "a stand-in",
      vercel("public", "http://127.0.0.1:4000/api/blob"),
      "http://localhost:4000/api/blob",
      ["http://localhost:4000/api/blob/", "http://127.0.0.1:4000"],
      ["http://127.0.0.1:4000"],
    ],
  ])("of %s", (_name, images, browserApiUrl, connect, shown) => {
    const sources = browserSources(images, browserApiUrl);
    expect(sources).toEqual({ connect, images: shown });
    expect(JSON.stringify(sources)).not.toContain("secret");
  });
});
