import { randomUUID } from "node:crypto";
import { closeAttempt, findTriedEditors, openAttempt } from "@/db/queries/attempts";
import { findBrokenEditors } from "@/db/queries/editor-health";
import { lockUnfinishedEdit, setEditor } from "@/db/queries/edits";
import type { ImageEditor } from "@/lib/providers/port";
import { AppError, type ErrorCode, RUN_ERROR_CODES } from "@/lib/errors";
import { fitsEditor } from "../../fits-editor";
import type { StageContext } from "../stage";
import type { Work } from "./find-work";

/** Refusals after which another editor may be asked: they say nothing about the picture or the words. */
const FALLS_BACK: readonly ErrorCode[] = ["PROVIDER_UNAVAILABLE", "PROVIDER_NOT_CONFIGURED", "PROVIDER_REJECTED"];

/**
 * Hands an edit that its editor certainly did not take to the next one in order: a new attempt, and
 * the row says why. Never when the person picked the editor, and never to a free one.
 * @throws {AppError} the refusal, not to be repeated, when nobody is left.
 */
export async function fallBack(context: StageContext, work: Work, refusal: AppError): Promise<"submit" | "over"> {
  const { editId, runId, services } = context;
  const { edit, attempt, editor } = work;
  const next = await nextEditor(context, work, refusal.code);
  if (next === null) {
    const { code, detail, cause } = refusal;
    throw new AppError(code, { detail, cause, charge: "none", retryable: false });
  }
  return services.db.transaction().execute(async (tx) => {
    if ((await lockUnfinishedEdit(tx, editId, runId)) === null) return "over";
    const errorCode = RUN_ERROR_CODES.find((code) => code === refusal.code) ?? null;
    await closeAttempt(tx, attempt.id, { outcome: "failed", errorCode, charge: "none" });
    await openAttempt(tx, { id: randomUUID(), editId, runId, editor: next.id });
    await setEditor(
      tx,
      { id: editId, runId },
      {
        editor: next.id,
        editorReason: "fallback",
        editorReasonCode: edit.editorReasonCode ?? refusal.code,
        editorInsteadOf: edit.editorInsteadOf ?? editor.id,
      },
    );
    return "submit";
  });
}

async function nextEditor(
  { editId, runId, services }: StageContext,
  { edit, editor }: Work,
  code: ErrorCode,
): Promise<ImageEditor | null> {
  if (edit.requestedEditor !== null || editor.free || !FALLS_BACK.includes(code)) return null;
  const tried = new Set([editor.id, ...(await findTriedEditors(services.db, editId, runId))]);
  const left = services.editors.filter((other) => !other.free && !tried.has(other.id) && fitsEditor(other, edit));
  if (left.length === 0) return null;
  const broken = await findBrokenEditors(
    services.db,
    left.map(({ id }) => id),
  );
  return left.find(({ id }) => !broken.includes(id)) ?? null;
}
