import { lockParent as lockEdit } from "@/db/queries/edits";
import { findFeedback, insertFeedback } from "@/db/queries/feedback";
import { type Client, isMaker } from "@/lib/edits/credentials";
import { findEdit } from "@/lib/edits/progress";
import { AppError } from "@/lib/errors";
import { missingEdit } from "@/lib/moderation/reports";
import type { Services } from "@/lib/services";
import { soundOf } from "./sentiment";
import { themesOf } from "./themes";
import type { FeedbackAccepted, FeedbackRequest, FeedbackView } from "./schema";

const THANKS = { 0: "Thank you for helping us improve!", 1: "Thank you for your feedback!" } as const;

/**
 * Keeps what who made a completed edit thinks of it: once per edit, however many send it at once.
 * @throws {AppError} `EDIT_NOT_FOUND`, `TAKEN_DOWN`, `NOT_YOURS`, `EDIT_NOT_COMPLETED` or `FEEDBACK_EXISTS`.
 */
export async function submitFeedback(
  services: Services,
  { edit_uuid: id, rating, feedback_text: text }: FeedbackRequest,
  client: Client,
): Promise<FeedbackAccepted> {
  const edit = await findEdit(services, id);
  if (edit === null) throw await missingEdit(services, id);
  if (!isMaker(edit, client, services.appSecret)) throw new AppError("NOT_YOURS");
  if (edit.status !== "completed") throw new AppError("EDIT_NOT_COMPLETED");
  const words = text === undefined || text === null || text === "" ? null : text;
  const about = words === null ? {} : { sentiment: await soundOf(words), themes: themesOf(words) };
  const row = await services.db.transaction().execute(async (tx) => {
    // Kept from deletion, which would leave the words behind.
    if ((await lockEdit(tx, edit.id)) === null) throw new AppError("EDIT_NOT_FOUND");
    const given = { editId: edit.id, rating, feedbackText: words, ...about, clientHash: client.hash };
    return insertFeedback(tx, given, words !== null && services.judge !== undefined);
  });
  if (row === null) throw new AppError("FEEDBACK_EXISTS");
  return { success: true, message: THANKS[rating], feedback_id: Number(row.id) };
}

/**
 * The feedback on an edit; never who gave it.
 * @throws {AppError} `EDIT_NOT_FOUND`, `TAKEN_DOWN` or `FEEDBACK_NOT_FOUND`.
 */
export async function getFeedback(services: Services, editId: string): Promise<FeedbackView> {
  const edit = await findEdit(services, editId);
  if (edit === null) throw await missingEdit(services, editId);
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
