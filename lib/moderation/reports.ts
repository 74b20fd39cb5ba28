import { randomUUID } from "node:crypto";
import { z } from "zod";
import { findEditRecord } from "@/db/queries/edits";
import { insertOperatorAction } from "@/db/queries/operator";
import {
  decideReports,
  findOpenReports,
  insertReport,
  isPictureTakenDown,
  isTakenDown,
  markTakenDown,
} from "@/db/queries/reports";
import type { ReportReason } from "@/db/operator-tables";
import { DeadlineError, withDeadline } from "@/lib/async";
import { pictureKeys } from "@/lib/blob/blob-store";
import { deleteEdit } from "@/lib/edits/delete";
import { isEditId } from "@/lib/edits/edit-id";
import { openShare } from "@/lib/edits/shares";
import { AppError } from "@/lib/errors";
import type { Services } from "@/lib/services";
import { typedText } from "@/lib/typed-text";
import { MAX_REPORT_LENGTH, REPORT_REASONS } from "./reasons";

const reason = z.enum(Object.keys(REPORT_REASONS) as [ReportReason, ...ReportReason[]], "Choose one of the reasons.");

/** Body of a report: of an edit by its id, or of a shared page by its key. */
export const reportRequest = z
  .object({
    edit_uuid: z.string().max(64).optional(),
    share_key: z.string().max(64).optional(),
    reason,
    words: typedText(z.string().trim().max(MAX_REPORT_LENGTH, `Use up to ${MAX_REPORT_LENGTH} characters.`)).nullish(),
  })
  .refine(({ edit_uuid: id, share_key: key }) => (id === undefined) !== (key === undefined), {
    path: ["edit_uuid"],
    message: "Name either an edit or a shared page.",
  });

/**
 * Keeps what somebody says is wrong with a picture that they have a link to, for the operator. The same client once more
 * changes nothing, and is thanked all the same.
 * @throws {AppError} `EDIT_NOT_FOUND`, `SHARE_GONE`, or `TAKEN_DOWN` where that has happened already.
 */
export async function reportPicture(
  services: Pick<Services, "db" | "log">,
  asked: z.output<typeof reportRequest>,
  clientHash: string,
): Promise<void> {
  const { db } = services;
  const { edit_uuid: id, share_key: key } = asked;
  const editId = key === undefined ? await reportedEdit(services, id ?? "") : (await openShare(db, key)).editId;
  const words = asked.words === undefined || asked.words === "" ? null : asked.words;
  const isNew = await insertReport(db, { id: randomUUID(), editId, reason: asked.reason, words, clientHash });
  if (isNew) services.log.warn("a picture was reported; /insight/reports has it", { reason: asked.reason });
}

async function reportedEdit({ db }: Pick<Services, "db">, id: string): Promise<string> {
  const edit = isEditId(id) ? await findEditRecord(db, id.toLowerCase()) : null;
  if (edit !== null) return edit.id;
  throw await missingEdit({ db }, id);
}

/** Whether the operator took this edit down; false of what is no id. */
export const isGoneByOperator = async ({ db }: Pick<Services, "db">, id: string): Promise<boolean> =>
  isEditId(id) && isTakenDown(db, id.toLowerCase());

/** The error for an edit that is not there: `TAKEN_DOWN` where the operator did that, else `EDIT_NOT_FOUND`. */
export const missingEdit = async (services: Pick<Services, "db">, id: string): Promise<AppError> =>
  new AppError((await isGoneByOperator(services, id)) ? "TAKEN_DOWN" : "EDIT_NOT_FOUND");

/** Longest wait for the database before a picture is shown, in milliseconds. */
const PICTURE_PATIENCE_MS = 1_000;

/**
 * Lets every picture pass but those of what was taken down, whether the store has deleted them yet or not. While the
 * database does not say, pictures are shown.
 * @throws {AppError} `TAKEN_DOWN`
 */
export async function refuseTakenDown({ db }: Pick<Services, "db">, key: string): Promise<void> {
  const isGone = await withDeadline(
    PICTURE_PATIENCE_MS,
    (ms) => new DeadlineError(ms),
    () => isPictureTakenDown(db, key),
  ).catch(() => false);
  if (isGone) throw new AppError("TAKEN_DOWN");
}

export type ReportedEdit = {
  editId: string;
  times: number;
  reasons: readonly string[];
  /** How many of them have words of their own, which are content: a look at it shows them. */
  written: number;
  since: string;
};

/** Reported edits that wait for the operator. */
export async function listReports({ db }: Pick<Services, "db">): Promise<ReportedEdit[]> {
  const found = await findOpenReports(db, 100);
  return found.map(({ since, ...report }) => ({ ...report, since: since.toISOString() }));
}

/**
 * Takes an edit down: its pictures, words and shared pages are gone at once, a tombstone stays, and whoever asks for it
 * hears that. What was made of it by others stays, and can be reported by itself. Cut off in between, once more ends it.
 * @throws {AppError} `EDIT_NOT_FOUND`
 */
export async function takeDown(services: Services, id: string): Promise<void> {
  if (!isEditId(id)) throw new AppError("EDIT_NOT_FOUND");
  const editId = id.toLowerCase();
  await services.db.transaction().execute(async (tx) => {
    if (await markTakenDown(tx, editId, pictureKeys(editId))) await insertOperatorAction(tx, "take_down", editId);
  });
  // Deleted by its owner just now, it is gone all the same.
  await deleteEdit(services, editId).catch(async (error: unknown) => {
    const isGone = error instanceof AppError && error.code === "EDIT_NOT_FOUND";
    if (!isGone || !(await isTakenDown(services.db, editId))) throw error;
  });
  // Last: until it is gone it stays among what waits for the operator.
  await decideReports(services.db, editId, "taken_down");
}

/** Leaves a reported edit as it is. What was reported of it is done; who reports it anew is heard. */
export async function dismissReports({ db }: Pick<Services, "db">, id: string): Promise<void> {
  if (!isEditId(id)) throw new AppError("EDIT_NOT_FOUND");
  await db.transaction().execute(async (tx) => {
    if ((await decideReports(tx, id.toLowerCase(), "dismissed")) === 0) throw new AppError("EDIT_NOT_FOUND");
    await insertOperatorAction(tx, "dismiss", id.toLowerCase());
  });
}
