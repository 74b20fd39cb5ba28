import { randomUUID } from "node:crypto";
import { findOpenAttempt, openAttempt, reopenAttempt } from "@/db/queries/attempts";
import { beat, setEditor } from "@/db/queries/edits";
import { chooseEditor } from "../../choose-editor";
import { findEditor } from "../../find-editor";
import type { StageContext, StageEnd } from "../stage";

/**
 * Sees to it that the edit has an open attempt before anything is sent. A result that is paid for
 * and parked is taken up again, so that a replay does not pay for another.
 */
export async function writeIntent({ editId, runId, services }: StageContext): Promise<"submit" | StageEnd> {
  const { db } = services;
  const edit = await beat(db, editId, runId);
  if (edit === null) return "over";
  if (edit.status !== "processing_image") return "done";
  if ((await findOpenAttempt(db, editId)) !== null) return "submit";
  if (await reopenAttempt(db, editId, "parked")) return "submit";

  if (edit.requestedEditor !== null) {
    await openAttempt(db, { id: randomUUID(), editId, runId, editor: findEditor(services.editors, edit.editor).id });
    return "submit";
  }
  // Chosen before the words were enhanced; its service may have gone away since.
  const { editor, why } = await chooseEditor(services, edit);
  if (editor.id !== edit.editor) await setEditor(db, { id: editId, runId }, { editor: editor.id, ...why });
  await openAttempt(db, { id: randomUUID(), editId, runId, editor: editor.id });
  return "submit";
}
