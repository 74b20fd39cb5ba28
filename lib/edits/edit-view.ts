import type { EditRecord } from "@/db/queries/edits";
import type { ImageEditor } from "@/lib/providers/port";
import { type Charge, ERRORS } from "@/lib/errors";
import { editorLabel, editorNote } from "./editor-note";
import type { EditNode, EditView } from "./schema";
import { progressPercent } from "./progress-percent";
import { STAGE_PROGRESS } from "./status";

const CANCELED: Record<Charge, string> = {
  none: "Edit canceled. Nothing was charged.",
  possible: "Edit canceled. The image service may still charge for it.",
  made: "Edit canceled. The image service has charged for it.",
};

/**
 * An edit as it is shown over HTTP. `origin` makes image addresses absolute; `usualSeconds` is what
 * this editor usually takes, where known; `editors` are those that are configured, for their names.
 */
export function editView(
  edit: EditRecord,
  origin: string,
  usualSeconds: number | null,
  editors: readonly ImageEditor[],
): EditView {
  const { status } = edit;
  return {
    uuid: edit.id,
    status,
    processing_stage: status,
    message: messageOf(edit),
    progress_percent: progressPercent(edit),
    is_complete: status === "completed",
    is_error: status === "failed" || status === "canceled",
    edited_image_url: status === "completed" ? imageUrl(origin, edit.resultKey) : null,
    created_at: edit.createdAt.toISOString(),
    prompt: edit.prompt ?? "",
    enhanced_prompt: edit.enhancedPrompt,
    enhanced: edit.enhanced,
    parent_edit_uuid: edit.parentId,
    chain_position: edit.chainPosition,
    original_image_url: imageUrl(origin, edit.originalKey),
    preview_image_url: status === "completed" ? imageUrl(origin, edit.previewKey) : null,
    width: edit.resultWidth ?? edit.originalWidth,
    height: edit.resultHeight ?? edit.originalHeight,
    editor: edit.editor ?? edit.requestedEditor,
    editor_label: editorLabel(editors, edit.editor ?? edit.requestedEditor),
    editor_note: editorNote(edit, editors),
    model: edit.model,
    error_code: edit.errorCode,
    retryable: edit.retryable,
    can_check: edit.checkable,
    charge: edit.charge,
    cost_usd: edit.costUsd === null ? null : Number(edit.costUsd),
    cost_estimated: edit.costEstimated,
    stage_started_at: edit.stageStartedAt.toISOString(),
    usual_seconds: usualSeconds,
    completed_at: status === "completed" ? (edit.finishedAt?.toISOString() ?? null) : null,
    expires_at: edit.expiresAt.toISOString(),
  };
}

/** The view with what pages show besides. */
export function editNode(
  edit: EditRecord,
  origin: string,
  usualSeconds: number | null,
  editors: readonly ImageEditor[],
): EditNode {
  return {
    ...editView(edit, origin, usualSeconds, editors),
    thumbnail_url: edit.status === "completed" ? imageUrl(origin, edit.thumbnailKey) : null,
    original_preview_url: imageUrl(origin, edit.originalPreviewKey ?? edit.originalKey),
    original_thumbnail_url: imageUrl(origin, edit.originalThumbnailKey ?? edit.originalKey),
    feedback_rating: edit.feedbackRating,
  };
}

function messageOf(edit: EditRecord): string {
  if (edit.status === "failed") return edit.errorDetail ?? ERRORS[edit.errorCode ?? "INTERNAL"].detail;
  if (edit.status === "canceled") return CANCELED[edit.charge];
  return STAGE_PROGRESS[edit.status].message;
}

/** The address of a stored picture under our own origin; `null` when there is none. */
export function imageUrl(origin: string, key: string | null): string | null {
  return key === null ? null : `${origin}/api/images/${key}`;
}
