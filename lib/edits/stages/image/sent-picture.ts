import { shrinkPicture } from "@/lib/images/picture-tools";
import type { SizedPicture } from "@/lib/providers/port";
import type { Services } from "@/lib/services";
import { USUAL_LIMITS } from "../../paid-size";
import { readPicture } from "../../pictures";
import type { OpenAttempt } from "./attempt";

/**
 * What the editor of an attempt is sent of the edit's source: all of it, or the copy of about two megapixels that one
 * that is paid gets; the same to the byte each time.
 */
export async function sentPicture(
  { blobs }: Pick<Services, "blobs">,
  { edit, editor }: Pick<OpenAttempt, "edit" | "editor">,
): Promise<SizedPicture> {
  const picture = {
    bytes: await readPicture(blobs, edit.originalKey),
    contentType: edit.originalType ?? "",
    width: edit.originalWidth ?? 0,
    height: edit.originalHeight ?? 0,
  };
  return editor.free || edit.fullSize ? picture : shrinkPicture(picture, USUAL_LIMITS);
}
