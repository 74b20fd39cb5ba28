import { sql } from "kysely";
import { UNFINISHED_STATUSES } from "@/lib/lifecycle";
import type { Db } from "../client";
import { staleSecondsOf } from "./edit-runs";
import { EDIT_AGE, type EditAge } from "./stuck-edits";

/** Marks the first dispatch of a new edit as due. `trace`: where the trace of its request stands. */
export async function insertOutboxMark(db: Db, editId: string, trace: string | null = null): Promise<void> {
  await db.insertInto("outbox").values({ editId, trace }).execute();
}

/** Where the trace stood of the request that asked for this edit; `null`: it is not traced. */
export async function findOutboxTrace(db: Db, editId: string): Promise<string | null> {
  const row = await db.selectFrom("outbox").select("trace").where("editId", "=", editId).executeTakeFirst();
  return row?.trace ?? null;
}

/** The event of this dispatch was taken. A newer dispatch stays due. */
export async function clearOutboxMark(db: Db, editId: string, dispatch: number): Promise<void> {
  await db
    .updateTable("outbox")
    .set({ dueAt: null, sentAt: sql<Date>`now()` })
    .where("editId", "=", editId)
    .where("dispatch", "=", dispatch)
    .execute();
}

/** Starts a new dispatch of an edit, due at once; answers its number. */
export async function renewOutboxMark(db: Db, editId: string): Promise<number | null> {
  const row = await db
    .updateTable("outbox")
    .set({ dispatch: sql<number>`dispatch + 1`, dueAt: sql<Date>`now()` })
    .where("editId", "=", editId)
    .returning("dispatch")
    .executeTakeFirst();
  return row?.dispatch ?? null;
}

/**
 * Takes dispatches that are overdue by `seconds` for sending again: each gets a new number (the
 * runner drops repeated event ids for a day) and is due later, so that a second sweeper leaves it; ever later with each,
 * up to about sixteen times `seconds`, and at random, so that what failed together does not come back together.
 * @returns with the edit's age, and whether it is unfinished and has shown no life for its state's time.
 */
export async function takeOverdueMarks(
  db: Db,
  seconds: number,
  limit: number,
): Promise<Array<EditAge & { editId: string; dispatch: number; isSilent: boolean }>> {
  const stale = staleSecondsOf(sql`edits.status`, UNFINISHED_STATUSES);
  return db
    .updateTable("outbox")
    .from("edits")
    .whereRef("edits.id", "=", "outbox.editId")
    .set({
      dispatch: sql<number>`outbox.dispatch + 1`,
      dueAt: sql<Date>`now() + make_interval(secs => ${seconds}::int * ((1 << least(outbox.dispatch, 4)) - 1) * (0.5 + random() / 2))`,
    })
    .where("outbox.editId", "in", (from) =>
      from
        .selectFrom("outbox as due")
        .select("due.editId")
        .where("due.dueAt", "<", sql<Date>`now() - make_interval(secs => ${seconds}::int)`)
        .orderBy("due.dueAt")
        .limit(limit)
        .forUpdate()
        .skipLocked(),
    )
    .returning([
      "outbox.editId",
      "outbox.dispatch",
      "edits.status",
      EDIT_AGE.as("ageSeconds"),
      sql<boolean>`coalesce(greatest(edits.heartbeat_at, edits.stage_started_at)
        < now() - make_interval(secs => ${stale}), false)`.as("isSilent"),
    ])
    .execute();
}
