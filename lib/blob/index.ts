import path from "node:path";
import type { Env } from "@/lib/env";
import type { BlobStore } from "./blob-store";
import { createFileStore } from "./files";

/** The store that the environment asks for: files in `DATA_DIR/blobs`. */
export function createBlobStore(env: Env): BlobStore {
  return createFileStore({ folder: path.join(env.dataDir, "blobs") });
}
