import { findEdit } from "@/db/queries/edits";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import type { Client } from "./client";
import { isFinal } from "./status";
import { readPicture } from "./read-picture";
import { requestEdit } from "./request-edit";

/**
 * Makes a new edit from the source, prompt and options of one that failed or was canceled.
 * @throws {AppError} `EDIT_NOT_FOUND`; `EDIT_NOT_FINISHED` while it runs, or when it succeeded.
 */
export async function retryEdit(
  services: Services,
  editId: string,
  client: Client,
  idempotencyKey: string | null = null,
): Promise<{ editId: string }> {
  const edit = await findEdit(services.db, editId);
  if (edit === null || edit.prompt === null) throw new AppError("EDIT_NOT_FOUND");
  if (!isFinal(edit.status)) throw new AppError("EDIT_NOT_FINISHED");
  if (edit.status === "completed") {
    throw new AppError("EDIT_NOT_FINISHED", {
      detail: "This edit succeeded, so there is nothing to retry.",
      retryable: false,
    });
  }
  const picture = edit.parentId === null ? { bytes: await readPicture(services.blobs, edit.originalKey) } : null;
  return requestEdit(
    services,
    {
      prompt: edit.prompt,
      picture,
      parentId: edit.parentId,
      editor: edit.requestedEditor,
      enhance: edit.enhanceMode,
      bestEffort: edit.bestEffort,
      idempotencyKey,
    },
    client,
  );
}
