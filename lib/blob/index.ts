import path from "node:path";
import type { Env } from "@/lib/config/env";
import type { BlobStore } from "./blob-store";
import { createFileStore } from "./files";
import { createS3Store } from "./s3";
import { createVercelStore } from "./vercel";

/** The store that the environment asks for: Vercel Blob, S3-compatible, or files in `DATA_DIR/blobs`. */
export function createBlobStore({ images, dataDir }: Pick<Env, "images" | "dataDir">): BlobStore {
  if (images.kind === "vercel") return createVercelStore(images);
  if (images.kind === "s3") return createS3Store(images);
  return createFileStore({ folder: path.join(dataDir, "blobs") });
}
