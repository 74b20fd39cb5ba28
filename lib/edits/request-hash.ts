import { createHash } from "node:crypto";
import { pictureHash } from "@/lib/images/stored-picture";
import type { EditRequest } from "./request-edit";

/**
 * SHA-256 of what makes two submits the same: prompt, the picture's bytes as sent (base64 taken
 * off), parent and options. A follow-up's picture does not count, for it is not used.
 */
export async function requestHash(request: EditRequest): Promise<string> {
  const { prompt, picture, parentId, editor, enhance, bestEffort } = request;
  const source =
    parentId !== null || picture === null
      ? null
      : "uploadId" in picture
        ? picture.uploadId
        : await pictureHash(picture.bytes);
  return createHash("sha256")
    .update(JSON.stringify([prompt, source, parentId, editor, enhance, bestEffort]))
    .digest("hex");
}
