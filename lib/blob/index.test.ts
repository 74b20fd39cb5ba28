import { describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/config/env";
import { createBlobStore } from ".";

const S3 = {
  S3_ENDPOINT: "https://s3.example",
  S3_BUCKET_NAME: "pictures",
  S3_ACCESS_KEY: "AKIA",
  S3_SECRET_KEY: "a-secret-key",
};

describe("createBlobStore", () => {
  it.each([
    ["files", {}],
    ["vercel", { BLOB_READ_WRITE_TOKEN: "vercel_blob_rw_AbC123_secret" }],
    ["s3", S3],
  ])("makes the store %s that the environment asks for", (name, variables) => {
    expect(createBlobStore(parseEnv(variables)).name).toBe(name);
  });
});
