import { statfs } from "node:fs/promises";

/** Bytes free for this user, and in all, on the disk that a folder lies on; `null` where it cannot be told. */
export async function diskSpace(folder: string): Promise<{ freeBytes: number; sizeBytes: number } | null> {
  try {
    const { bavail, blocks, bsize } = await statfs(folder);
    return { freeBytes: bavail * bsize, sizeBytes: blocks * bsize };
  } catch {
    return null;
  }
}
