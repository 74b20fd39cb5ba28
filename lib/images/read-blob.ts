import { AppError } from "@/lib/errors";
import type { Blob } from "@/lib/blob/blob-store";

/**
 * All bytes of an object. They are written where they stay as they come, for to join them at the end
 * would hold the event loop.
 * @throws {AppError} `STORAGE_UNAVAILABLE` when the body breaks off or is not as long as it should be.
 */
export async function readBlob({ body, size }: Pick<Blob, "body" | "size">): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  let received = 0;
  for await (const part of body) {
    if (received + part.byteLength <= size) bytes.set(part, received);
    received += part.byteLength;
    if (received > size) break;
  }
  if (received === size) return bytes;
  const cause = new Error(`${received} bytes came of ${size}`);
  throw new AppError("STORAGE_UNAVAILABLE", { cause });
}
