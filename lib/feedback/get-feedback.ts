import { findFeedback } from "@/db/queries/feedback";
import { findEdit } from "@/lib/edits/edit-progress";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import type { FeedbackView } from "./schema";

/**
 * The feedback on an edit; never who gave it.
 * @throws {AppError} `EDIT_NOT_FOUND` or `FEEDBACK_NOT_FOUND`.
 */
export async function getFeedback(services: Services, editId: string): Promise<FeedbackView> {
  const edit = await findEdit(services, editId);
  if (edit === null) throw new AppError("EDIT_NOT_FOUND");
  const row = await findFeedback(services.db, edit.id);
  if (row === null) throw new AppError("FEEDBACK_NOT_FOUND");
  return {
    edit_uuid: row.editId,
    rating: row.rating,
    feedback_text: row.feedbackText,
    feedback_id: Number(row.id),
    created_at: row.createdAt.toISOString(),
  };
}
