import type { EditNode } from "@/lib/edits/view-schema";
import { LIFECYCLE } from "@/lib/lifecycle";

type PendingEdit = {
  id: string;
  prompt: string;
  parent: EditNode | null;
  /** Another version of the picture, of whose original it is made once more. */
  beside?: EditNode | null;
  /** Its number, as far as this page knows the picture's versions. */
  version: number;
  /** Address of the source, where it is at hand. */
  sourceUrl: string | null;
  retentionDays: number;
  /** What the engine that is expected to make it usually takes, in seconds, where known. */
  usualSeconds: number | null;
};

/** An edit that was just accepted, as the page shows it until the first poll tells more. */
export function pendingEdit({ id, prompt, parent, beside = null, version, ...known }: PendingEdit): EditNode {
  const { sourceUrl, retentionDays, usualSeconds } = known;
  const pictures = sourcePictures(parent, beside);
  const now = new Date();
  return {
    uuid: id,
    status: "pending",
    processing_stage: "pending",
    message: LIFECYCLE.pending.message,
    progress_percent: LIFECYCLE.pending.percent,
    is_complete: false,
    is_error: false,
    edited_image_url: null,
    download_format: (parent ?? beside)?.download_format ?? "jpeg",
    created_at: now.toISOString(),
    prompt,
    enhanced_prompt: null,
    enhanced: false,
    parent_edit_uuid: parent?.uuid ?? null,
    chain_position: (parent?.chain_position ?? 0) + 1,
    version,
    original_image_url: pictures.image,
    preview_image_url: null,
    width: parent?.width ?? null,
    height: parent?.height ?? null,
    alt_text: null,
    editor: null,
    editor_label: null,
    editor_note: null,
    model: null,
    error_code: null,
    can_check: false,
    retryable: false,
    suggestions: [],
    charge: "none",
    cost_usd: null,
    cost_estimated: false,
    stage_started_at: now.toISOString(),
    usual_seconds: usualSeconds,
    completed_at: null,
    expires_at: new Date(now.getTime() + retentionDays * 24 * 3600 * 1000).toISOString(),
    notes: [],
    thumbnail_url: null,
    original_preview_url: sourceUrl ?? pictures.preview,
    original_thumbnail_url: sourceUrl ?? pictures.thumbnail,
    feedback_rating: null,
  };
}

/** Addresses of what an edit is made of, where another version shows it: its parent's result, or their original. */
function sourcePictures(parent: EditNode | null, beside: EditNode | null) {
  if (parent !== null)
    return { image: parent.edited_image_url, preview: parent.preview_image_url, thumbnail: parent.thumbnail_url };
  return {
    image: beside?.original_image_url ?? null,
    preview: beside?.original_preview_url ?? null,
    thumbnail: beside?.original_thumbnail_url ?? null,
  };
}
