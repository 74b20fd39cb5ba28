import type { EditRecord, EditRow } from "@/db/queries/edits";
import { type Charge, type ErrorCode, ERRORS } from "@/lib/errors";
import { pictureNotes } from "@/lib/images/notes";
import { LIFECYCLE, progressPercent } from "@/lib/lifecycle";
import { downloadFormatOf } from "@/lib/picture-formats";
import type { ImageEditor } from "@/lib/providers/port";
import { type EditNode, type EditView, LEFT_OUT, OF_THE_RESULT, type OriginalView } from "./view-schema";

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
    progress_percent: progressPercent(status, edit.stageShare),
    is_complete: status === "completed",
    is_error: status === "failed" || status === "canceled",
    edited_image_url: status === "completed" ? imageUrl(origin, edit.resultKey) : null,
    download_format: downloadFormatOf(edit.sourceFormat, edit.resultType ?? edit.originalType, edit.resultAlpha),
    created_at: edit.createdAt.toISOString(),
    prompt: edit.prompt ?? "",
    enhanced_prompt: edit.enhancedPrompt,
    enhanced: edit.enhanced,
    parent_edit_uuid: edit.parentId,
    chain_position: edit.chainPosition,
    version: edit.version,
    original_image_url: imageUrl(origin, edit.originalKey),
    preview_image_url: status === "completed" ? imageUrl(origin, edit.previewKey) : null,
    width: edit.resultWidth ?? edit.originalWidth,
    height: edit.resultHeight ?? edit.originalHeight,
    alt_text: edit.altText,
    editor: edit.editor ?? edit.requestedEditor,
    editor_label: editorLabel(editors, edit.editor ?? edit.requestedEditor),
    editor_note: editorNote(edit, editors),
    model: edit.model,
    error_code: edit.errorCode,
    retryable: edit.retryable,
    suggestions: status === "failed" ? edit.suggestions : [],
    can_check: edit.checkable,
    charge: edit.charge,
    cost_usd: edit.costUsd === null ? null : Number(edit.costUsd),
    cost_estimated: edit.costEstimated,
    stage_started_at: edit.stageStartedAt.toISOString(),
    usual_seconds: usualSeconds,
    completed_at: status === "completed" ? (edit.finishedAt?.toISOString() ?? null) : null,
    expires_at: edit.expiresAt.toISOString(),
    notes: [...pictureNotes(edit.sourceNotes), ...(status === "completed" ? resultNotes(edit) : [])],
  };
}

const resultNotes = ({ resultNotes, leftOut }: EditRow): EditView["notes"] => [
  ...leftOut.map((note) => ({ code: LEFT_OUT, message: `${note}.` }) as const),
  ...resultNotes.map((note) => ({ code: OF_THE_RESULT, message: `${note}.` }) as const),
];

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

/** The picture that an edit, the first of its chain, was made of: version 0 of all that began with it. */
export function originalView(edit: EditRow, origin: string): OriginalView {
  return {
    edit_uuid: edit.id,
    image_url: imageUrl(origin, edit.originalKey),
    preview_url: imageUrl(origin, edit.originalPreviewKey ?? edit.originalKey),
    thumbnail_url: imageUrl(origin, edit.originalThumbnailKey ?? edit.originalKey),
    width: edit.originalWidth,
    height: edit.originalHeight,
  };
}

function messageOf(edit: EditRecord): string {
  if (edit.status === "failed") return edit.errorDetail ?? ERRORS[edit.errorCode ?? "INTERNAL"].detail;
  if (edit.status === "canceled") return CANCELED[edit.charge];
  return LIFECYCLE[edit.status].message;
}

/** The address of a stored picture under our own origin; `null` when there is none. */
export function imageUrl(origin: string, key: string | null): string | null {
  return key === null ? null : `${origin}/api/images/${key}`;
}

type Labels = readonly Pick<ImageEditor, "id" | "label">[];

/** An editor's name for people; its id when it is no longer configured. */
export function editorLabel(editors: Labels, id: string | null): string | null {
  return editors.find((editor) => editor.id === id)?.label ?? id;
}

/** What kept the editor that comes first from making an edit. */
const KEPT: Partial<Record<ErrorCode, (editor: string) => string>> = {
  PROVIDER_NOT_CONFIGURED: (editor) => `${editor} is not set up correctly on this server`,
  PROVIDER_REJECTED: (editor) => `${editor} did not accept this request`,
  IMAGE_TOO_LARGE: (editor) => `This picture is too large for ${editor}`,
};

/** Why this editor makes the edit, as a sentence, where it is not the one to expect; otherwise `null`. */
export function editorNote(
  edit: Pick<EditRow, "editor" | "editorReason" | "editorReasonCode" | "editorInsteadOf" | "status">,
  editors: Labels,
): string | null {
  const { editor, editorReason, editorReasonCode, editorInsteadOf, status } = edit;
  const [label, instead] = [editorLabel(editors, editor), editorLabel(editors, editorInsteadOf)];
  if (editorReason !== "fallback" || label === null || instead === null) return null;
  const kept = (editorReasonCode === null ? undefined : KEPT[editorReasonCode]) ?? ((it) => `${it} was not available`);
  if (status === "completed") return `${kept(instead)}, so ${label} made this edit.`;
  return `${kept(instead)}, so ${label} was asked.`;
}
