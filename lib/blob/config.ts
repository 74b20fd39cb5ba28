import { z } from "zod";
import { httpUrl, secret } from "@/lib/config/fields";
import { defineSection } from "@/lib/config/section";
import { regionOfEndpoint } from "./s3-region";

export type ImagesConfig =
  | { kind: "files" }
  | { kind: "vercel"; token: string; access: "private" | "public"; apiUrl: string | null }
  | { kind: "s3"; endpoint: string; bucket: string; accessKey: string; secretKey: string; region: string };

/** Where pictures are kept. */
export const imagesConfig = defineSection({
  variables: {
    BLOB_READ_WRITE_TOKEN: z
      .string()
      .regex(/^vercel_blob_rw_[^_]+_.+$/, "must look like vercel_blob_rw_<store>_<secret>")
      .describe("Vercel Blob. Set by the integration; a store is private (default) or public, as it was made."),
    BLOB_ACCESS: z.enum(["private", "public"]),
    VERCEL_BLOB_API_URL: httpUrl.describe(
      "Another address of the Blob API, for a local stand-in. Pages take theirs from NEXT_PUBLIC_VERCEL_BLOB_API_URL\n" +
        "when they are built (with localhost, not 127.0.0.1: to that Chrome does not stream over HTTP/1).",
    ),
    S3_ENDPOINT: httpUrl.describe(
      "Any S3-compatible store instead, e.g. https://s3.eu-central-1.amazonaws.com; the four belong together.",
    ),
    S3_BUCKET_NAME: z.string(),
    S3_ACCESS_KEY: z.string(),
    S3_SECRET_KEY: secret,
    S3_REGION: z.string().describe("Default: what the endpoint's name or the store itself says, else auto"),
  },
  readme: [
    {
      set: ["BLOB_READ_WRITE_TOKEN", "BLOB_ACCESS"],
      gives: "pictures in Vercel Blob, large ones sent there by the browser",
      insteadOf: "files in `DATA_DIR`",
    },
    {
      set: ["S3_ENDPOINT", "S3_BUCKET_NAME", "S3_ACCESS_KEY", "S3_SECRET_KEY", "S3_REGION"],
      gives: "pictures in an S3-compatible store",
      insteadOf: "the same",
    },
  ],
  tuning: ["VERCEL_BLOB_API_URL"],
  read(env, { onVercel, problems }): ImagesConfig {
    const { BLOB_READ_WRITE_TOKEN: token, BLOB_ACCESS: access, VERCEL_BLOB_API_URL: apiUrl } = env;
    const s3 = [env.S3_ENDPOINT, env.S3_BUCKET_NAME, env.S3_ACCESS_KEY, env.S3_SECRET_KEY];
    const wantsS3 = s3.some((value) => value !== undefined) || env.S3_REGION !== undefined;
    if (wantsS3 && s3.includes(undefined))
      problems.push("S3_ENDPOINT, S3_BUCKET_NAME, S3_ACCESS_KEY and S3_SECRET_KEY must all be set");
    if (wantsS3 && token !== undefined)
      problems.push("BLOB_READ_WRITE_TOKEN and S3_ENDPOINT are both set: pictures can lie in one store only");
    if (onVercel && token === undefined && !wantsS3)
      problems.push(
        "BLOB_READ_WRITE_TOKEN (or S3_ENDPOINT and its pair of keys) must be set on Vercel: pictures kept as files would be lost",
      );
    if (token !== undefined) return { kind: "vercel", token, access: access ?? "private", apiUrl: apiUrl ?? null };
    for (const name of ["BLOB_ACCESS", "VERCEL_BLOB_API_URL"] as const)
      if (env[name] !== undefined) problems.push(`${name} is set without BLOB_READ_WRITE_TOKEN`);
    if (env.S3_ENDPOINT === undefined) return { kind: "files" };
    return {
      kind: "s3",
      endpoint: env.S3_ENDPOINT,
      bucket: env.S3_BUCKET_NAME ?? "",
      accessKey: env.S3_ACCESS_KEY ?? "",
      secretKey: env.S3_SECRET_KEY ?? "",
      region: env.S3_REGION ?? regionOfEndpoint(env.S3_ENDPOINT) ?? "auto",
    };
  },
});
