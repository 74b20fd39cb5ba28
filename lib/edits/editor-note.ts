import type { EditRow } from "@/db/queries/edits";
import type { ImageEditor } from "@/lib/providers/port";
import type { ErrorCode } from "@/lib/errors";

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
