import type { Capabilities } from "@/lib/services";
import { checkFolder } from "./check-folder";
import { type Examination, ok } from "./finding";

/** The picture store. */
export function examineImages({ env, blobs }: Pick<Capabilities, "env" | "blobs">): Examination[] {
  const { images, dataDir } = env;
  switch (images.kind) {
    case "files":
      return [
        {
          subject: `The folder of the pictures, ${dataDir},`,
          remedy: "Make the folder writable, or choose another with DATA_DIR.",
          look: async () => {
            await checkFolder(dataDir);
            const todo =
              "BLOB_STORE_ID or BLOB_READ_WRITE_TOKEN turns Vercel Blob on, S3_ENDPOINT and its keys an S3-compatible store.";
            return { state: "not set", found: `Kept as files in ${dataDir}; nothing to check.`, todo };
          },
        },
      ];
    case "vercel":
      return [
        {
          subject: "Vercel Blob",
          remedy:
            images.token === null
              ? "See that the project is connected to the store of BLOB_STORE_ID; outside Vercel, `vercel env pull` gives a VERCEL_OIDC_TOKEN for 12 hours."
              : "Look at BLOB_READ_WRITE_TOKEN (and VERCEL_BLOB_API_URL, if it is set).",
          look: async () => {
            await blobs.check();
            const by = images.token === null ? "lets this project in" : "takes the token";
            return ok(`Vercel Blob answers and ${by}; the store has to be ${images.access} (BLOB_ACCESS).`);
          },
        },
      ];
    case "s3":
      return [
        {
          subject: `The S3-compatible store`,
          remedy: "Look at S3_ENDPOINT, S3_BUCKET_NAME, S3_ACCESS_KEY, S3_SECRET_KEY and S3_REGION.",
          look: async () => {
            await blobs.check();
            return ok(
              `The S3-compatible store answers, and bucket ${images.bucket} is ours to use.`,
              blobs.told?.() ?? null,
            );
          },
        },
      ];
  }
}
