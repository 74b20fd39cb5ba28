import { sql } from "kysely";
import { type EditStatus, UNFINISHED_STATUSES } from "@/lib/lifecycle";
import type { Db } from "../client";
import type { EditRow } from "./edits";
import { takeTurn } from "./turns";

type Try = Pick<EditRow, "id" | "retryOf">;

/** The first of all edits by which the same was asked for: that which the others were asked for anew. */
export const firstTry = ({ id, retryOf }: Try): string => retryOf ?? id;

/**
 * Makes everybody else who takes up, checks or makes an edit by which the same is asked for wait, until the transaction
 * ends. Before any row is locked, so that nobody waits in a circle.
 */
export async function lockTries(db: Db, edit: Try): Promise<void> {
  await takeTurn(db, `retry:${firstTry(edit)}`);
}

/** The edits by which the same was asked for as by `first`, itself too, that have succeeded or are not over yet. */
const selectLive = (db: Db, first: string) =>
  db
    .selectFrom("edits")
    .where((where) => where.or([where("id", "=", first), where("retryOf", "=", first)]))
    .where("status", "in", ["completed", ...UNFINISHED_STATUSES])
    .limit(1);

/** Another edit by which the same was asked for, and that has succeeded, or is not over yet; `null` when there is none. */
export async function findOtherTry(db: Db, edit: Try): Promise<{ id: string; status: EditStatus } | null> {
  const row = await selectLive(db, firstTry(edit))
    .select(["id", "status"])
    .where("id", "<>", edit.id)
    .orderBy("createdAt", "desc")
    .executeTakeFirst();
  return row ?? null;
}

/**
 * The edit that is what a failed one is asked for anew: one that has succeeded with the same and is there, else one that
 * is under way; `null` when there is none. Whoever asks this for the same waits for the other's transaction to end.
 */
export async function lockLiveTry(db: Db, first: string): Promise<{ id: string; sourceNotes: string[] } | null> {
  await lockTries(db, { id: first, retryOf: null });
  const row = await selectLive(db, first)
    .select(["id", "sourceNotes"])
    .where("deletedAt", "is", null)
    .orderBy(sql`status = 'completed'`, "desc")
    .orderBy("createdAt", "desc")
    .executeTakeFirst();
  return row ?? null;
}
