import { type EditRecord, findEditRecord, writeAltText } from "@/db/queries/edits";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { demandAllowed } from "./admission";

/**
 * Keeps what the result of an edit shows, in words that stand for it wherever it is shown; `null`: the prompt stands in
 * again. Everyone with a link may come to read them, so that a moderator sees them first. Answers the edit as it is then.
 * Who may do this is for the caller to know.
 * @throws {AppError} `EDIT_NOT_FOUND`; `EDIT_NOT_COMPLETED` without a result; what `demandAllowed` throws.
 */
export async function describeResult(
  services: Pick<Services, "db" | "moderator" | "blobs" | "log">,
  editId: string,
  altText: string | null,
): Promise<EditRecord> {
  const { db } = services;
  const edit = await findEditRecord(db, editId);
  if (edit === null) throw new AppError("EDIT_NOT_FOUND");
  if (edit.status !== "completed" || edit.resultKey === null)
    throw new AppError("EDIT_NOT_COMPLETED", { detail: "Only a finished edit has a picture to be described." });
  if (altText !== null) await demandAllowed(services, altText, { key: edit.resultKey });
  if (!(await writeAltText(db, editId, altText))) throw new AppError("EDIT_NOT_FOUND");
  return { ...edit, altText };
}
