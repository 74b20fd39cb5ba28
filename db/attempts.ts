import { type Selectable, sql } from "kysely";
import type { Charge, RunErrorCode } from "@/lib/errors";
import type { Db } from "./client";
import type { AttemptOutcome, EditAttemptsTable } from "./schema";

export type AttemptRow = Selectable<EditAttemptsTable>;

/** The open attempt of an edit: the one whose outcome is not known yet. */
export async function findOpenAttempt(db: Db, editId: string): Promise<AttemptRow | null> {
  const row = await db
    .selectFrom("editAttempts")
    .selectAll()
    .where("editId", "=", editId)
    .where("outcome", "is", null)
    .executeTakeFirst();
  return row ?? null;
}

/** Opens the next attempt of an edit, unless one is open already (a partial unique index sees to it). */
export async function openAttempt(
  db: Db,
  attempt: { id: string; editId: string; runId: string; editor: string },
): Promise<void> {
  await db
    .insertInto("editAttempts")
    .columns(["id", "editId", "runId", "editor", "number"])
    .expression((from) =>
      from
        .selectFrom("editAttempts as earlier")
        .where("earlier.editId", "=", attempt.editId)
        .select((select) => [
          sql<string>`${attempt.id}::uuid`.as("id"),
          sql<string>`${attempt.editId}::uuid`.as("editId"),
          sql<string>`${attempt.runId}::text`.as("runId"),
          sql<string>`${attempt.editor}::text`.as("editor"),
          sql<number>`coalesce(${select.fn.max("earlier.number")}, 0) + 1`.as("number"),
        ]),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/**
 * Written just before the call that may cost money: from here on, silence means *uncertain*. False
 * when the attempt is closed, and must not be sent.
 */
export async function markSent(db: Db, id: string): Promise<boolean> {
  const result = await db
    .updateTable("editAttempts")
    .set({ sentAt: sql<Date>`now()` })
    .where("id", "=", id)
    .where("outcome", "is", null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The provider certainly did not take it: as if it had never been sent. */
export async function markNotSent(db: Db, id: string): Promise<void> {
  await db.updateTable("editAttempts").set({ sentAt: null }).where("id", "=", id).execute();
}

/** The provider took it: from here on it is polled, never submitted again. */
export async function markAccepted(
  db: Db,
  id: string,
  accepted: {
    providerId: string;
    pollingUrl: string;
    model: string;
    charge: Charge;
    costUsd: number | null;
    costEstimated: boolean;
  },
): Promise<void> {
  await db.updateTable("editAttempts").set(accepted).where("id", "=", id).execute();
}

export type AttemptEnd = {
  outcome: AttemptOutcome;
  errorCode?: RunErrorCode | null;
  model?: string;
  charge?: Charge;
  costUsd?: number | null;
  costEstimated?: boolean;
};

/** Closes an attempt, once. */
export async function closeAttempt(db: Db, id: string, end: AttemptEnd): Promise<void> {
  await db
    .updateTable("editAttempts")
    .set({ ...end, finishedAt: sql<Date>`now()` })
    .where("id", "=", id)
    .where("outcome", "is", null)
    .execute();
}

/** Seconds since the provider was asked, by the database's clock. */
export async function secondsSinceSent(db: Db, id: string): Promise<number> {
  const row = await db
    .selectFrom("editAttempts")
    .select(sql<number>`extract(epoch from now() - sent_at)::float8`.as("seconds"))
    .where("id", "=", id)
    .executeTakeFirst();
  return row?.seconds ?? 0;
}

/** Forgets where an edit lies at its provider; what it cost stays. */
export async function forgetProviderTasks(db: Db, editId: string): Promise<void> {
  await db
    .updateTable("editAttempts")
    .set({ providerId: null, pollingUrl: null })
    .where("editId", "=", editId)
    .execute();
}
