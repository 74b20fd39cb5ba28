import { z } from "zod";
import { httpUrl, secret } from "@/lib/config/fields";
import { defineSection } from "@/lib/config/section";
import { regionOfEndpoint } from "./s3-region";
import { bareStoreId, storeOfToken, type VercelStore } from "./vercel-addresses";

export type ImagesConfig = { kind: "files" } | ({ kind: "vercel" } & VercelStore) | ({ kind: "s3" } & S3Bucket);

/** A bucket of an S3-compatible store. `showsPictures`: browsers may be sent there to see one. */
export type S3Bucket = {
  endpoint: string;
  bucket: string;
  accessKey: string;
  secretKey: string;
  region: string;
  showsPictures: boolean;
};

/** Where pictures are kept. */
export const imagesConfig = defineSection({
  variables: {
    BLOB_READ_WRITE_TOKEN: z
      .string()
      .regex(/^vercel_blob_rw_[^_]+_.+$/, "must look like vercel_blob_rw_<store>_<secret>")
      .describe(
        "Vercel Blob. The integration sets one of the two: the token, or the id of a store that the project is connected\n" +
          "to by OIDC, whose credentials come with each request. A store is private (default) or public, as it was made.",
      ),
    BLOB_STORE_ID: z.string().regex(/^(store_)?[A-Za-z0-9]+$/, "must look like store_<id>"),
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
    PICTURE_LINKS: z
      .enum(["store", "app"])
      .describe(
        "Where browsers get the pictures that pages show: store: from the store itself, by signed addresses that end\n" +
          "within the hour; app: through the app. Default: store, but app with files and with an S3_ENDPOINT that is\n" +
          "not https or not a public name, for browsers may not reach it.",
      ),
  },
  readme: [
    {
      set: ["BLOB_READ_WRITE_TOKEN", "BLOB_ACCESS"],
      gives: "pictures in Vercel Blob, large ones sent there by the browser",
      insteadOf: "files in `DATA_DIR`",
    },
    {
      set: ["BLOB_STORE_ID"],
      gives: "the same, on Vercel, in a store that the project is connected to",
      insteadOf: "the same",
    },
    {
      set: ["S3_ENDPOINT", "S3_BUCKET_NAME", "S3_ACCESS_KEY", "S3_SECRET_KEY", "S3_REGION"],
      gives: "pictures in an S3-compatible store",
      insteadOf: "the same",
    },
  ],
  tuning: ["VERCEL_BLOB_API_URL", "PICTURE_LINKS"],
  read(env, { onVercel, problems }): ImagesConfig {
    const blob = blobStoreOf(env, problems);
    const s3 = [env.S3_ENDPOINT, env.S3_BUCKET_NAME, env.S3_ACCESS_KEY, env.S3_SECRET_KEY];
    const wantsS3 = s3.some((value) => value !== undefined) || env.S3_REGION !== undefined;
    if (wantsS3 && s3.includes(undefined))
      problems.push("S3_ENDPOINT, S3_BUCKET_NAME, S3_ACCESS_KEY and S3_SECRET_KEY must all be set");
    if (wantsS3 && blob !== null) {
      const name = blob.token === null ? "BLOB_STORE_ID" : "BLOB_READ_WRITE_TOKEN";
      problems.push(`${name} and S3_ENDPOINT are both set: pictures can lie in one store only`);
    }
    if (onVercel && blob === null && !wantsS3)
      problems.push(
        "BLOB_STORE_ID or BLOB_READ_WRITE_TOKEN (or S3_ENDPOINT and its pair of keys) must be set on Vercel: connect a " +
          "Blob store to the project; pictures kept as files would be lost",
      );
    if (blob !== null) return { kind: "vercel", ...blob };
    return env.S3_ENDPOINT === undefined ? { kind: "files" } : { kind: "s3", ...bucketOf(env, env.S3_ENDPOINT) };
  },
});

type Named = Readonly<Partial<Record<string, string>>>;

/** The Vercel Blob store that the variables name, by its token or by its id. */
function blobStoreOf(env: Named, problems: string[]): VercelStore | null {
  const { BLOB_READ_WRITE_TOKEN: token = null, BLOB_STORE_ID: id, VERCEL_BLOB_API_URL: apiUrl = null } = env;
  const named = id === undefined ? null : bareStoreId(id);
  const storeId = token === null ? named : storeOfToken(token);
  if (token !== null && named !== null && named !== storeId)
    problems.push("BLOB_READ_WRITE_TOKEN and BLOB_STORE_ID are of two stores: pictures can lie in one store only");
  if (storeId === null) {
    for (const name of ["BLOB_ACCESS", "VERCEL_BLOB_API_URL"])
      if (env[name] !== undefined) problems.push(`${name} is set without BLOB_READ_WRITE_TOKEN or BLOB_STORE_ID`);
    return null;
  }
  const access = env["BLOB_ACCESS"] === "public" ? "public" : "private";
  return { token, storeId, access, apiUrl, showsPictures: env["PICTURE_LINKS"] !== "app" };
}

/** The bucket that the variables name; what is missing of it has been told. */
function bucketOf(env: Named, endpoint: string): S3Bucket {
  const { S3_BUCKET_NAME: bucket = "", S3_ACCESS_KEY: accessKey = "", S3_SECRET_KEY: secretKey = "" } = env;
  const links = env["PICTURE_LINKS"];
  return {
    endpoint,
    bucket,
    accessKey,
    secretKey,
    region: env["S3_REGION"] ?? regionOfEndpoint(endpoint) ?? "auto",
    showsPictures: links === undefined ? isPublic(endpoint) : links === "store",
  };
}

/** Whether any browser can be expected to reach an address: https, at a name that is none of a network's own. */
function isPublic(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return (
    protocol === "https:" && /\.[a-z][a-z0-9-]+$/.test(hostname) && !/\.(local|internal|lan|home|arpa)$/.test(hostname)
  );
}
