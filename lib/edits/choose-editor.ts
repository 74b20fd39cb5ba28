import { findBrokenEditors } from "@/db/queries/editor-health";
import type { EditorReason } from "@/db/schema";
import type { ImageEditor } from "@/lib/providers/port";
import { AppError, type ErrorCode } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { findEditor } from "./find-editor";
import { fitsEditor, type SourceSize } from "./fits-editor";

export type Choice = {
  editor: ImageEditor;
  /** Columns of the row that say why. */
  why: { editorReason: EditorReason; editorReasonCode: ErrorCode | null; editorInsteadOf: string | null };
};

const PREFERRED = { editorReason: "preferred", editorReasonCode: null, editorInsteadOf: null } as const;

/**
 * The editor for an edit: the one that was asked for, and no other; else the first in order that
 * takes a picture of this size and whose circuit is not open. Where all of them are in trouble, the
 * first after all. A free editor (the local engine) never stands in for a generative one.
 * @throws {AppError} `PROVIDER_NOT_CONFIGURED` when the one asked for is not there (any more).
 */
export async function chooseEditor(
  { editors, db }: Pick<Services, "editors" | "db">,
  edit: SourceSize & { requestedEditor: string | null },
): Promise<Choice> {
  if (edit.requestedEditor !== null) {
    const why = { editorReason: "asked", editorReasonCode: null, editorInsteadOf: null } as const;
    return { editor: findEditor(editors, edit.requestedEditor), why };
  }
  const [first] = editors;
  if (first === undefined) throw new AppError("PROVIDER_NOT_CONFIGURED");
  const generative = editors.filter(({ free }) => !free);
  if (first.free || generative.length === 1) return { editor: first, why: PREFERRED };

  const fitting = generative.filter((editor) => fitsEditor(editor, edit));
  const broken = await findBrokenEditors(
    db,
    fitting.map(({ id }) => id),
  );
  const editor = fitting.find(({ id }) => !broken.includes(id)) ?? fitting[0] ?? first;
  if (editor === first) return { editor, why: PREFERRED };
  return {
    editor,
    why: {
      editorReason: "fallback",
      editorReasonCode: fitting.includes(first) ? "PROVIDER_UNAVAILABLE" : "IMAGE_TOO_LARGE",
      editorInsteadOf: first.id,
    },
  };
}
