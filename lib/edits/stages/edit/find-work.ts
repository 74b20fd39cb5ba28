import { type AttemptRow, findOpenAttempt } from "@/db/queries/attempts";
import { beat, type EditRow } from "@/db/queries/edits";
import type { ImageEditor } from "@/lib/providers/port";
import { AppError } from "@/lib/errors";
import { findEditor } from "../../find-editor";
import type { StageContext, StageEnd } from "../stage";

export type Work = { edit: EditRow; attempt: AttemptRow; editor: ImageEditor };

/** The edit and its open attempt, or how the stage has ended already. Shows that the run lives. */
export async function findWork({ editId, runId, services }: StageContext): Promise<Work | StageEnd> {
  const edit = await beat(services.db, editId, runId);
  if (edit === null) return "over";
  if (edit.status !== "processing_image") return "done";
  const attempt = await findOpenAttempt(services.db, editId);
  if (attempt === null)
    throw new AppError("INTERNAL", { cause: new Error("the attempt was closed by someone else"), retryable: false });
  return { edit, attempt, editor: findEditor(services.editors, attempt.editor) };
}
