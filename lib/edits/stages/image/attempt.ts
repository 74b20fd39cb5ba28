import { randomUUID } from "node:crypto";
import { type AttemptRow, findOpenAttempt, openAttempt } from "@/db/queries/attempts";
import { readWithHeartbeat, setEditor } from "@/db/queries/edit-runs";
import { reopenAttempt } from "@/db/queries/results-to-come";
import { type EditRow } from "@/db/queries/edits";
import { AppError } from "@/lib/errors";
import { shrinkPicture } from "@/lib/images/picture-tools";
import type { Cost, ImageEditor, SizedPicture } from "@/lib/providers/port";
import type { Services } from "@/lib/services";
import { USUAL_LIMITS } from "@/lib/spend/spend";
import { chooseEditor, findEditor } from "../../editors";
import { readPicture } from "../../pictures";
import { answer, type StageContext, type StageEnd, type StepAnswer } from "../stage";

/** What a step of the image stage comes to: how the stage, or the edit, has ended, or what its attempt has reached. */
export const IMAGE_STATES = ["done", "completed", "over", "submit", "accepted", "running", "ready", "parked"] as const;
export type ImageState = (typeof IMAGE_STATES)[number];
export type ImageAnswer = StepAnswer<ImageState>;

/** An edit in the image stage with its open attempt, and the editor that is asked. */
export type OpenAttempt = { edit: EditRow; attempt: AttemptRow; editor: ImageEditor };

/**
 * Sees to it that the edit has an open attempt before anything is sent. A result that is paid for
 * and parked is taken up again, so that a replay does not pay for another.
 */
export async function writeIntent({ editId, runId, services }: StageContext): Promise<void> {
  const { db } = services;
  const edit = await readWithHeartbeat(db, editId, runId);
  if (edit?.status !== "processing_image") return;
  if ((await findOpenAttempt(db, editId)) !== null) return;
  if (await reopenAttempt(db, editId, "parked")) return;

  if (edit.requestedEditor !== null) {
    await openAttempt(db, { id: randomUUID(), editId, runId, editor: findEditor(services.editors, edit.editor).id });
    return;
  }
  // Chosen before the words were enhanced; its service may have gone away since.
  const { editor, why } = await chooseEditor(services, edit);
  if (editor.id !== edit.editor) await setEditor(db, { id: editId, runId }, { editor: editor.id, ...why });
  await openAttempt(db, { id: randomUUID(), editId, runId, editor: editor.id });
}

/** The edit and its open attempt, or how the stage has ended already. Shows that the run lives. */
export async function readOpenAttempt({
  editId,
  runId,
  services,
}: StageContext): Promise<OpenAttempt | StepAnswer<StageEnd>> {
  const edit = await readWithHeartbeat(services.db, editId, runId);
  if (edit === null) return answer("over");
  if (edit.status !== "processing_image") return answer("done");
  const attempt = await findOpenAttempt(services.db, editId);
  if (attempt === null)
    throw new AppError("INTERNAL", { cause: new Error("the attempt was closed by someone else"), retryable: false });
  return { edit, attempt, editor: findEditor(services.editors, attempt.editor) };
}

/** The columns for what was paid. */
export const costColumns = (cost: Cost | null) => ({
  costUsd: cost?.usd ?? null,
  costEstimated: cost?.estimated ?? false,
});

/** What an attempt is known to have cost. */
export const knownCost = (attempt: AttemptRow): Cost | null =>
  attempt.costUsd === null ? null : { usd: Number(attempt.costUsd), estimated: attempt.costEstimated };

/**
 * What the editor of an attempt is sent of the edit's source: all of it, or the copy of about two megapixels that one
 * that is paid gets; the same to the byte each time.
 */
export async function sentPicture(
  { blobs }: Pick<Services, "blobs">,
  { edit, editor }: Pick<OpenAttempt, "edit" | "editor">,
): Promise<SizedPicture> {
  const picture = {
    bytes: await readPicture(blobs, edit.originalKey),
    contentType: edit.originalType ?? "",
    width: edit.originalWidth ?? 0,
    height: edit.originalHeight ?? 0,
  };
  return editor.free || edit.fullSize ? picture : shrinkPicture(picture, USUAL_LIMITS);
}
