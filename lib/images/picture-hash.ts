import { createHash } from "node:crypto";
import { blocksOf } from "./blocks-of";
import { createGiveWay } from "./give-way";

/**
 * SHA-256 of a picture's bytes in lower-case hex. In blocks: `crypto.subtle` works elsewhere, but first
 * copies all of them here.
 */
export async function pictureHash(bytes: Uint8Array): Promise<string> {
  const hash = createHash("sha256");
  const giveWay = createGiveWay();
  for (const block of blocksOf(bytes)) {
    hash.update(block);
    await giveWay();
  }
  return hash.digest("hex");
}
