import { type EditStatus, UNFINISHED_STATUSES } from "@/lib/lifecycle";
import type { Db } from "../client";
import type { EditRow } from "./edits";
import { takeTurn } from "./turns";

type Try = Pick<EditRow, "id" | "retryOf">;

/** The first of all edits by which the same was asked for: that which the others were asked for anew. */
export const firstTry = ({ id, retryOf }: Try): string => retryOf ?? id;

/** Another edit by which the same was asked for, and that has succeeded, or is not over yet; `null` when there is none. */
export async function findOtherTry(db: Db, edit: Try): Promise<{ id: string; status: EditStatus } | null> {
  const first = firstTry(edit);
  const row = await db
    .selectFrom("edits")
    .select(["id", "status"])
    .where((where) => where.or([where("id", "=", first), where("retryOf", "=", first)]))
    .where("id", "<>", edit.id)
    .where("status", "in", ["completed", ...UNFINISHED_STATUSES])
    .orderBy("createdAt", "desc")
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/**
 * The edit by which a failed one is being asked for anew at this moment; `null` when there is none. Whoever asks this for
 * the same edit waits for the other's transaction to end.
 */
export async function lockOpenRetry(db: Db, first: string): Promise<{ id: string; sourceNotes: string[] } | null> {
  await takeTurn(db, `retry:${first}`);
  const row = await db
    .selectFrom("edits")
    .select(["id", "sourceNotes"])
    .where("retryOf", "=", first)
    .where("status", "in", UNFINISHED_STATUSES)
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}
